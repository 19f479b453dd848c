package io.vsgateway.demo;

import io.vsgateway.demo.log.LogType;
import io.vsgateway.demo.log.ServerLog;
import java.time.Instant;

/// Lines at a steady rate, `tick seq=1 t=<epoch nanos>`, that carry a number and the time of
/// writing: a receiver on this machine can tell how long a line took to arrive. A tick that could
/// not be written in time is written late, with the later time; none is left out. It writes in
/// turns, so that commands still get through, and flushes all ticks that are due together once.
final class Ticks {
    private static final int LINES_PER_TURN = 1000;

    private final ServerLog log;
    private final Loop loop;
    private final int rate;
    private final int lines;
    private final int lineBytes;
    private final long began = System.nanoTime();
    private int written;

    /// @param rate lines per second, or 0 for as fast as the game can write and the reader takes
    ///   them
    /// @param lineBytes the length of a line on stdout, or 0 for its natural length
    Ticks(ServerLog log, Loop loop, int rate, int lines, int lineBytes) {
        this.log = log;
        this.loop = loop;
        this.rate = rate;
        this.lines = lines;
        this.lineBytes = lineBytes;
    }

    void run() {
        for (int i = 0; i < LINES_PER_TURN && written < lines && due() <= System.nanoTime(); i++) {
            Instant now = log.now();
            long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
            String text = "tick seq=" + ++written + " t=" + nanos;
            log.append(LogType.NOTIFICATION, log.padded(LogType.NOTIFICATION, text, lineBytes));
        }
        log.flush();
        if (written < lines) {
            loop.at(due(), this::run);
        }
    }

    /// When to write the next tick.
    private long due() {
        return rate == 0 ? began : began + (long) (written * 1e9 / rate);
    }
}
