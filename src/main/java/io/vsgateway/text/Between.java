package io.vsgateway.text;

/// The text between the name of a secret and the secret: blanks, signs, and words such as "is" or
/// "set to".
final class Between {
    /// Most signs and blanks after a name that are examined.
    private static final int MOST = 64;

    /// Most words between "password for" and an " is x" that belongs to it.
    private static final int MOST_WORDS = 8;

    private final String text;
    private int at;
    private boolean sign;

    /// @param from the place after the name
    Between(String text, int from) {
        this.text = text;
        this.at = from;
        if (at < text.length() && text.charAt(at) == '(') {
            sign = true;
            at++;
        }
        while (at < text.length() && at - from < MOST) {
            int next = next(from);
            if (next == at) {
                break;
            }
            at = next;
        }
    }

    /// The place after it.
    int end() {
        return at;
    }

    /// Whether it contains a sign such as `=`.
    boolean hasSign() {
        return sign;
    }

    private int next(int from) {
        char c = text.charAt(at);
        if (c == ' ') {
            return at + 1;
        }
        if ("=:>|?~→⇒：;…".indexOf(c) >= 0) {
            sign = true;
            return at + 1;
        }
        if (c == '%' && isEncodedSign()) {
            sign = true;
            return at + 3;
        }
        if ("-–—".indexOf(c) >= 0 && isDash(from)) {
            sign = true;
            return at + 1;
        }
        return at > from && text.charAt(at - 1) == ' ' ? afterSignWord() : at;
    }

    private boolean isEncodedSign() {
        return text.regionMatches(true, at, "%3d", 0, 3)
                || text.regionMatches(true, at, "%3a", 0, 3);
    }

    /// `->`, or a dash between blanks.
    private boolean isDash(int from) {
        boolean behind = at + 1 < text.length();
        return behind && text.charAt(at + 1) == '>'
                || at > from
                        && text.charAt(at - 1) == ' '
                        && (!behind || text.charAt(at + 1) == ' ');
    }

    private int afterSignWord() {
        int end = Prose.wordEnd(text, at);
        String word = Prose.small(text, at, end);
        if (Prose.isSign(word)) {
            return end;
        }
        return Prose.isPlace(word) ? afterPlace(end) : at;
    }

    /// For "password for the server is x": the place after "is".
    private int afterPlace(int from) {
        int place = from;
        for (int words = 0; words < MOST_WORDS; words++) {
            int start = Prose.skipBlanks(text, place);
            int end = Prose.runEnd(text, start);
            if (start == end) {
                return at;
            }
            char last = text.charAt(end - 1);
            if (last == ':' || last == '=') {
                sign = true;
                return end;
            }
            String word = Prose.small(text, start, end);
            if (word.equals("is") || word.equals("was") || word.equals("to")) {
                return end;
            }
            place = end;
        }
        return at;
    }
}
