package io.vsgateway.game.dialect;

import io.vsgateway.game.GameSettings.Encoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Converts bytes of another charset to UTF-8, in whatever pieces they come; invalid ones become
/// U+FFFD. Used by one thread.
final class Transcoder {
    private static final int CHARS = 8192;

    /// What windows-1252 has in place of the controls 0x80 to 0x9F. Not every native binary
    /// contains this charset.
    private static final String WINDOWS =
            "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private final CharsetDecoder decoder;
    private final boolean isWindows;
    private final CharBuffer chars = CharBuffer.allocate(CHARS);

    /// The beginning of an incomplete character.
    private byte[] left = {};

    Transcoder(Encoding from) {
        isWindows = from == Encoding.WINDOWS_1252;
        decoder =
                charset(from)
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    private static Charset charset(Encoding encoding) {
        return switch (encoding) {
            case UTF_8 -> StandardCharsets.UTF_8;
            case UTF_16LE -> StandardCharsets.UTF_16LE;
            case UTF_16BE -> StandardCharsets.UTF_16BE;
            case ISO_8859_1, WINDOWS_1252 -> StandardCharsets.ISO_8859_1;
        };
    }

    /// Takes UTF-8.
    interface Out {
        void accept(byte[] bytes, int offset, int length);
    }

    void accept(byte[] bytes, int offset, int length, Out out) {
        ByteBuffer in = ByteBuffer.allocate(left.length + length).put(left);
        in.put(bytes, offset, length).flip();
        CoderResult result;
        do {
            result = decoder.decode(in, chars, false);
            drain(out);
        } while (result.isOverflow());
        left = new byte[in.remaining()];
        in.get(left);
    }

    /// How many of the last bytes begin a character that has not ended.
    int unread() {
        return left.length;
    }

    /// The bytes have ended; further bytes begin anew.
    void end(Out out) {
        if (left.length > 0) {
            chars.put('\uFFFD');
            drain(out);
            left = new byte[0];
        }
        decoder.reset();
    }

    private void drain(Out out) {
        chars.flip();
        if (isWindows) {
            for (int i = 0; i < chars.limit(); i++) {
                char c = chars.get(i);
                if (c >= 0x80 && c < 0x80 + WINDOWS.length()) {
                    chars.put(i, WINDOWS.charAt(c - 0x80));
                }
            }
        }
        byte[] utf8 = chars.toString().getBytes(StandardCharsets.UTF_8);
        chars.clear();
        out.accept(utf8, 0, utf8.length);
    }
}
