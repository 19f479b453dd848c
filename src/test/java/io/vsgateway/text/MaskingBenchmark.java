package io.vsgateway.text;

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

/// What masking a line for monitors costs. `HOSTILE` is made of what the rules look at, 64 KiB of
/// it, as long as a line gets unless it is set otherwise: it says how long one line can hold up
/// those who share its thread.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskingBenchmark {
    /// Kinds of lines.
    public enum Kind {
        EVENT("28.1.2024 15:43:12 [Server Event] Player Priya13 left."),
        CHAT(
                "27.1.2025 23:24:03 [Server Chat] 0 | DoofusDan: The Sod house is nice and cozy though."),
        COLOURED(
                "\u001b[33m30.1.2025 03:47:25 [Server Warning] A tick took 563ms to complete.\u001b[0m"),
        JOIN("27.1.2024 15:41:47 [Server Event] Priya13 [::ffff:127.0.0.1]:43212 joins."),
        SECRET(
                "28.1.2024 15:30:20 [Server Notification] Handling Console Command /serverconfig password x"),
        HOSTILE("password for a:b::1. 1.2.3 http://a:b/ \u001b[31mkey ".repeat(1260));

        private final String line;

        Kind(String line) {
            this.line = line;
        }
    }

    @Param public Kind kind;

    private String line;

    @Setup
    public void choose() {
        line = kind.line;
    }

    @Benchmark
    public String mask() {
        return Masking.all(line);
    }
}
