package io.vsgateway.text;

/// A quick look at what a text may contain: most lines of a game hold nothing that the rules look
/// for, and this finds out in a fraction of their time. It may be wrong only in saying yes.
final class Glance {
    /// Letters by frequency in prose.
    private static final String FREQUENT = "etaoinshrdlcumwfgypbvkjxqz";

    private static final int LETTER = 0x1F;
    private static final int THREE_LETTERS = 0x7FFF;
    private static final int RUN = 1;
    private static final int SIGN = 2;
    private static final int GROUP = 4;

    /// The rarest three consecutive letters of each name.
    private static final boolean[] NAMES = names();

    private static final byte[] TRAITS = traits();

    private boolean names;
    private boolean addressOfUrl;

    /// Number of colons with only hexadecimal digits between them.
    private int colons;

    private boolean groups;

    /// Number of signs after a digit that may separate the numbers of an address.
    private int numbers;

    private int dashes;
    private int dots;
    private int longestRun;

    Glance(String text) {
        int run = 0;
        int letters = 0;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            letters = (letters << 5 | c & LETTER) & THREE_LETTERS;
            names = names || NAMES[letters] || c >= 128;
            int traits = c < 128 ? TRAITS[c] : 0;
            if ((traits & RUN) != 0) {
                run++;
            } else {
                longestRun = Math.max(longestRun, run);
                run = 0;
            }
            if ((traits & GROUP) == 0) {
                colons = 0;
            }
            if ((traits & SIGN) != 0) {
                sign(c, before);
            }
            before = c;
        }
        longestRun = Math.max(longestRun, run);
    }

    private void sign(char c, char before) {
        switch (c) {
            case ':' -> {
                colons++;
                groups |= before == ':' || colons == 3;
            }
            case '/' -> addressOfUrl |= before == ':';
            default -> {
                numbers += Addresses.isDigit(before) ? 1 : 0;
                dashes += c == '-' ? 1 : 0;
                dots += c == '.' ? 1 : 0;
            }
        }
    }

    boolean mayHaveNames() {
        return names;
    }

    boolean mayHaveUrls() {
        return addressOfUrl;
    }

    boolean mayHaveTokens() {
        return longestRun >= Tokens.LEAST_TOKEN || dashes >= 5;
    }

    boolean mayHaveUids() {
        return longestRun >= Tokens.UID;
    }

    boolean mayHaveNumbers() {
        return numbers >= 3;
    }

    boolean mayHaveGroups() {
        return groups;
    }

    boolean mayHaveMachines() {
        return dashes >= 5 || dots >= 2;
    }

    private static byte[] traits() {
        byte[] traits = new byte[128];
        for (char c = 0; c < traits.length; c++) {
            boolean run = Tokens.isBase64(c) || "_-.".indexOf(c) >= 0;
            boolean sign = ":/.-_[(".indexOf(c) >= 0;
            boolean group = Addresses.isHex(c) || c == ':';
            traits[c] = (byte) ((run ? RUN : 0) | (sign ? SIGN : 0) | (group ? GROUP : 0));
        }
        return traits;
    }

    private static boolean[] names() {
        var names = new boolean[THREE_LETTERS + 1];
        for (Name name : Name.ALL) {
            if (name.word().chars().anyMatch(c -> c >= 128)) {
                continue; // a text with such a letter is looked at in any case
            }
            if (name.word().length() < 3) {
                int start = letters(name.word()) << 5;
                for (int i = 0; i <= LETTER; i++) {
                    names[start | i] = true;
                }
            } else {
                names[letters(rarest(name.word()))] = true;
            }
        }
        return names;
    }

    private static int letters(String letters) {
        return letters.chars().reduce(0, (all, c) -> all << 5 | c & LETTER);
    }

    private static String rarest(String word) {
        String rarest = word.substring(0, 3);
        for (int i = 1; i + 3 <= word.length(); i++) {
            String three = word.substring(i, i + 3);
            if (rarity(three) > rarity(rarest)) {
                rarest = three;
            }
        }
        return rarest;
    }

    private static int rarity(String letters) {
        return letters.chars().map(FREQUENT::indexOf).sum();
    }
}
