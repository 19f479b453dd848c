package io.vsgateway.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Writes refusals down, without letting an attacker fill the disk: one line a second for an
/// address (for IPv6 for a /64), [#MAX_LINES] lines a second in all. What was left out is counted
/// in the next line. A line has the address, the reason and the place, and no part of a credential.
///
/// Any thread; the line is written outside of the lock.
final class RefusalLog {
    /// How many lines a second there may be in all, which also bounds what is remembered.
    static final int MAX_LINES = 20;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Consumer<String> out;
    private final ReentrantLock lock = new ReentrantLock();

    /// When an address last got a line, for those of the last second.
    @GuardedBy("lock")
    private final Map<String, Instant> lines = new HashMap<>();

    @GuardedBy("lock")
    private long suppressed;

    RefusalLog(InstantSource clock, Consumer<String> out) {
        this.clock = clock;
        this.out = out;
    }

    /// Writes the refusal down, or counts it.
    ///
    /// @param where the place of the credential, or what else helps to find the cause; constant
    ///   text
    void refused(ClientAddress address, Refusal why, String where) {
        OptionalLong left = take(address.block());
        if (left.isEmpty()) {
            return;
        }
        String rest = left.getAsLong() == 0 ? "" : "; " + left.getAsLong() + " more not logged";
        try (var _ = LogFields.of(address)) {
            out.accept("Refused " + address + ": " + why.text() + " (" + where + ")" + rest);
        }
    }

    /// Empty if no line may be written now, else how many were left out since the last one.
    private OptionalLong take(String block) {
        Instant now = clock.instant();
        lock.lock();
        try {
            // A clock that was set back must not silence the log.
            lines.values().removeIf(at -> !now.isBefore(at.plus(SECOND)) || now.isBefore(at));
            if (lines.size() >= MAX_LINES || lines.containsKey(block)) {
                suppressed++;
                return OptionalLong.empty();
            }
            lines.put(block, now);
            long left = suppressed;
            suppressed = 0;
            return OptionalLong.of(left);
        } finally {
            lock.unlock();
        }
    }
}
