package io.vsgateway.game.input;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The last line of defence before a command reaches the game: what is not one whole line of text
/// within the limit is never written. Who may send which command is decided long before.
final class CommandText {
    private CommandText() {}

    /// The bytes to be written: the command with its newline, in UTF-8.
    static byte[] line(String command) {
        return (command + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Why this command must not be written; null if it may.
    static @Nullable String refusal(String command, int maxBytes) {
        if (command.isBlank()) {
            return "the command is empty";
        }
        if (command.codePoints().anyMatch(CommandText::endsOrHidesLine)) {
            return "the command contains a line break or another control character";
        }
        if (command.codePoints().anyMatch(CommandText::isHalfCharacter)) {
            return "the command is not valid Unicode";
        }
        int bytes = line(command).length;
        if (bytes > maxBytes) {
            return "the command has %d bytes with its newline; the limit is %d (VS_GAME_INPUT_MAX_BYTES)"
                    .formatted(bytes, maxBytes);
        }
        return null;
    }

    // A line break would smuggle a second command past the checks of the first.
    private static boolean endsOrHidesLine(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    // It would become a question mark: not the command that was checked.
    private static boolean isHalfCharacter(int character) {
        return Character.getType(character) == Character.SURROGATE;
    }
}
