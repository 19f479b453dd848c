package io.vsgateway.demo;

import io.vsgateway.demo.log.LogType;
import io.vsgateway.demo.log.ServerLog;

/// Numbered lines, `flood line i of N`, as fast as the game can write them and the reader takes
/// them. It writes in turns, so that commands still get through, and flushes once per turn.
final class Flood {
    private static final int LINES_PER_TURN = 1000;

    private final ServerLog log;
    private final Loop loop;
    private final int lines;
    private final int lineBytes;
    private int written;

    /// @param lineBytes the length of a line on stdout, or 0 for its natural length
    Flood(ServerLog log, Loop loop, int lines, int lineBytes) {
        this.log = log;
        this.loop = loop;
        this.lines = lines;
        this.lineBytes = lineBytes;
    }

    void run() {
        for (int i = 0; i < LINES_PER_TURN && written < lines; i++) {
            String text = "flood line " + ++written + " of " + lines;
            log.append(LogType.NOTIFICATION, log.padded(LogType.NOTIFICATION, text, lineBytes));
        }
        log.flush();
        if (written < lines) {
            loop.post(this::run);
        }
    }
}
