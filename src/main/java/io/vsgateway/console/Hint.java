package io.vsgateway.console;

/// Whether what an expression of [Redaction] looks for can be in a text at all. A hint may be wrong
/// only in saying yes; it is told in a small part of the time that the expression takes, and most
/// lines of a game never need the expression.
enum Hint {
    SECRET {
        @Override
        boolean isIn(String text) {
            for (int i = 0; i < text.length(); i++) {
                // Letters become small by this bit.
                boolean found =
                        switch (text.charAt(i) | 0x20) {
                            case 'p' -> has(text, i, "passw");
                            case 's' -> has(text, i, "secret");
                            case 't' -> has(text, i, "token");
                            case 'a' -> has(text, i, "api");
                            default -> false;
                        };
                if (found) {
                    return true;
                }
            }
            return false;
        }
    },

    /// Three dots between digits.
    IPV4 {
        @Override
        boolean isIn(String text) {
            int dots = 0;
            for (int i = text.indexOf('.'); i >= 0; i = text.indexOf('.', i + 1)) {
                if (isDigit(text, i - 1) && isDigit(text, i + 1) && ++dots == 3) {
                    return true;
                }
            }
            return false;
        }
    },

    /// Two colons with nothing but hexadecimal digits between them, unless they are those of a time
    /// as at the beginning of a line: `15:43:12`.
    IPV6 {
        @Override
        boolean isIn(String text) {
            int colon = text.indexOf(':');
            while (colon >= 0) {
                int next = text.indexOf(':', colon + 1);
                if (next >= 0 && isHex(text, colon + 1, next) && !isTime(text, colon, next)) {
                    return true;
                }
                colon = next;
            }
            return false;
        }

        private static boolean isTime(String text, int colon, int next) {
            return next == colon + 3
                    && isDigit(text, colon + 1)
                    && isDigit(text, colon + 2)
                    && isDigit(text, colon - 1)
                    && isDigit(text, colon - 2)
                    && isDigit(text, next + 1)
                    && isDigit(text, next + 2)
                    && isBlank(text, colon - 3)
                    && isBlank(text, next + 3);
        }

        private static boolean isHex(String text, int from, int to) {
            for (int i = from; i < to; i++) {
                if (Character.digit(text.charAt(i), 16) < 0) {
                    return false;
                }
            }
            return true;
        }
    },

    UID {
        @Override
        boolean isIn(String text) {
            for (int i = 0; i < text.length(); i++) {
                if ((text.charAt(i) | 0x20) == 'u' && has(text, i, "uid")) {
                    return true;
                }
            }
            return false;
        }
    },

    /// As many characters of base64 in a row as a uid of Vintage Story has at least.
    BASE64 {
        private static final int LEAST = 22;

        @Override
        boolean isIn(String text) {
            int row = 0;
            for (int i = 0; i < text.length(); i++) {
                row = isBase64(text.charAt(i)) ? row + 1 : 0;
                if (row == LEAST) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isBase64(char c) {
            return c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '_'
                    || c == '+'
                    || c == '/';
        }
    };

    abstract boolean isIn(String text);

    private static boolean has(String text, int at, String word) {
        return text.regionMatches(true, at, word, 0, word.length());
    }

    private static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean isBlank(String text, int at) {
        return at < 0 || at >= text.length() || text.charAt(at) == ' ';
    }
}
