package io.vsgateway.text;

import java.util.Locale;
import java.util.Set;

/// Words that follow the name of a secret in ordinary prose.
final class Prose {
    /// No word here is longer.
    static final int LONGEST = 14;

    private static final Set<String> SIGNS =
            words(
                    "is was are be as to now set reset changed updated equals becomes ist lautet est es");

    private static final Set<String> PLACES = words("for of from on in at");

    private static final Set<String> SCHEMES = words("bearer basic token apikey negotiate bot");

    /// They follow a name but are no secrets themselves: "password is required".
    private static final Set<String> NO_SECRETS =
            words(
                    """
                    a an and accepted all any authentication been but by can cannot check
                    correct count did disabled does empty enabled entered expired expires failed
                    field file for from given had has hash have if in incorrect input invalid it
                    length manager matches mismatch missing must needed needs no not of on or
                    policy prompt protected protection provided rejected removed required rules
                    should so than that the then there this too used valid when which will with
                    without wrong you your
                    """);

    private Prose() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /// Whether a secret may follow it as after a sign: "is", "set to".
    static boolean isSign(String word) {
        return SIGNS.contains(word);
    }

    /// Whether it introduces where the secret is used: "password for the server is x".
    static boolean isPlace(String word) {
        return PLACES.contains(word);
    }

    /// Whether it names an authentication scheme: `Authorization: Bearer x`.
    static boolean isScheme(String word) {
        return SCHEMES.contains(word);
    }

    static boolean isNoSecret(String word) {
        return NO_SECRETS.contains(word);
    }

    /// A part of a text in lower case; empty if it is longer than any word here.
    static String small(String text, int from, int to) {
        return to - from > LONGEST ? "" : text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /// The end of the letters that begin here.
    static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// The next blank, or the end.
    static int runEnd(String text, int from) {
        int blank = text.indexOf(' ', from);
        return blank < 0 ? text.length() : blank;
    }

    static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
