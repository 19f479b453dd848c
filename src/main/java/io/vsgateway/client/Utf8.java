package io.vsgateway.client;

/// Sizes of text as it is on the wire.
final class Utf8 {
    private Utf8() {}

    /// Bytes of the text in UTF-8. A pair of surrogates may be split between two texts.
    static int length(CharSequence text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /// Whether the text can be sent: without half a pair of surrogates.
    static boolean isWellFormed(String text) {
        return text.codePoints()
                .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
