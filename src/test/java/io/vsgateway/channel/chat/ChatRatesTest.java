package io.vsgateway.channel.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How often one may write.
class ChatRatesTest {
    private final ChatRates rates = new ChatRates(2, 5);

    @Test
    void each_user_has_a_rate_of_their_own() {
        for (int i = 0; i < 5; i++) {
            assertThat(rates.allows("ada", 0)).isTrue();
        }
        assertThat(rates.allows("ada", 0)).isFalse();
        assertThat(rates.allows("bob", 0)).isTrue();
        assertThat(rates.allows("ada", TimeUnit.MILLISECONDS.toNanos(499))).isFalse();
        assertThat(rates.allows("ada", TimeUnit.MILLISECONDS.toNanos(500))).isTrue();
    }

    @Test
    void those_who_were_silent_for_longest_are_forgotten() {
        rates.allows("first", 0);
        for (int i = 0; i < 5; i++) {
            rates.allows("busy", 0);
        }
        for (int i = 0; i < ChatRates.MOST_USERS - 1; i++) {
            rates.allows("u" + i, 0);
            assertThat(rates.allows("busy", 0)).isFalse();
        }
    }
}
