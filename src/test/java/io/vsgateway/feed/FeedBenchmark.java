package io.vsgateway.feed;

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

/// What an append and a read cost, with none and with many readers that are not waiting.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FeedBenchmark {
    private static final String LINE = "x".repeat(100);

    @Param({"0", "1000"})
    int readers;

    private Feed<String> feed;
    private Cursor<String> cursor;

    @Setup
    public void fill() {
        feed = new Feed<>("e", 10_000, 16 << 20, String::length);
        for (int i = 0; i < 10_000; i++) {
            feed.append(LINE);
        }
        for (int i = 0; i < readers; i++) {
            feed.cursor(new Start.Last(0));
        }
        cursor = feed.cursor(new Start.Last(0));
    }

    @Benchmark
    public long append() {
        return feed.append(LINE);
    }

    @Benchmark
    public Batch<String> appendAndRead() {
        feed.append(LINE);
        return cursor.read(256, 64 << 10);
    }

    @Benchmark
    public Batch<String> readHistory() {
        try (Cursor<String> history = feed.cursor(new Start.Last(100))) {
            return history.read(100, 64 << 10);
        }
    }
}
