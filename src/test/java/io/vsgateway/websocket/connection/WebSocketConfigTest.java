package io.vsgateway.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vsgateway.DocTables;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketConfigTest {
    @Test
    void without_variables_it_is_the_default() {
        assertThat(WebSocketConfig.from(Map.of())).isEqualTo(WebSocketConfig.DEFAULT);
        assertThat(WebSocketConfig.from(Map.of("WS_OPEN_TIMEOUT", " ")))
                .isEqualTo(WebSocketConfig.DEFAULT);
    }

    @Test
    void every_value_has_its_variable() {
        var environment = new HashMap<String, String>();
        environment.put("WS_OPEN_TIMEOUT", "1.5");
        environment.put("WS_CLOSE_TIMEOUT", "2");
        environment.put("WS_PING_INTERVAL", "None");
        environment.put("WS_PING_TIMEOUT", "0");
        environment.put("WS_MAX_MESSAGE_SIZE", "16777216");
        environment.put("WS_MAX_QUEUE_SIZE", "3");
        environment.put("WS_RECONNECT_ENABLED", "False");
        environment.put("WS_RECONNECT_MAX_ATTEMPTS", "0");
        environment.put("WS_RECONNECT_BACKOFF_BASE", "0.25");
        environment.put("WS_RECONNECT_BACKOFF_MAX", "4");
        environment.put("WS_RECONNECT_JITTER", "0.5");

        assertThat(WebSocketConfig.from(environment))
                .isEqualTo(
                        new WebSocketConfig(
                                Duration.ofMillis(1500),
                                Duration.ofSeconds(2),
                                Duration.ZERO,
                                Duration.ZERO,
                                16 * 1024 * 1024,
                                3,
                                false,
                                0,
                                Duration.ofMillis(250),
                                Duration.ofSeconds(4),
                                0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "WS_OPEN_TIMEOUT, soon, seconds from 0.001 to 86400",
        "WS_OPEN_TIMEOUT, 0, seconds from 0.001 to 86400",
        "WS_OPEN_TIMEOUT, none, seconds from 0.001 to 86400",
        "WS_CLOSE_TIMEOUT, 1e9, seconds from 0.001 to 86400",
        "WS_PING_INTERVAL, -1, '''none'' or seconds from 0 to 86400'",
        "WS_PING_TIMEOUT, 86401, '''none'' or seconds from 0 to 86400'",
        "WS_MAX_MESSAGE_SIZE, 1.5, a whole number from 1 to 2147483647",
        "WS_MAX_QUEUE_SIZE, 0, a whole number from 1 to 2147483647",
        "WS_RECONNECT_ENABLED, maybe, true or false",
        "WS_RECONNECT_MAX_ATTEMPTS, -1, a whole number from 0 to 2147483647",
        "WS_RECONNECT_BACKOFF_BASE, 999999999999999999999999999999999, seconds from 0.001 to 86400",
        "WS_RECONNECT_JITTER, 1.1, a number from 0 to 1"
    })
    void a_wrong_value_is_told_with_its_variable(String name, String value, String wanted) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebSocketConfig.from(Map.of(name, value)))
                .withMessage(name + " must be " + wanted + ": " + value);
    }

    @Test
    void the_longest_wait_is_not_shorter_than_the_first() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebSocketConfig.from(Map.of("WS_RECONNECT_BACKOFF_MAX", "0.5")))
                .withMessage(
                        "WS_RECONNECT_BACKOFF_MAX must not be less than WS_RECONNECT_BACKOFF_BASE");
    }

    @Test
    void a_value_out_of_bounds_cannot_be_built() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebSocketConfig.DEFAULT.with().maxQueueSize(0).build())
                .withMessageContaining("maxQueueSize");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> WebSocketConfig.DEFAULT.with().reconnectJitter(Double.NaN).build())
                .withMessageContaining("reconnectJitter");
    }

    @Test
    void the_documented_table_is_this_one() {
        List<List<String>> variables =
                Arrays.stream(WebSocketVariable.values())
                        .map(v -> List.of(v.name(), v.standard(), v.wanted()))
                        .toList();

        assertThat(
                        DocTables.rows("client.md", "## Settings").stream()
                                .map(row -> row.subList(0, 3)))
                .isEqualTo(variables);
    }
}
