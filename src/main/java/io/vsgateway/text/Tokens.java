package io.vsgateway.text;

import java.util.List;

/// Finds what its form alone identifies: tokens of well-known services, private keys in PEM, and,
/// for readers who may not see who plays, the uids of players.
final class Tokens {
    /// A uid of Vintage Story has 24 base64 characters, including `=`.
    static final int UID = 24;

    private static final int UUID = 36;
    static final int LEAST_TOKEN = 16;

    /// Lines of a private key in PEM have up to 76 characters.
    static final int LONGEST_KEY_LINE = 80;

    private static final int LEAST_KEY_LINE = 40;
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";

    private static final List<String> PREFIXES =
            List.of(
                    "eyJ",
                    "ghp_",
                    "gho_",
                    "ghs_",
                    "ghu_",
                    "github_pat_",
                    "glpat-",
                    "xoxb-",
                    "xoxp-",
                    "xoxa-",
                    "xoxs-",
                    "AKIA",
                    "AIza",
                    "sk-",
                    "sk_live_",
                    "rk_live_",
                    "npm_",
                    "dckr_pat_");

    private Tokens() {}

    static void secrets(String text, Spans spans) {
        int key = text.indexOf(PRIVATE_KEY);
        if (key >= 0) {
            spans.add(key + PRIVATE_KEY.length(), text.length());
        }
        if (isKeyLine(text)) {
            spans.add(0, text.length());
        }
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || !isToken(text.charAt(at))) {
                if (at - start >= LEAST_TOKEN) {
                    token(text, start, at, spans);
                }
                start = at + 1;
            }
        }
    }

    private static void token(String text, int start, int end, Spans spans) {
        for (String prefix : PREFIXES) {
            int at = text.indexOf(prefix, start, end);
            if (at >= 0
                    && at + LEAST_TOKEN <= end
                    && (at == start || !Character.isLetterOrDigit(text.charAt(at - 1)))) {
                spans.add(at, end);
            }
        }
    }

    /// Whether the text from `from` on begins like a token.
    static boolean begins(String text, int from) {
        return PREFIXES.stream().anyMatch(prefix -> text.indexOf(prefix, from) >= 0);
    }

    /// Whether the text may be the beginning of a line of a private key.
    static boolean couldBeKeyLine(String text) {
        return text.length() > Tail.LONGEST
                && text.length() <= LONGEST_KEY_LINE
                && text.chars().allMatch(c -> isBase64((char) c));
    }

    private static boolean isKeyLine(String text) {
        if (text.length() < LEAST_KEY_LINE || text.length() > LONGEST_KEY_LINE) {
            return false;
        }
        boolean capital = false;
        boolean small = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isBase64(c)) {
                return false;
            }
            capital |= c >= 'A' && c <= 'Z';
            small |= c >= 'a' && c <= 'z';
        }
        return capital && small;
    }

    /// @param partial whether more of the line is to come: then the end of the text may go on
    static void uids(String text, boolean partial, Spans spans) {
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || !isOfUid(text, at)) {
                if (at - start == UID && !(partial && at == text.length()) && isUid(text, start)) {
                    spans.add(start, at);
                }
                start = at + 1;
            }
        }
        uuids(text, spans);
    }

    private static boolean isOfUid(String text, int at) {
        char c = text.charAt(at);
        if (c == '=') {
            // In the middle of a text it is a sign: `player=…`.
            return at + 1 == text.length() || !isWordCharacter(text.charAt(at + 1));
        }
        return isBase64(c) || c == '_';
    }

    /// `==` may be only at its end; and it must not be just a long word.
    private static boolean isUid(String text, int start) {
        int pad = text.indexOf('=', start, start + UID);
        int letters = start + UID - 2;
        if (pad >= 0) {
            return pad == letters && text.charAt(pad + 1) == '=';
        }
        return !Tail.isWord(text, start, start + UID);
    }

    private static void uuids(String text, Spans spans) {
        int at = text.indexOf('-');
        while (at >= 0) {
            int start = at - 8;
            if (start >= 0 && start + UUID <= text.length() && isUuid(text, start)) {
                spans.add(start, start + UUID);
                at = start + UUID - 1;
            }
            at = text.indexOf('-', at + 1);
        }
    }

    private static boolean isUuid(String text, int start) {
        for (int i = 0; i < UUID; i++) {
            char c = text.charAt(start + i);
            boolean fits =
                    switch (i) {
                        case 8, 13, 18, 23 -> c == '-';
                        default -> Addresses.isHex(c);
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    static boolean isBase64(char c) {
        return isWordCharacter(c) || c == '+' || c == '/' || c == '=';
    }

    private static boolean isToken(char c) {
        return isWordCharacter(c) || c == '_' || c == '-' || c == '.';
    }

    static boolean isWordCharacter(char c) {
        return c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
}
