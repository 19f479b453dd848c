package io.vsgateway.game.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.GameSettings.Encoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines in other charsets than UTF-8.
class LineCharsetTest {
    private static final String ESC = "\u001b";

    private final List<String> shown = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "UTF_16LE, UTF-16LE",
        "UTF_16BE, UTF-16BE",
        "ISO_8859_1, ISO-8859-1",
        "WINDOWS_1252, windows-1252",
    })
    void other_charsets_are_read_in_whatever_pieces_they_come(Encoding charset, String name) {
        String text = "Grüße\r\n\nÀ demain, ÿ\n" + ESC + "[31mrot\n";
        String more = charset.unit() == 2 ? "ਊĊ Игрок 🐗\n" : "";
        LineDecoder decoder = decoder(64, charset);

        for (byte one : (text + more).getBytes(Charset.forName(name))) {
            decoder.accept(new byte[] {one}, 0, 1);
        }

        assertThat(String.join("\n", shown) + "\n").isEqualTo((text + more).replace("\r", ""));
    }

    @Test
    void windows_1252_has_letters_where_latin_1_has_controls() {
        byte[] bytes = "“€” Œuvre\n".getBytes(Charset.forName("windows-1252"));

        decoder(64, Encoding.WINDOWS_1252).accept(bytes, 0, bytes.length);

        assertThat(shown).containsExactly("“€” Œuvre");
    }

    @Test
    void every_byte_of_windows_1252_is_as_the_jdk_has_it() {
        Charset jdk = Charset.forName("windows-1252");
        for (int b = 0x80; b <= 0xFF; b++) {
            byte[] line = {(byte) b, '\n'};
            String expected = new String(line, 0, 1, jdk);
            shown.clear();

            decoder(64, Encoding.WINDOWS_1252).accept(line, 0, 2);

            // Five bytes mean nothing; they stay the controls that Latin-1 has there.
            assertThat(shown)
                    .containsExactly(
                            expected.equals("\uFFFD") ? String.valueOf((char) b) : expected);
        }
    }

    @Test
    void a_byte_order_mark_and_half_a_character_of_utf_16_are_no_text() {
        LineDecoder decoder = decoder(64, Encoding.UTF_16LE);
        byte[] bytes = "\uFEFFone\ntwo".getBytes(StandardCharsets.UTF_16LE);

        decoder.accept(bytes, 0, bytes.length - 1);
        decoder.end();
        decoder.accept(bytes, 0, 10);

        assertThat(shown).containsExactly("one", "tw\uFFFD", "one");
    }

    @Test
    void a_flood_of_utf_16_is_whole() {
        LineDecoder decoder = decoder(65_536, Encoding.UTF_16BE);
        byte[] bytes = "Игрок 🐗\n".repeat(10_000).getBytes(StandardCharsets.UTF_16BE);

        for (int from = 0; from < bytes.length; from += 65_535) {
            decoder.accept(bytes, from, Math.min(65_535, bytes.length - from));
        }

        assertThat(shown).hasSize(10_000).containsOnly("Игрок 🐗");
    }

    private LineDecoder decoder(int maxBytes, Encoding charset) {
        return new LineDecoder(maxBytes, charset, (text, _) -> shown.add(text));
    }
}
