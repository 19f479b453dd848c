package io.vsgateway.game.dialect;

import io.vsgateway.game.Dialect;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Wanted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// Lines a second, on one core, from the bytes of a game's output to `ConsoleLine`s. With `-prof
/// gc`, `gc.alloc.rate.norm` is bytes a line.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LineDecoderBenchmark {
    private static final int LINES = 1_000;
    private static final Instant NOW = Instant.EPOCH;

    /// What the lines are made of.
    public enum Text {
        ASCII("28.1.2024 15:42:36 [Server Notification] Handling Console Command /time"),
        CYRILLIC("5.9.2026 22:10:48 [Server Event] Игрок Erney вышел."),
        COLOURED("\u001b[33m30.1.2025 03:47:25 [Server Warning] Server overloaded.\u001b[0m"),
        CONTINUATION(
                "   at Vintagestory.Server.CmdPlayer.setMovespeed(PlayerUidName targetPlayer)");

        private final byte[] bytes;

        Text(String line) {
            this.bytes = (line + "\n").repeat(LINES).getBytes(StandardCharsets.UTF_8);
        }
    }

    @Param public Text text;

    /// Bytes of one read.
    @Param({"4096", "65536"})
    public int read;

    private Blackhole sink;
    private LineDecoder decoder;
    private LineDecoder decoderAndDialect;

    @Setup
    public void open(Blackhole blackhole) {
        sink = blackhole;
        decoder = new LineDecoder(65_536, (line, _) -> sink.consume(line));
        Dialect.LineReader reader =
                PatternsSetting.dialect("vintagestory").reader(LineSource.STDOUT, Wanted.ALL);
        decoderAndDialect =
                new LineDecoder(65_536, (line, end) -> sink.consume(reader.read(NOW, line, end)));
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public void bytesToText() {
        readInto(decoder);
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public void bytesToConsoleLines() {
        readInto(decoderAndDialect);
    }

    private void readInto(LineDecoder into) {
        byte[] bytes = text.bytes;
        for (int from = 0; from < bytes.length; from += read) {
            into.accept(bytes, from, Math.min(read, bytes.length - from));
        }
    }
}
