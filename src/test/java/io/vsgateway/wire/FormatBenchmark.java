package io.vsgateway.wire;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to write a line in each format; it is done once for all who watch in that format.
/// With `-prof gc`, `gc.alloc.rate.norm` is bytes a line.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FormatBenchmark {
    @Param public Format format;

    /// What the line is made of.
    @Param({"ascii", "cyrillic"})
    public String text;

    private Frame.Line line;

    @Setup
    public void make() {
        String words = text.equals("ascii") ? "Handling Console Command " : "Игрок Erney вышел. ";
        line =
                new Frame.Line(
                        "mf3k2a1b-1234567",
                        Instant.parse("2026-01-31T10:15:30.123Z"),
                        "stdout",
                        "info",
                        "Notification",
                        words.repeat(4));
    }

    @Benchmark
    public String encode() {
        return format.encode(line);
    }
}
