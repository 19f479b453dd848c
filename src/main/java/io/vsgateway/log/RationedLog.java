package io.vsgateway.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Writes lines that others cause, without letting them fill the disk: one line a second per
/// source, and a limited number in total. The next line reports how many were left out.
///
/// Any thread; the line is made and written outside the lock.
public final class RationedLog {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final int perSecond;
    private final Consumer<String> out;
    private final ReentrantLock lock = new ReentrantLock();

    /// When a source last got a line, for sources of the last second.
    @GuardedBy("lock")
    private final Map<String, Instant> lines = new HashMap<>();

    @GuardedBy("lock")
    private long suppressed;

    /// @param perSecond most lines a second in total, which also bounds what is remembered
    public RationedLog(int perSecond, Consumer<String> out) {
        this(new SteadyClock(), perSecond, out);
    }

    public RationedLog(InstantSource clock, int perSecond, Consumer<String> out) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.out = out;
    }

    /// Writes the line, or only counts it.
    ///
    /// @param source what gets one line a second, such as an address
    public void tell(String source, Supplier<String> line) {
        OptionalLong left = take(source);
        if (left.isEmpty()) {
            return;
        }
        String rest = left.getAsLong() == 0 ? "" : "; " + left.getAsLong() + " more not logged";
        out.accept(line.get() + rest);
    }

    /// Empty if no line may be written now; otherwise how many were left out since the last one.
    private OptionalLong take(String source) {
        Instant now = clock.instant();
        lock.lock();
        try {
            // A clock that is set back must not silence the log.
            lines.values().removeIf(at -> !now.isBefore(at.plus(SECOND)) || now.isBefore(at));
            if (lines.size() >= perSecond || lines.containsKey(source)) {
                suppressed++;
                return OptionalLong.empty();
            }
            lines.put(source, now);
            long left = suppressed;
            suppressed = 0;
            return OptionalLong.of(left);
        } finally {
            lock.unlock();
        }
    }
}
