package io.vsgateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import io.vsgateway.websocket.failure.ProblemException;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import io.vsgateway.wire.CloseCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReconnectPolicyTest {
    private final ReconnectPolicy standard = ReconnectPolicy.standard();
    private final ReconnectPolicy console = ReconnectPolicy.console();

    private static WebSocketException closed(int code) {
        return code == 4001 || code == 4003
                ? new AuthenticationException(code, "no", null)
                : new ConnectionClosedException(code, "");
    }

    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void the_console_does_what_the_table_of_close_codes_advises(CloseCode code) {
        boolean stops = code.advice().equals("stop") || code.advice().equals("fix the client");

        assertThat(console.reconnects(closed(code.code()))).isEqualTo(!stops);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, false", "1001, true", "1002, false", "1005, true", "1006, true", "1008, false",
        "1009, false", "1011, true", "1012, true", "1013, true", "4001, false", "4003, false",
        "4999, true"
    })
    void any_other_server_is_tried_again_after_what_may_pass(int code, boolean again) {
        assertThat(standard.reconnects(closed(code))).isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({
        "NETWORK, 0, true",
        "TLS, 0, false",
        "HANDSHAKE, 101, false",
        "HANDSHAKE, 302, false",
        "HANDSHAKE, 404, false",
        "HANDSHAKE, 429, true",
        "HANDSHAKE, 500, true",
        "HANDSHAKE, 503, true"
    })
    void a_failed_attempt_is_made_again_if_the_reason_may_pass(
            ConnectionFailedException.At at, int status, boolean again) {
        var failed = new ConnectionFailedException(at, status, "no", null);

        assertThat(standard.reconnects(failed)).isEqualTo(again);
        assertThat(console.reconnects(failed)).isEqualTo(again);
    }

    @Test
    void a_key_that_is_not_good_is_the_end() {
        assertThat(console.reconnects(new AuthenticationException(401, "no", null))).isFalse();
        assertThat(console.reconnects(new AuthenticationException(403, "no", null))).isFalse();
    }

    @Test
    void a_gateway_that_is_busy_is_asked_again() {
        assertThat(console.reconnects(new ProblemException(503, "busy", ""))).isTrue();
        assertThat(console.reconnects(new ProblemException(404, "what", ""))).isFalse();
        assertThat(console.reconnects(new WebSocketTimeoutException("late", Duration.ofSeconds(1))))
                .isTrue();
    }

    @Test
    void waits_double_up_to_the_cap_and_jitter_moves_them_both_ways() {
        var none = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 0, () -> 0.9);
        var less = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 0.5, () -> 0);
        var more = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 0.5, () -> 1);

        assertThat(none.before(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(none.before(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(none.before(7)).isEqualTo(Duration.ofSeconds(60));
        assertThat(none.before(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(60));
        assertThat(less.before(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(more.before(2)).isEqualTo(Duration.ofSeconds(3));
        assertThat(more.before(7)).isEqualTo(Duration.ofSeconds(60));
    }
}
