package io.vsgateway.cli.options;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The letters in arguments and variables. A shell passes bytes, today those of UTF-8; Java decodes
/// them by the locale, and in that of POSIX (`LC_ALL=C`, or none, as under cron) each byte beyond
/// ASCII becomes `U+FFFD`. The original bytes are still in `/proc`. Text that is not UTF-8 is
/// decoded by the locale, as Java does; what that cannot decode either is refused: a command
/// damaged on its way must not reach a game.
public final class Encoding {
    /// Replaces bytes that could not be read.
    private static final String DAMAGED = "\uFFFD";

    private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");
    private static final Path VARIABLES = Path.of("/proc/self/environ");

    private Encoding() {}

    /// The arguments as they were typed.
    ///
    /// @param args as Java has read them
    /// @throws CommandFailure if one cannot be read
    public static String[] arguments(String... args) {
        if (List.of(args).stream().allMatch(Encoding::isAscii)) {
            return args;
        }
        List<byte[]> raw = words(ARGUMENTS);
        // What comes before belongs to Java.
        List<byte[]> ours = raw.subList(Math.max(0, raw.size() - args.length), raw.size());
        var read = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            read[i] = better(args[i], ours.size() == args.length ? ours.get(i) : null);
            if (read[i].contains(DAMAGED)) {
                throw CommandFailure.usage(
                        "argument "
                                + (i + 1)
                                + " is not UTF-8, and cannot be read by this locale either");
            }
        }
        return read;
    }

    /// The variables as they were set. One that cannot be read stays as Java has it.
    static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        if (environment.values().stream().allMatch(Encoding::isAscii)) {
            return environment;
        }
        for (byte[] word : words(VARIABLES)) {
            String assignment = new String(word, StandardCharsets.ISO_8859_1);
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                String name = assignment.substring(0, equals);
                byte[] value =
                        assignment.substring(equals + 1).getBytes(StandardCharsets.ISO_8859_1);
                environment.computeIfPresent(name, (_, known) -> better(known, value));
            }
        }
        return environment;
    }

    /// Why Java finds no file of that name.
    public static String unusable(String file) {
        return isAscii(file)
                ? "not the name of a file: " + file
                : file
                        + ": letters beyond ASCII cannot be in the name of a file in this locale;"
                        + " set LC_ALL=C.UTF-8";
    }

    /// The raw bytes as UTF-8 if they are UTF-8; otherwise what Java made of them.
    private static String better(String known, byte @Nullable [] raw) {
        if (raw == null
                || !ascii(new String(raw, StandardCharsets.ISO_8859_1)).equals(ascii(known))) {
            return known;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException _) {
            return known;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /// The part of it that is the same in every locale's charset.
    private static String ascii(String text) {
        return text.replaceAll("[^\\x00-\\x7F]", "");
    }

    /// The words of a file in which each ends with a NUL; none if it cannot be read.
    private static List<byte[]> words(Path file) {
        var words = new ArrayList<byte[]>();
        try {
            byte[] all = Files.readAllBytes(file);
            int start = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == 0) {
                    words.add(java.util.Arrays.copyOfRange(all, start, i));
                    start = i + 1;
                }
            }
        } catch (IOException _) {
            // On another system, only Java's version exists.
        }
        return words;
    }
}
