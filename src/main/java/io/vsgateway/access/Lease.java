package io.vsgateway.access;

import java.time.Duration;
import java.util.Optional;

/// How long a [Grant] holds: that of a key as long as the gateway runs, that of a token or a
/// sign-in until it ends or its time is over, and that of all else as long as what bought it. It is
/// asked again and again while a caller is connected, so it answers from memory, on any thread.
@FunctionalInterface
public interface Lease {
    /// As long as the gateway runs.
    Lease LASTING = () -> true;

    /// Whether it holds now. Once it does not, it never does again, but for one [#isBarred].
    boolean holds();

    /// Whether it does not hold because whoever has it is kept out: another credential of theirs
    /// would not hold either.
    default boolean isBarred() {
        return false;
    }

    /// How long until it ends by itself; empty if it does not.
    default Optional<Duration> remaining() {
        return Optional.empty();
    }

    /// The time, or what is left of this if that is less: what is bought lasts no longer.
    default Duration within(Duration time) {
        return remaining().filter(left -> left.compareTo(time) < 0).orElse(time);
    }
}
