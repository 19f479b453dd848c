package io.vsgateway.text;

/// The end of an incomplete text: the place from which on the rest could still turn it into a
/// secret, such as `203.0.11`.
final class Tail {
    /// No form that its beginning does not identify is longer.
    static final int LONGEST = 64;

    private static final int LONGEST_WORD = 15;
    private static final int LONGEST_ABBREVIATION = 3;

    private Tail() {}

    /// The place; the length of the text if all of it is decided.
    static int undecided(String text) {
        int start = Math.min(form(text), user(text));
        return Tokens.couldBeKeyLine(text) ? 0 : start;
    }

    private static int form(String text) {
        int start = text.length();
        while (start > 0 && text.length() - start < LONGEST && belongs(text, start - 1)) {
            start--;
        }
        boolean zone = text.indexOf(':', start) >= 0;
        if (text.endsWith("%") && !zone) {
            return text.length();
        }
        return isHarmless(text, start) ? text.length() : start;
    }

    private static boolean belongs(String text, int at) {
        char c = text.charAt(at);
        if (c == '[' || c == '(') {
            return at > 0 && Addresses.isDigit(text.charAt(at - 1));
        }
        if (c == ']' || c == ')') {
            return at > 0 && (text.charAt(at - 1) == '.' || text.startsWith("dot", at - 3));
        }
        return Tokens.isBase64(c) || c == '_' || c == ':' || c == '.' || c == '%' || c == '-';
    }

    /// Ordinary words, none of which could be a group of an IPv6 address or begin a token.
    private static boolean isHarmless(String text, int from) {
        int start = from;
        for (int at = from; at <= text.length(); at++) {
            if (at < text.length() && Tokens.isWordCharacter(text.charAt(at))) {
                continue;
            }
            if (at > start && !isOrdinary(text, start, at)) {
                return false;
            }
            start = at + 1;
        }
        return !Tokens.begins(text, from);
    }

    private static boolean isOrdinary(String text, int start, int end) {
        boolean abbreviation = Character.isUpperCase(text.charAt(end - 1));
        int most = abbreviation ? LONGEST_ABBREVIATION : LONGEST_WORD;
        if (end - start > most || !isWord(text, start, end)) {
            return false;
        }
        boolean group = end == text.length() || text.charAt(end) == ':';
        for (int at = start; group && at < end; at++) {
            group = Addresses.isHex(text.charAt(at));
        }
        return !group;
    }

    /// Letters in a word's capitalization: `word`, `Word` or `WORD`.
    static boolean isWord(String text, int start, int end) {
        int capitals = 0;
        boolean startsBig = false;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            boolean big = c >= 'A' && c <= 'Z';
            if (!big && (c < 'a' || c > 'z')) {
                return false;
            }
            capitals += big ? 1 : 0;
            startsBig |= big && at == start;
        }
        return capitals == 0 || capitals == end - start || capitals == 1 && startsBig;
    }

    /// An `@` would turn what follows `://` into a user and a password.
    private static int user(String text) {
        int scheme = text.lastIndexOf("://");
        int start = scheme + 3;
        if (scheme < 0 || text.length() - start > Urls.LONGEST_USER) {
            return text.length();
        }
        return Urls.userIsOpen(text, start)
                ? Math.max(start, text.lastIndexOf('@') + 1)
                : text.length();
    }
}
