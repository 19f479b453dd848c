package io.vsgateway.console.command;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a command looks like: without invisible characters, with one kind of blank and one of
/// slash, and with plain letters for those that look or count the same. Only rules look at it, so
/// that a rule for `/stop` also finds `/ stop`, `//stop` and `/st<U+200B>op`; what is sent is
/// always the command as typed.
final class PlainLook {
    /// Letters of other scripts that look like the Latin ones below them (after UTS #39). Accents
    /// and widths are removed before.
    private static final String LIKE =
            "аеорсухіјѕԁһӏԛԝգցոսυοανρικτγωАВЕКМНОРСТУХІЈЅԌΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɑɡткмнв";

    private static final String LATIN =
            "aeopcyxijsdhlqwgqnuuoavpiktywABEKMHOPCTYXIJSGABEZHIKMNOPTYXiagtkmhb";

    private static final Map<Integer, Integer> LETTERS = letters();

    private PlainLook() {}

    static String of(String command) {
        String seen =
                Normalizer.normalize(command, Normalizer.Form.NFKD)
                        .codePoints()
                        .filter(c -> !isUnseen(c))
                        .map(PlainLook::plain)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return seen.strip().replaceAll(" +", " ").replaceFirst("^(?:/ ?)+", "/");
    }

    private static int plain(int codePoint) {
        if (isBlank(codePoint)) {
            return ' ';
        }
        return LETTERS.getOrDefault(codePoint, codePoint);
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /// Format characters, marks on letters, and letters and blanks without ink.
    private static boolean isUnseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.UNASSIGNED ->
                    true;
            default -> codePoint == 0x115F || codePoint == 0x1160 || codePoint == 0x2800;
        };
    }

    private static Map<Integer, Integer> letters() {
        if (LIKE.length() != LATIN.length()) {
            throw new IllegalStateException(LIKE.length() + " and " + LATIN.length() + " letters");
        }
        Map<Integer, Integer> letters =
                "⁄∕⧸╱⟋\\"
                        .codePoints()
                        .boxed()
                        .collect(
                                Collectors.toMap(
                                        c -> c, _ -> (int) '/', (a, _) -> a, HashMap::new));
        for (int i = 0; i < LIKE.length(); i++) {
            letters.put((int) LIKE.charAt(i), (int) LATIN.charAt(i));
        }
        return Map.copyOf(letters);
    }
}
