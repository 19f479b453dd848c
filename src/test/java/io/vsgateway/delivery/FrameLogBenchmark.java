package io.vsgateway.delivery;

import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.delivery.frame.FrameSlice;
import io.vsgateway.delivery.frame.Window;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
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

/// What a line costs from its append to its finished frame, and what a further reader of frames
/// that are there costs, each per line.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameLogBenchmark {
    private static final int LINES = 100;
    private static final int MAX_SLICE = 256 * 1024;

    /// Characters of a line.
    @Param({"100", "8000"})
    public int length;

    private String line;
    private Feed<String> feed;
    private FrameLog<String> log;
    private long framed;

    @Setup
    public void fill() {
        line = "x".repeat(length);
        feed = new Feed<>("e", 10_000, 16 << 20, String::length);
        log = new FrameLog<>(feed, new Same(), Window.LARGE);
        framed = appendAndFrame() - LINES;
    }

    /// One reader: the frames are made.
    @Benchmark
    @OperationsPerInvocation(LINES)
    public long appendAndFrame() {
        long from = feed.append(line);
        for (int i = 1; i < LINES; i++) {
            feed.append(line);
        }
        return read(from);
    }

    /// One more reader: the frames are there.
    @Benchmark
    @OperationsPerInvocation(LINES)
    public long readFramed() {
        return read(framed);
    }

    private long read(long from) {
        long at = from;
        while (at < from + LINES) {
            FrameSlice slice = log.read(at, MAX_SLICE);
            at += slice.entries();
            slice.bytes().release();
        }
        return at;
    }

    private record Same() implements Encoder<String> {
        @Override
        public String encode(Position position, String entry) {
            return entry;
        }

        @Override
        public String encode(Gap gap) {
            return "gap";
        }
    }
}
