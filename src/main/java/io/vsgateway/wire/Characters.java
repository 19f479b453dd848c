package io.vsgateway.wire;

/// Texts as readers and schemas see them: a character beyond the first 65,536 is one, though Java
/// has two units for it.
public final class Characters {
    private Characters() {}

    /// How many there are.
    public static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    /// Whether no half of a surrogate pair is in it, which only an escape of JSON can be: it cannot
    /// be encoded, and would come back as a `?`.
    public static boolean areWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
