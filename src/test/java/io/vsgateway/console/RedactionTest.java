package io.vsgateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/serverconfig password hunter2|/serverconfig password ***",
                "/serverconfig Password \"two words\" now|/serverconfig Password *** now",
                "token=abc.def|token=***",
                "api_key: 17|api_key: ***",
                "/time set 12|/time set 12"
            })
    void secrets_are_masked(String text, String masked) {
        assertThat(Redaction.secrets(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Priya13 [::ffff:127.0.0.1]:43212 joins.|Priya13 [***]:43212 joins.",
                "via TCP on 192.0.2.20:63829, client 1|via TCP on ***:63829, client 1",
                "[1] Priya13 [::1]:41206|[1] Priya13 [***]:41206",
                "from 2001:db8::7 port 1|from *** port 1",
                "Client 1 uid 6dff07bf-0000 attempting|Client 1 uid *** attempting",
                "player ABCDEFGHIJKLMNOPQRSTUV== left|player *** left"
            })
    void addresses_and_uids_are_masked_for_monitors(String text, String masked) {
        assertThat(Redaction.all(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28.1.2024 15:43:12 [Server Event] Player Priya13 left.",
                "1:02:03 up",
                "Server overloaded. A tick took 563ms to complete.",
                "std::string is C++"
            })
    void ordinary_lines_stay_as_they_are(String text) {
        assertThat(Redaction.all(text)).isEqualTo(text);
    }

    @Test
    void a_hostile_line_is_masked_in_one_pass() {
        String hostile = "a:".repeat(30_000) + "1.".repeat(30_000) + "A".repeat(60_000);

        assertThat(Redaction.all(hostile)).isNotEmpty();
    }
}
