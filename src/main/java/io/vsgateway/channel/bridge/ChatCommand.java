package io.vsgateway.channel.bridge;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.game.GameSettings;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The command that tells the players in the game what somebody said elsewhere. What people write
/// becomes one line of plain text in it: no second command, no markup, whose links in Vintage Story
/// run commands, and nothing that turns or hides text.
///
/// @param start what stands before the name
/// @param between what stands between name and text
/// @param end what stands behind the text
/// @param maxBytes of the whole command in UTF-8, without the newline
record ChatCommand(String start, String between, String end, int maxBytes) {
    private static final String NAME = "{name}";
    private static final String TEXT = "{text}";
    private static final int LONGEST_NAME = 32;

    /// Controls, what is not seen, halves of characters, and what separates lines.
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    /// As the settings say.
    ///
    /// @throws ConfigurationException with what is wrong with them
    static ChatCommand of(BridgeSettings settings, GameSettings game) {
        // Without the newline.
        return of(settings.chatCommand(), game.input().maxBytes() - 1);
    }

    /// @throws ConfigurationException with what is wrong with the setting
    static ChatCommand of(String template, int maxBytes) {
        int name = template.indexOf(NAME);
        int text = template.indexOf(TEXT);
        if (name <= 0 || text < name + NAME.length()) {
            throw new ConfigurationException(
                    "VS_BRIDGE_CHAT_COMMAND must be a command with {name} and, behind it, {text},"
                            + " such as /announce [{name}] {text}");
        }
        var command =
                new ChatCommand(
                        template.substring(0, name),
                        template.substring(name + NAME.length(), text),
                        template.substring(text + TEXT.length()),
                        maxBytes);
        if (command.room("x".repeat(LONGEST_NAME)) < LONGEST_NAME) {
            throw new ConfigurationException(
                    "VS_BRIDGE_CHAT_COMMAND leaves no room for a text in"
                            + " VS_GAME_INPUT_MAX_BYTES");
        }
        return command;
    }

    /// How what somebody said is shown, without the command.
    ///
    /// @return empty if nothing is left of the text
    String shown(String name, String text) {
        String who = cut(escaped(name), LONGEST_NAME * 4, LONGEST_NAME);
        String what = cut(escaped(text), room(who), Integer.MAX_VALUE);
        return what.isEmpty() ? "" : who + between + what + end;
    }

    /// The command itself.
    String of(String shown) {
        return start + shown;
    }

    /// The text that is meant, without the escapes of [#shown].
    static String plain(String shown) {
        return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private int room(String who) {
        return maxBytes - bytes(start) - bytes(who) - bytes(between) - bytes(end);
    }

    private static String escaped(String text) {
        return NO_TEXT.matcher(text)
                .replaceAll(" ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .strip();
    }

    /// The beginning of a text: whole characters, and no half of an escape.
    private static String cut(String text, int maxBytes, int maxCharacters) {
        int end = 0;
        int bytes = 0;
        for (int count = 0; end < text.length() && count < maxCharacters; count++) {
            int next = end + length(text, end);
            bytes += bytes(text.substring(end, next));
            if (bytes > maxBytes) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }

    private static int length(String text, int at) {
        if (text.charAt(at) == '&') {
            return text.indexOf(';', at) + 1 - at;
        }
        return Character.charCount(text.codePointAt(at));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
