package io.vsgateway.access;

import java.time.Duration;
import java.util.Optional;

/// How long a [Grant] holds: a key's as long as the gateway runs, a token's or a sign-in's until it
/// is revoked or expires, and any other as long as what bought it. It is checked again and again
/// while a caller is connected, so it answers from memory, on any thread.
@FunctionalInterface
public interface Lease {
    /// Holds as long as the gateway runs.
    Lease LASTING = () -> true;

    /// Whether it holds now. Once it does not, it never does again, unless it [#isBarred].
    boolean holds();

    /// Whether it does not hold because its holder is banned: another credential of theirs would
    /// not hold either.
    default boolean isBarred() {
        return false;
    }

    /// How long until it ends by itself; empty if it does not.
    default Optional<Duration> remaining() {
        return Optional.empty();
    }

    /// The given time, or what is left of this lease if that is less: what is bought lasts no
    /// longer.
    default Duration within(Duration time) {
        return remaining().filter(left -> left.compareTo(time) < 0).orElse(time);
    }
}
