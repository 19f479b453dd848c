package io.vsgateway.text;

import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Escape sequences for colours and the like: Select Graphic Rendition (ECMA-48, 8.3.117; colours
/// by number as in ITU-T T.416).
final class Sgr {
    private static final int LONGEST = 67;
    private static final Pattern CONCEAL = Pattern.compile("0*8");
    private static final Pattern COLOUR = Pattern.compile("0*[345]8");

    private Sgr() {}

    static boolean isOne(String sequence) {
        int last = sequence.length() - 1;
        if (last < 2
                || last >= LONGEST
                || sequence.charAt(last) != 'm'
                || !sequence.startsWith("\u001b[")) {
            return false;
        }
        for (int i = 2; i < last; i++) {
            // Digits, the colon and the semicolon are consecutive.
            if (sequence.charAt(i) < '0' || sequence.charAt(i) > ';') {
                return false;
            }
        }
        return true;
    }

    /// The same without "conceal", which hides all that follows; empty if nothing else remains.
    static String withoutConceal(String sequence) {
        if (sequence.indexOf('8') < 0) {
            return sequence;
        }
        String[] parameters = sequence.substring(2, sequence.length() - 1).split(";", -1);
        var shown = new StringJoiner(";", "\u001b[", "m").setEmptyValue("");
        int i = 0;
        while (i < parameters.length) {
            int end = Math.min(parameters.length, i + length(parameters, i));
            if (!CONCEAL.matcher(parameters[i]).matches()) {
                for (int part = i; part < end; part++) {
                    shown.add(parameters[part]);
                }
            }
            i = end;
        }
        return shown.toString();
    }

    /// How many parameters belong together: `38;5;8` is a colour, and nothing in it conceals.
    private static int length(String[] parameters, int at) {
        if (!COLOUR.matcher(parameters[at]).matches() || at + 1 == parameters.length) {
            return 1;
        }
        return switch (parameters[at + 1]) {
            case "5" -> 3;
            case "2" -> 5;
            default -> 1;
        };
    }
}
