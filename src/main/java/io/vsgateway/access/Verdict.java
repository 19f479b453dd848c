package io.vsgateway.access;

import io.vsgateway.access.refusal.Refusal;
import java.time.Duration;

/// What [Authenticator] says of a credential.
public sealed interface Verdict {
    /// The caller is known. What they may do is a second question.
    record Granted(Caller caller) implements Verdict {}

    /// The caller is not known. Whoever answers holds the answer back for `delay` (often zero)
    /// without blocking a thread.
    record Unauthorised(Refusal reason, Duration delay) implements Verdict {}

    /// Nobody looked at the credential: too many wrong ones came from there just now. It may be
    /// shown again after that time.
    record NotHeard(Duration retryAfter) implements Verdict {}
}
