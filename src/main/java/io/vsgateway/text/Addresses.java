package io.vsgateway.text;

/// Finds addresses of machines, whatever is next to them: IPv4, also with its dots in brackets or
/// as part of a host name (`ip-203-0-113-77.example`); IPv6; and MAC, with colons, dashes
/// (`00-1A-2B-3C-4D-5E`) or dots (`001a.2b3c.4d5e`). Similar text that is no address stays: times,
/// dates, three-part versions, coordinates, names in code.
final class Addresses {
    /// Longer groups belong to no address: anything before their last characters is ignored.
    private static final int LONGEST_GROUP = 8;

    private Addresses() {}

    /// IPv4.
    static void numbers(String text, Spans spans) {
        int at = 0;
        while (at < text.length()) {
            at = isDigit(text.charAt(at)) ? numbers(text, at, spans) : at + 1;
        }
    }

    /// IPv6 and MAC.
    static void groups(String text, Spans spans) {
        for (int colon = text.indexOf(':'); colon >= 0; ) {
            colon = text.indexOf(':', groups(text, colon, spans));
        }
    }

    /// MAC without colons.
    static void machines(String text, Spans spans) {
        int at = 0;
        while (at < text.length()) {
            if (!isHex(text.charAt(at)) || at > 0 && isHex(text.charAt(at - 1))) {
                at++;
                continue;
            }
            int end = Math.max(machineEnd(text, at, 2, '-', 6), machineEnd(text, at, 4, '.', 3));
            boolean isOne = end > at && hasDigit(text, at, end) && hasLetter(text, at, end);
            if (isOne) {
                spans.add(at, end);
            }
            at = isOne ? end : at + 1;
        }
    }

    /// The end of so many groups of so many hexadecimal digits; else `start`.
    private static int machineEnd(String text, int start, int size, char separator, int groups) {
        int end = start + groups * (size + 1) - 1;
        if (end > text.length() || end < text.length() && isHex(text.charAt(end))) {
            return start;
        }
        for (int i = start; i < end; i++) {
            boolean isBetween = (i - start) % (size + 1) == size;
            char c = text.charAt(i);
            if (isBetween ? c != separator : !isHex(c)) {
                return start;
            }
        }
        return end;
    }

    /// Numbers with dots or dashes between them; returns the place after them.
    private static int numbers(String text, int start, Spans spans) {
        int parts = 1;
        int from = start;
        int end = digitsEnd(text, start);
        if (end - start > LONGEST_GROUP) {
            from = end - LONGEST_GROUP;
        }
        int separator = separatorEnd(text, end);
        char first = separator > end ? text.charAt(end) : ' ';
        while (separator > end && isSame(first, text.charAt(end))) {
            end = digitsEnd(text, separator);
            parts++;
            separator = separatorEnd(text, end);
        }
        boolean dashes = first == '-' || first == '_';
        if (dashes ? parts == 4 && isInName(text, from, end) : parts >= 4) {
            if (!isAssemblyVersion(text, from, end)) {
                spans.add(from, end);
            }
        }
        return end;
    }

    private static boolean isSame(char first, char separator) {
        boolean dashes = first == '-' || first == '_';
        return dashes ? first == separator : separator != '-' && separator != '_';
    }

    /// The place after a separator between two numbers, if a digit follows; else `at`.
    private static int separatorEnd(String text, int at) {
        if (at >= text.length()) {
            return at;
        }
        int end =
                switch (text.charAt(at)) {
                    case '.', '-', '_' -> at + 1;
                    case '[', '(' -> bracketEnd(text, at);
                    default -> at;
                };
        return end > at && end < text.length() && isDigit(text.charAt(end)) ? end : at;
    }

    /// The place after `[.]` or `(dot)`; else `at`.
    private static int bracketEnd(String text, int at) {
        int end = at + 1;
        if (text.startsWith(".", end)) {
            end++;
        } else if (text.regionMatches(true, end, "dot", 0, 3)) {
            end += 3;
        } else {
            return at;
        }
        return end < text.length() && (text.charAt(end) == ']' || text.charAt(end) == ')')
                ? end + 1
                : at;
    }

    /// Whether four numbers with dashes are an address within a host name, not a date.
    private static boolean isInName(String text, int start, int end) {
        int at = start;
        while (at < end) {
            int next = digitsEnd(text, at);
            if (next - at > 3 || Integer.parseInt(text.substring(at, next)) > 255) {
                return false;
            }
            at = next + 1;
        }
        boolean before = start > 1 && !isBlank(text, start - 1) && isWordish(text, start - 2);
        boolean behind = end + 1 < text.length() && !isBlank(text, end) && isLetter(text, end + 1);
        return before || behind;
    }

    /// As in the stack traces of .NET: `Version=1.20.4.0, Culture=neutral`.
    private static boolean isAssemblyVersion(String text, int start, int end) {
        return text.startsWith("Version=", start - "Version=".length())
                && text.startsWith(", Culture=", end);
    }

    /// Groups of hexadecimal digits around a colon; returns the place after them.
    private static int groups(String text, int colon, Spans spans) {
        int start = colon;
        while (start > 0 && colon - start < LONGEST_GROUP && isHex(text.charAt(start - 1))) {
            start--;
        }
        int end = colon;
        int colons = 0;
        boolean doubled = false;
        while (end < text.length() && (isHex(text.charAt(end)) || text.charAt(end) == ':')) {
            if (text.charAt(end) == ':') {
                colons++;
                doubled |= end + 1 < text.length() && text.charAt(end + 1) == ':';
            }
            end++;
        }
        int behind = end;
        if (start > 0 && isLetter(text, start - 1) && !hasDigit(text, start, colon)) {
            start = colon; // the end of a word
        }
        if (end < text.length() && isLetter(text, end)) {
            int last = text.lastIndexOf(':', end - 1) + 1;
            end = hasDigit(text, last, end) ? end : last; // the beginning of a word
        }
        if (isAddress(text, start, end, colons, doubled)) {
            spans.add(start, zoneEnd(text, end));
        }
        return behind;
    }

    private static boolean isAddress(String text, int start, int end, int colons, boolean doubled) {
        int digits = 0;
        int letters = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            digits += isDigit(c) ? 1 : 0;
            letters += c != ':' && !isDigit(c) ? 1 : 0;
        }
        if (doubled && colons <= 8) {
            return digits > 0 && !(start < end && isGlued(text, start) && digits + letters < 5)
                    || letters > 3;
        }
        if (colons >= 7 || colons == 5 && isMac(text, start, end)) {
            return digits + letters > colons;
        }
        return colons >= 3 && letters > 0 && digits > 0;
    }

    /// Whether the first character is a colon right after a letter: `ip::1`.
    private static boolean isGlued(String text, int start) {
        return start > 0 && text.charAt(start) == ':' && isLetter(text, start - 1);
    }

    private static boolean isMac(String text, int start, int end) {
        if (end - start != 17) {
            return false;
        }
        for (int i = 2; i < 17; i += 3) {
            if (text.charAt(start + i) != ':') {
                return false;
            }
        }
        return true;
    }

    private static int zoneEnd(String text, int end) {
        int at = end;
        if (at + 1 < text.length() && text.charAt(at) == '%') {
            at++;
            while (at < text.length() && at - end < 17 && isWordish(text, at)) {
                at++;
            }
        }
        return at > end + 1 ? at : end;
    }

    private static boolean hasDigit(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLetter(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isLetter(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(String text, int at) {
        return Character.isLetter(text.charAt(at));
    }

    private static boolean isWordish(String text, int at) {
        return Tokens.isWordCharacter(text.charAt(at));
    }

    private static boolean isBlank(String text, int at) {
        return text.charAt(at) == ' ';
    }
}
