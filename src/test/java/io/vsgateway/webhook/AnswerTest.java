package io.vsgateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static final Instant NOW = Instant.parse("2026-05-01T05:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void success_is_taken(int status) {
        assertThat(Answer.of(status, null, NOW)).isEqualTo(new Answer.Taken());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503})
    void what_may_be_over_soon_is_tried_again(int status) {
        assertThat(Answer.of(status, null, NOW))
                .isEqualTo(new Answer.Later("status " + status, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 401, 404, 410})
    void all_else_is_final(int status) {
        assertThat(Answer.of(status, "1", NOW)).isInstanceOf(Answer.Never.class);
    }

    @Test
    void what_the_receiver_wishes_is_seconds_or_a_date() {
        assertThat(pause("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(pause(" 0.25 ")).isEqualTo(Duration.ofMillis(250));
        assertThat(pause("Fri, 01 May 2026 05:01:00 GMT")).isEqualTo(Duration.ofMinutes(1));
        assertThat(pause("Fri, 01 May 2026 04:01:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(pause("soon")).isEqualTo(Duration.ZERO);
        assertThat(pause("-5")).isEqualTo(Duration.ZERO);
    }

    private static Duration pause(String retryAfter) {
        return ((Answer.Later) Answer.of(429, retryAfter, NOW)).pause();
    }
}
