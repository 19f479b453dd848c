package io.vsgateway.channel.chat;

import io.vsgateway.text.SafeText;
import io.vsgateway.wire.Characters;
import io.vsgateway.wire.channel.ChannelMessage;

/// A text as somebody may say it: one line, without controls and without characters that hide text
/// or turn it round, so that nobody seems to say what another one says.
final class ChatText {
    private ChatText() {}

    /// What is left of what somebody wrote: line breaks and tabs are blanks, what is harmful is
    /// left out, and there is nothing but text at both ends. Empty if none of it can be seen.
    static String clean(String written) {
        var clean = new StringBuilder(written.length());
        boolean isParted = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (isBreak(c)) {
                isParted = true;
            } else if (!SafeText.isHarmful(c)) {
                if (isParted) {
                    clean.append(' ');
                    isParted = false;
                }
                clean.append(c);
            }
        }
        return clean.codePoints().anyMatch(ChatText::isSeen) ? trimmed(clean) : "";
    }

    private static String trimmed(CharSequence text) {
        int from = 0;
        int to = text.length();
        while (isSpace(text.charAt(from))) {
            from++;
        }
        while (isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.subSequence(from, to).toString();
    }

    private static boolean isBreak(char c) {
        return switch (c) {
            case '\t', '\n', '\u000B', '\f', '\r', '\u0085', '\u2028', '\u2029' -> true;
            default -> false;
        };
    }

    /// Also those that do not break a line.
    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isSeen(int c) {
        return !isSpace(c) && Character.getType(c) != Character.FORMAT;
    }

    /// Whether it is longer than anybody may say, as readers count.
    static boolean isTooLong(String text) {
        return Characters.count(text) > ChannelMessage.ChatMessage.MAX_CONTENT;
    }
}
