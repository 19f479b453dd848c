package io.vsgateway.demo.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// Where the game writes: stdout in the form `d.M.yyyy HH:mm:ss [Server <Type>] text`, and log
/// files in the form `d.M.yyyy HH:mm:ss [<Type>] text`. Further lines of a text have no prefix.
///
/// Only the game's own thread writes, so there is no lock: a stdout that nobody reads stops the
/// game.
public final class ServerLog implements AutoCloseable {
    private final Stdout stdout = new Stdout();
    private final Clock clock;
    private final boolean color;
    private final boolean oldStyle;
    private @Nullable LogFiles files;

    private long stampSecond = Long.MIN_VALUE;
    private String stamp = "";

    private ServerLog(Clock clock, boolean color, boolean oldStyle, @Nullable LogFiles files) {
        this.clock = clock;
        this.color = color;
        this.oldStyle = oldStyle;
        this.files = files;
    }

    /// @param dataPath where log files are written; null for none
    /// @param splitLines after how many lines a log file ends and the next one begins
    public static ServerLog open(
            @Nullable Path dataPath, long splitLines, boolean color, boolean oldStyle, Clock clock)
            throws IOException {
        LogFiles files =
                dataPath == null
                        ? null
                        : LogFiles.start(
                                dataPath,
                                oldStyle ? ".txt" : ".log",
                                splitLines,
                                LocalDateTime.now(clock));
        return new ServerLog(clock, color, oldStyle, files);
    }

    /// Writes a record that is visible at once.
    public void write(LogType type, String text) {
        append(type, text);
        flush();
    }

    /// Writes a record that may stay in the buffer until [#flush].
    public void append(LogType type, String text) {
        String now = stamp();
        if (type.onStdout()) {
            String line = now + " [Server " + type.label() + "] " + text;
            String on = color ? type.color() : "";
            stdout.write(on.isEmpty() ? line + "\n" : on + line + "\u001b[0m\n");
        }
        if (files != null) {
            file(type.file(), now + " [" + type.fileLabel() + "] " + text + "\n");
        }
    }

    /// Lengthens a text so that its line on stdout has this many bytes, without its line break. A
    /// longer text stays as it is.
    public String padded(LogType type, String text, int bytes) {
        int length = (prefix(type) + text).getBytes(StandardCharsets.UTF_8).length;
        return length + 1 >= bytes ? text : text + " " + "x".repeat(bytes - length - 1);
    }

    /// How a line of this type begins on stdout at this moment.
    public String prefix(LogType type) {
        return stamp() + " [Server " + type.label() + "] ";
    }

    /// Writes to stdout only, exactly these bytes, at once.
    public void raw(byte[] bytes) {
        stdout.write(bytes);
        stdout.flush();
    }

    /// Writes a crash report, which goes to a file of its own.
    public void crashReport(String text) {
        if (files != null) {
            file("server-crash", "Running on demo server, " + stamp() + "\n" + text + "\n");
        }
        flush();
    }

    public void flush() {
        stdout.flush();
        try {
            if (files != null) {
                files.flush();
            }
        } catch (IOException e) {
            giveUpFiles(e);
        }
    }

    public Instant now() {
        return clock.instant();
    }

    private void file(String name, String record) {
        try {
            if (files != null) {
                files.write(name, record);
            }
        } catch (IOException e) {
            giveUpFiles(e);
        }
    }

    private void giveUpFiles(IOException e) {
        files = null;
        System.err.println("demo server: no more log files: " + e.getMessage());
    }

    /// Computed once per second, since a flood asks for it a million times.
    private String stamp() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        if (second != stampSecond) {
            stampSecond = second;
            LocalDateTime t =
                    LocalDateTime.ofInstant(Instant.ofEpochSecond(second), clock.getZone());
            String date = t.getDayOfMonth() + "." + t.getMonthValue() + "." + t.getYear() + " ";
            stamp =
                    (oldStyle ? "" : date)
                            + Digits.two(t.getHour())
                            + ":"
                            + Digits.two(t.getMinute())
                            + ":"
                            + Digits.two(t.getSecond());
        }
        return stamp;
    }

    @Override
    public void close() {
        stdout.flush();
        try {
            if (files != null) {
                files.close();
            }
        } catch (IOException e) {
            giveUpFiles(e);
        }
    }
}
