package io.vsgateway.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.Game.GameReport;
import io.vsgateway.game.Game.Load;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a process and its descendants use, according to `/proc`; without it, nothing is known. It
/// is sampled on request, once a second at most; requests in between get the same answer. Any
/// thread; reads files for some milliseconds.
@Singleton
public final class ProcessLoad {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Path proc;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Sample latest;

    @GuardedBy("lock")
    private Duration total = Duration.ZERO;

    public ProcessLoad() {
        this(Path.of("/proc"), InstantSource.system());
    }

    ProcessLoad(Path proc, InstantSource clock) {
        this.proc = proc;
        this.clock = clock;
    }

    private record Sample(long pid, Instant at, Map<Long, Duration> cpu, @Nullable Load load) {}

    /// What a game takes, which may be another gateway's; empty if nothing is known of it. What its
    /// processors do is counted since the sample before, or since the process began.
    public Optional<Load> of(GameReport report) {
        Long pid = report.state().processId();
        if (!report.isHere()) {
            return Optional.ofNullable(report.load());
        }
        return pid == null ? Optional.empty() : of(pid);
    }

    /// Empty if the process has ended or nothing is known of it.
    public Optional<Load> of(long pid) {
        lock.lock();
        try {
            Sample before = latest != null && latest.pid == pid ? latest : null;
            Instant now = clock.instant();
            if (before == null || !now.isBefore(before.at.plus(FRESH)) || now.isBefore(before.at)) {
                latest = sample(pid, now, before);
            }
            return latest == null ? Optional.empty() : Optional.ofNullable(latest.load);
        } finally {
            lock.unlock();
        }
    }

    /// The time of processors that all processes together have used, as far as they were asked
    /// about while they ran. It never gets less.
    public Duration spent() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private Sample sample(long pid, Instant now, @Nullable Sample before) {
        Optional<ProcessHandle> root = ProcessHandle.of(pid);
        List<ProcessHandle> tree =
                root.map(process -> Stream.concat(Stream.of(process), process.descendants()))
                        .orElse(Stream.empty())
                        .toList();
        Map<Long, Duration> cpu = new HashMap<>();
        long memory = 0;
        for (ProcessHandle process : tree) {
            process.info().totalCpuDuration().ifPresent(time -> cpu.put(process.pid(), time));
            memory += residentBytes(process.pid());
        }
        Instant since =
                before != null
                        ? before.at
                        : root.flatMap(process -> process.info().startInstant()).orElse(now);
        Map<Long, Duration> used = before == null ? Map.of() : before.cpu;
        // If a process ended meanwhile, its time is lost; what it used since the last sample is
        // unknown.
        Duration spent =
                cpu.entrySet().stream()
                        .map(one ->
                                one.getValue()
                                        .minus(used.getOrDefault(one.getKey(), Duration.ZERO)))
                        .reduce(Duration.ZERO, Duration::plus);
        if (spent.isPositive()) {
            total = total.plus(spent);
        }
        if (memory == 0) {
            return new Sample(pid, now, cpu, null);
        }
        return new Sample(
                pid, now, cpu, new Load(percent(spent, Duration.between(since, now)), memory));
    }

    private static double percent(Duration spent, Duration passed) {
        return passed.isPositive() && spent.isPositive()
                ? Math.round(1000.0 * spent.toNanos() / passed.toNanos()) / 10.0
                : 0;
    }

    private long residentBytes(long pid) {
        try (Stream<String> lines =
                Files.lines(proc.resolve(Long.toString(pid)).resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }
}
