package io.vsgateway.game.supervision;

import io.quarkus.runtime.configuration.MemorySize;
import io.vsgateway.game.BufferSettings;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.dialect.PatternsSetting;
import io.vsgateway.game.dialect.Players;
import io.vsgateway.game.pipes.PipedLauncher;
import io.vsgateway.game.process.Bell;
import io.vsgateway.game.process.GameRun;
import io.vsgateway.game.process.Launch;
import io.vsgateway.game.process.Notes;
import io.vsgateway.game.process.RunContext;
import io.vsgateway.game.process.SerialOut;
import io.vsgateway.game.process.Watch;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Lines a second of a real process, from its pipe to the feed, with all that a line meets on the
/// way: decoder, dialect, the last lines of the run, the questions whether the game is ready and
/// whether a command is answered. One thread does it; starting the process is in the figure.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GameOutputBenchmark {
    private static final int LINES = 500_000;

    @Param({"plain", "vintagestory"})
    public String dialect;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ConsoleBuffer console =
            new ConsoleBuffer(new Memory(), GivenSettings.game("dialect", "plain"));
    private Path output;
    private RunContext context;

    @Setup
    public void write() throws IOException {
        output = Files.createTempFile("game", ".log");
        try (var lines = Files.newBufferedWriter(output)) {
            for (int i = 0; i < LINES; i++) {
                lines.write("28.1.2024 15:42:36 [Server Notification] a line of a hundred bytes,");
                lines.write(" as they are measured with: " + (100_000 + i) + "\n");
            }
        }
        context =
                new RunContext(
                        GivenSettings.game("dialect", dialect),
                        PatternsSetting.dialect(dialect),
                        InstantSource.system(),
                        timer,
                        new Bell(),
                        new SerialOut(console.sink()),
                        new Players(PatternsSetting.dialect(dialect), InstantSource.system()),
                        Notes.none());
    }

    @TearDown
    public void remove() throws IOException {
        timer.shutdownNow();
        Files.delete(output);
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public long pipeToFeed() throws IOException {
        long before = console.lines();
        var launch =
                new Launch("managed", List.of("cat", output.toString()), Optional.<Path>empty());
        GameRun run = GameRun.start(new PipedLauncher(launch), context, "benchmark");
        run.show();
        boolean _ = run.await(Watch.FOR_EVER, run::hasEnded);
        if (!run.close() || console.lines() - before != LINES) {
            throw new IllegalStateException("lines are missing: " + (console.lines() - before));
        }
        return console.lines();
    }

    private record Memory() implements BufferSettings {
        @Override
        public int bufferLines() {
            return 10_000;
        }

        @Override
        public MemorySize bufferBytes() {
            return new MemorySize(BigInteger.valueOf(16 << 20));
        }
    }
}
