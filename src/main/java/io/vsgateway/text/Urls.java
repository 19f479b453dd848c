package io.vsgateway.text;

import java.util.List;

/// Finds secrets in URLs: the user and password before the host, what follows a webhook, and
/// parameters that authenticate the caller.
final class Urls {
    /// Longer ones are not looked for.
    static final int LONGEST_USER = 128;

    private static final List<String> SECRET_FOLLOWS =
            List.of("hook", "/key/", "/token/", "/services/");

    private static final List<String> PARAMETERS =
            List.of("key=", "sig=", "code=", "auth=", "hash=");

    private Urls() {}

    static void find(String text, Spans spans) {
        int end = 0;
        for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
            int start = at + 3;
            boolean within = start < end;
            if (!within) {
                end = end(text, start);
            }
            int user = userEnd(text, start, authorityEnd(text, start, end));
            spans.add(start, user);
            if (!within) {
                int host = user > start ? user + 1 : start;
                path(text, host, end, spans);
                bot(text, host, end, spans);
                parameters(text, host, end, spans);
            }
        }
    }

    /// The last `@`, or the start if there is none.
    private static int userEnd(String text, int start, int end) {
        int at = end - 1;
        while (at > start && text.charAt(at) != '@') {
            at--;
        }
        return Math.max(start, at);
    }

    /// Whether the text ends within what may still become a user and a password.
    static boolean userIsOpen(String text, int start) {
        int end = end(text, start);
        return end == text.length() && authorityEnd(text, start, end) == end;
    }

    private static int end(String text, int start) {
        int end = start;
        while (end < text.length() && " \"'<>`".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /// The end of user, password, host and port. A password may contain a slash by mistake; unlike
    /// a port, it has more than digits after the colon.
    private static int authorityEnd(String text, int start, int end) {
        int at = start;
        boolean colon = false;
        boolean password = false;
        while (at < Math.min(end, start + LONGEST_USER)
                && (password || "/?#\\".indexOf(text.charAt(at)) < 0)) {
            char c = text.charAt(at);
            password |= colon && !Addresses.isDigit(c);
            colon |= c == ':' && text.charAt(start) != '[';
            at++;
        }
        return at;
    }

    /// What follows the part of a path that contains such a word.
    private static void path(String text, int host, int end, Spans spans) {
        for (String word : SECRET_FOLLOWS) {
            int at = indexOf(text, word, host, end);
            int from = at < 0 ? end : at + word.length();
            boolean wordGoesOn = !word.endsWith("/");
            while (wordGoesOn && from < end && "/?#".indexOf(text.charAt(from)) < 0) {
                from++;
            }
            spans.add(wordGoesOn ? from + 1 : from, end);
        }
    }

    /// `/bot123:x`, as in Telegram's URLs.
    private static void bot(String text, int host, int end, Spans spans) {
        int at = indexOf(text, "/bot", host, end) + "/bot".length();
        if (at >= "/bot".length() && at < end && Addresses.isDigit(text.charAt(at))) {
            spans.add(at, end);
        }
    }

    private static void parameters(String text, int host, int end, Spans spans) {
        for (int at = host; at < end; at++) {
            if ("?&;".indexOf(text.charAt(at)) >= 0) {
                for (String name : PARAMETERS) {
                    if (text.regionMatches(true, at + 1, name, 0, name.length())) {
                        int from = at + 1 + name.length();
                        int to = text.indexOf('&', from);
                        spans.add(from, to < 0 || to > end ? end : to);
                    }
                }
            }
        }
    }

    private static int indexOf(String text, String word, int from, int end) {
        for (int at = from; at + word.length() <= end; at++) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                return at;
            }
        }
        return -1;
    }
}
