package io.vsgateway.game.input;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a command must be, whatever the game and whoever sends it: one whole line of plain text
/// within the limit. Checked when a command arrives, and as the last line of defence before it is
/// written.
public final class CommandText {
    private CommandText() {}

    /// The bytes to be written: the command with its newline, in UTF-8.
    static byte[] line(String command) {
        return (command + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Why this is not a command; null if it is one.
    ///
    /// @param maxBytes the most bytes of its line, in UTF-8 (`VS_GAME_INPUT_MAX_BYTES`)
    public static @Nullable String fault(String command, int maxBytes) {
        if (command.isBlank()) {
            return "the command is empty";
        }
        // It would become a question mark, and not be the command that was checked.
        if (command.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            return "the command is not valid Unicode";
        }
        int bytes = line(command).length;
        if (bytes > maxBytes) {
            return "the command is %d bytes long, at most %d are allowed"
                    .formatted(bytes - 1, maxBytes - 1);
        }
        // A line break would smuggle a second command past the checks of the first.
        if (command.codePoints().anyMatch(CommandText::endsOrHidesLine)) {
            return "the command has a line break or control character in it";
        }
        // People would see a different command from the one that the game reads.
        if (command.codePoints().anyMatch(CommandText::turnsText)) {
            return "the command has a character in it that turns the direction of text";
        }
        return null;
    }

    private static boolean endsOrHidesLine(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /// Embeddings, overrides, isolates and marks, as in UAX #9.
    private static boolean turnsText(int codePoint) {
        return codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
