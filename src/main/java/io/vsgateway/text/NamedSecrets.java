package io.vsgateway.text;

/// Finds what follows the name of a secret: `password: x`, `Authorization: Bearer x`, `"api_key" =>
/// 'x'`, `the password was changed to x`.
///
/// Between a name and its secret there are blanks, signs, and words such as "is" or "set to". After
/// only blanks or words, ordinary prose may follow ("password is required"); after a sign, whatever
/// follows is the secret.
final class NamedSecrets {
    private static final int LONGEST_SUFFIX = 64;
    private static final int LONGEST_TAG = 128;

    private final String text;
    private final boolean partial;
    private final boolean uids;
    private final Spans spans;
    private int undecided;
    private boolean asks;
    private boolean asksBySign;

    /// @param partial whether more of the line is to come
    /// @param uids whether to find the uids of players, too
    NamedSecrets(String text, boolean partial, boolean uids, Spans spans) {
        this.text = text;
        this.partial = partial;
        this.uids = uids;
        this.spans = spans;
        this.undecided = text.length();
    }

    void find() {
        int at = 0;
        while (at < text.length() - 1) {
            Name name = Name.at(text, at);
            if (name == null || name.kind() == Name.Kind.UID && !uids) {
                at++;
            } else {
                at = behind(name, at);
            }
        }
    }

    /// Whether the text ends where a secret would follow.
    boolean asks() {
        return asks;
    }

    /// The same, and with a sign that says so.
    boolean asksBySign() {
        return asksBySign;
    }

    /// The place from which on more text may still decide whether it is a secret.
    int undecided() {
        return undecided;
    }

    /// Examines what follows a name; returns the place from which to look for the next one.
    private int behind(Name name, int start) {
        int nameEnd = start + name.word().length();
        int at = suffixEnd(name, nameEnd);
        boolean bare = at == nameEnd;
        if (name.kind() == Name.Kind.UID && !bare && "_-".indexOf(text.charAt(nameEnd)) >= 0) {
            return take(nameEnd + 1, at, false);
        }
        int closed = closersEnd(at);
        boolean bracketed = closed > at && text.charAt(closed - 1) == ']';
        bare &= closed == at || bracketed;
        var between = new Between(text, closed);
        boolean bySign = between.hasSign();
        boolean byWords = bare && between.end() > closed && takesWords(name);
        if (between.end() == text.length()) {
            if (name.kind() != Name.Kind.UID && (bySign || bare && takesWords(name))) {
                asks = true;
                asksBySign |= bySign;
            }
            return text.length();
        }
        if (bySign) {
            return value(name, between.end(), true);
        }
        return byWords ? value(name, between.end(), false) : nameEnd;
    }

    private static boolean takesWords(Name name) {
        return switch (name.kind()) {
            case WORD, OWNED, UID -> true;
            case LINE -> name.word().equals("passphrase");
            case AFTER_SIGN -> false;
        };
    }

    /// The rest of a longer name, such as `_file` or `Hash`.
    private int suffixEnd(Name name, int from) {
        if (name.word().charAt(0) >= 128) {
            return from;
        }
        int at = from;
        while (at < text.length() && at - from < LONGEST_SUFFIX) {
            char c = text.charAt(at);
            boolean joins = (c == '-' || c == '.') && isWord(at + 1) && text.charAt(at + 1) != '_';
            if (!isWord(at) && !joins) {
                break;
            }
            at++;
        }
        return at;
    }

    private boolean isWord(int at) {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return c == '_' || c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    /// The place after the quotes and brackets that close the name.
    private int closersEnd(int from) {
        int at = from;
        while (at < text.length()
                && at - from < 6
                && "\"'`\\])}*”’»".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private int value(Name name, int from, boolean bySign) {
        if (bySign && name.kind() == Name.Kind.LINE) {
            return take(from, text.length(), false);
        }
        int at = afterScheme(afterTags(from));
        if (at == text.length()) {
            asks = true;
            return at;
        }
        int quoted = quotedEnd(at);
        if (quoted > at) {
            return take(at, quoted, false);
        }
        if ("[{(".indexOf(text.charAt(at)) >= 0) {
            return bySign ? take(at, text.length(), false) : at;
        }
        int end = Prose.runEnd(text, at);
        if (!bySign && !mayBeSecret(at, end)) {
            if (partial && end == text.length()) {
                undecided = Math.min(undecided, at);
            }
            return at;
        }
        return take(at, end, !bySign && end - at <= Prose.LONGEST);
    }

    /// @param open whether more text may show that it is prose
    private int take(int from, int to, boolean open) {
        if (open && partial && to == text.length()) {
            undecided = Math.min(undecided, from);
        } else {
            spans.add(from, to);
        }
        return to;
    }

    /// Whether a word that follows a name without a sign may be a secret.
    private boolean mayBeSecret(int from, int end) {
        char first = text.charAt(from);
        if (",.;!?<-".indexOf(first) >= 0) {
            return false;
        }
        int last = end;
        while (last > from && ",.;:!?)".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        return last - from > Prose.LONGEST || !Prose.isNoSecret(Prose.small(text, from, last));
    }

    /// The place after markup that precedes the secret: `<b>x`.
    private int afterTags(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '<') {
            int end = text.indexOf('>', at, Math.min(text.length(), at + LONGEST_TAG));
            if (end < 0) {
                return at;
            }
            at = end + 1;
        }
        return at;
    }

    private int afterScheme(int from) {
        int end = Prose.wordEnd(text, from);
        String word = Prose.small(text, from, end);
        if (end < text.length() && text.charAt(end) == ' ' && Prose.isScheme(word)) {
            return Prose.skipBlanks(text, end);
        }
        return from;
    }

    /// The place after the quoted text that begins here, or the end if it is not closed; `from` if
    /// none begins. A quote that is itself quoted (`\"`) is closed by the same.
    private int quotedEnd(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        if (at == text.length()) {
            return from;
        }
        char end =
                switch (text.charAt(at)) {
                    case '"', '\'', '`' -> text.charAt(at);
                    case '“' -> '”';
                    case '„' -> '“';
                    case '‘' -> '’';
                    case '«' -> '»';
                    default -> 0;
                };
        if (end == 0) {
            return from;
        }
        int slashes = at - from;
        int before = 0;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == end && before == slashes) {
                return i + 1;
            }
            before = c == '\\' ? before + 1 : 0;
        }
        return text.length();
    }
}
