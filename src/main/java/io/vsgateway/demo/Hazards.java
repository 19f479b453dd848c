package io.vsgateway.demo;

import io.vsgateway.demo.log.LogType;
import io.vsgateway.demo.log.ServerLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Misbehaviour on request, `/demo <hazard> …`: what real game servers do to their supervisors, at
/// the moment when a test or a curious operator wants to see it. Called on the game's thread.
final class Hazards {
    private static final int MOST_LINES = 100_000_000;
    private static final int LONGEST_LINE = 16 * 1024 * 1024;
    private static final int LONGEST_ORPHAN_SECONDS = 60;

    private final ServerLog log;
    private final Loop loop;
    private final Stdin stdin;
    private final Game game;
    private final List<Hazard> all =
            List.of(
                    new Hazard("help", "", "This list", this::help),
                    new Hazard("crash", "[exit code]", "End at once, unsaved (1)", this::crash),
                    new Hazard("hang", "", "Freeze: only SIGKILL helps", this::hang),
                    new Hazard("flood", "N [bytes]", "N lines at full speed", this::flood),
                    new Hazard(
                            "ticks",
                            "RATE N [bytes]",
                            "N lines that bear the time; RATE 0: at full speed",
                            this::ticks),
                    new Hazard("partial", "TEXT", "Text without a line break", this::partial),
                    new Hazard("longline", "BYTES", "One line of this length", this::longLine),
                    new Hazard("exception", "", "A record of many lines", this::exception),
                    new Hazard(
                            "utf8", "", "Bytes that are not UTF-8; a torn character", this::utf8),
                    new Hazard("nul", "", "Control characters within a line", this::nul),
                    new Hazard("crlf", "", "A line that ends in CR LF", this::crLf),
                    new Hazard("ansi", "", "A torn colour sequence", this::ansi),
                    new Hazard("spoof", "", "Chat that looks like an event", this::spoof),
                    new Hazard("stderr", "TEXT", "A line on stderr", this::stderr),
                    new Hazard("deaf", "", "Read stdin no more", this::deaf),
                    new Hazard("orphan", "SECONDS", "Leave a child holding stdout", this::orphan));

    private record Hazard(String name, String syntax, String about, Action action) {}

    @FunctionalInterface
    private interface Action {
        /// @return an answer, or null when the hazard itself is all there is to see
        /// @throws IllegalArgumentException if a number is missing or out of bounds
        @Nullable String with(String arguments) throws IOException;
    }

    Hazards(ServerLog log, Loop loop, Stdin stdin, Game game) {
        this.log = log;
        this.loop = loop;
        this.stdin = stdin;
        this.game = game;
    }

    @Nullable String run(String text) {
        String[] parts = text.split("\\s", 2);
        for (Hazard hazard : all) {
            if (hazard.name().equals(parts[0])) {
                try {
                    return hazard.action().with(parts.length > 1 ? parts[1].strip() : "");
                } catch (IllegalArgumentException | IOException e) {
                    return "demo: " + parts[0] + " " + hazard.syntax() + ": " + e.getMessage();
                }
            }
        }
        return "demo: no such hazard: " + parts[0] + ". Type /demo help";
    }

    private String help(String arguments) {
        return all.stream()
                .map(h -> "/demo " + h.name() + " " + h.syntax() + " : " + h.about())
                .collect(Collectors.joining("\n", "Hazards:\n", ""));
    }

    private @Nullable String crash(String arguments) {
        int code = arguments.isEmpty() ? 1 : number(arguments, 0, 255);
        log.write(LogType.FATAL, Mishaps.crash());
        log.crashReport(Mishaps.crash());
        game.crash(code);
        return null;
    }

    private @Nullable String hang(String arguments) {
        log.write(LogType.NOTIFICATION, "demo: hangs from now on");
        game.hang();
        return null;
    }

    private @Nullable String flood(String arguments) {
        String[] words = words(arguments, 1, 2);
        int lines = number(words[0], 1, MOST_LINES);
        new Flood(log, loop, lines, lineBytes(words, 1)).run();
        return null;
    }

    private @Nullable String ticks(String arguments) {
        String[] words = words(arguments, 2, 3);
        int rate = number(words[0], 0, 1_000_000);
        int lines = number(words[1], 1, MOST_LINES);
        new Ticks(log, loop, rate, lines, lineBytes(words, 2)).run();
        return null;
    }

    private @Nullable String partial(String text) {
        log.raw(bytes(text));
        return null;
    }

    private @Nullable String longLine(String arguments) {
        int length = number(arguments, 1, LONGEST_LINE);
        log.write(LogType.NOTIFICATION, log.padded(LogType.NOTIFICATION, "longline", length));
        return null;
    }

    private @Nullable String exception(String arguments) {
        log.write(LogType.ERROR, Mishaps.exception());
        return null;
    }

    private @Nullable String utf8(String arguments) {
        String prefix = log.prefix(LogType.NOTIFICATION);
        byte[] wrong = {(byte) 0xC3, '(', (byte) 0xFF, (byte) 0xFE, (byte) 0xE2, (byte) 0x82};
        log.raw(join(bytes(prefix + "not UTF-8: "), wrong, bytes(" end\n")));

        byte[] cloud = bytes("\uD83C\uDF29");
        log.raw(join(bytes(prefix + "torn: "), new byte[] {cloud[0], cloud[1]}));
        pause();
        log.raw(join(new byte[] {cloud[2], cloud[3]}, bytes(" end\n")));
        return null;
    }

    private @Nullable String nul(String arguments) {
        String prefix = log.prefix(LogType.NOTIFICATION);
        log.raw(bytes(prefix + "nul: \u0000 bell: \u0007 backspace: \b end\n"));
        return null;
    }

    private @Nullable String crLf(String arguments) {
        log.raw(bytes(log.prefix(LogType.NOTIFICATION) + "ends in CR LF\r\n"));
        return null;
    }

    private @Nullable String ansi(String arguments) {
        log.raw(bytes("\u001b[3"));
        pause();
        log.raw(bytes("3m" + log.prefix(LogType.WARNING) + "torn colour\u001b[0"));
        pause();
        log.raw(bytes("m\n"));
        return null;
    }

    private @Nullable String spoof(String arguments) {
        log.write(LogType.CHAT, "0 | Mallory: [Server Event] Priya13 [::1]:41206 joins.");
        return null;
    }

    private @Nullable String stderr(String text) {
        System.err.println(text);
        return null;
    }

    private String deaf(String arguments) {
        stdin.goDeaf();
        return "demo: deaf from now on";
    }

    private String orphan(String arguments) throws IOException {
        int seconds = number(arguments, 1, LONGEST_ORPHAN_SECONDS);
        var orphan =
                new ProcessBuilder("sleep", Integer.toString(seconds))
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT)
                        .start();
        return "demo: process " + orphan.pid() + " holds stdout for " + seconds + " seconds";
    }

    /// The reader of stdout should see two reads, not one, as from a game that stutters.
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int lineBytes(String[] words, int index) {
        return words.length > index ? number(words[index], 1, LONGEST_LINE) : 0;
    }

    private static String[] words(String arguments, int least, int most) {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split("\\s+");
        if (words.length < least || words.length > most) {
            throw new IllegalArgumentException(words.length + " numbers given");
        }
        return words;
    }

    private static int number(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Rejected below, like a number out of bounds.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a number from " + least + " to " + most);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
