package io.vsgateway.doctor.word;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotesTest {
    @Test
    void one_pair_around_the_whole_is_taken_away() {
        assertThat(Quotes.taken("VS_GAME_STOP_COMMAND", "\"/stop\"")).isEqualTo("/stop");
        assertThat(Quotes.taken("VS_GAME_STOP_COMMAND", " '/stop now' ")).isEqualTo("/stop now");
        assertThat(Quotes.taken("VS_API_KEY_ADMIN", "''")).isEmpty();
    }

    @Test
    void all_other_quotes_belong_to_the_value() {
        for (String value : new String[] {"", "'", "/say 'hi'", "'a' 'b'", "\"a'", "'a", "a'"}) {
            assertThat(Quotes.taken("VS_GAME_STOP_ANNOUNCE", value)).isEqualTo(value);
        }
        assertThat(Quotes.taken("VS_GAME_COMMAND", "'/opt/my game'")).isEqualTo("'/opt/my game'");
    }
}
