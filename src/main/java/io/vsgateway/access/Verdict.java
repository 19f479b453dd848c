package io.vsgateway.access;

import io.vsgateway.access.refusal.Refusal;
import java.time.Duration;

/// What [Authenticator] says of a credential, or an [AccessPolicy] of a caller.
public sealed interface Verdict {
    /// The caller is known, or need not be. What they may do is another question.
    record Granted(Caller caller) implements Verdict {}

    /// The caller is not known. Whoever answers delays the answer by `delay` (often zero) without
    /// blocking a thread.
    record Unauthorised(Refusal reason, Duration delay) implements Verdict {}

    /// The caller is known and refused, and another credential of theirs would change nothing.
    record Forbidden(Caller caller) implements Verdict {}

    /// There is nothing here, for anyone.
    record NotFound() implements Verdict {}

    /// The credential was not checked: too many wrong ones came from there just now. It may be
    /// shown again after that time.
    record NotHeard(Duration retryAfter) implements Verdict {}

    /// The credential may be good, but what is needed to judge it is not there yet. It may be shown
    /// again after that time.
    record Later(Duration retryAfter) implements Verdict {}
}
