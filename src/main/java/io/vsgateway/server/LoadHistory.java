package io.vsgateway.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.Game.GameReport;
import io.vsgateway.game.Game.Load;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How many played and what the game used in the last hours: a sample each [#INTERVAL], the oldest
/// of [#KEPT] leaving for the newest, some 30 KiB. It ends with the gateway, not with a run of the
/// game. Any thread; sampling reads files for some milliseconds.
final class LoadHistory {
    static final Duration INTERVAL = Duration.ofSeconds(30);

    /// Six hours.
    static final int KEPT = 720;

    private final Supplier<GameReport> game;
    private final ProcessLoad load;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<Sample> samples = new ArrayDeque<>();

    @GuardedBy("lock")
    private @Nullable Used before;

    LoadHistory(Supplier<GameReport> game, ProcessLoad load, InstantSource clock) {
        this.game = game;
        this.load = load;
        this.clock = clock;
    }

    /// What is not known is null: who plays, or what there is no process for.
    ///
    /// @param cpuPercent since the sample before; 100 is one processor
    /// @param memoryBytes resident memory
    record Sample(
            Instant at,
            @Nullable Integer players,
            @Nullable Double cpuPercent,
            @Nullable Long memoryBytes) {}

    private record Used(Instant at, Duration cpu) {}

    /// Takes one more sample.
    void sample() {
        GameReport report = game.get();
        Optional<Load> now = load.of(report);
        Instant at = clock.instant();
        var used = new Used(at, load.spent());
        lock.lock();
        try {
            @Nullable Double percent = null;
            if (now.isPresent()) {
                // Not as one expression, which would unbox null.
                percent = now.get().cpuPercent();
            }
            if (now.isPresent() && report.isHere()) {
                percent = percent(before, used);
            }
            samples.addLast(
                    new Sample(
                            at,
                            report.players() == null ? null : report.players().size(),
                            percent,
                            now.map(Load::memoryBytes).orElse(null)));
            if (samples.size() > KEPT) {
                samples.removeFirst();
            }
            before = now.isPresent() ? used : null;
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable Double percent(@Nullable Used before, Used now) {
        if (before == null || !now.at.isAfter(before.at)) {
            return null;
        }
        double passed = Duration.between(before.at, now.at).toNanos();
        return Math.round(1000 * now.cpu.minus(before.cpu).toNanos() / passed) / 10.0;
    }

    /// The oldest first.
    List<Sample> samples() {
        lock.lock();
        try {
            return List.copyOf(samples);
        } finally {
            lock.unlock();
        }
    }
}
