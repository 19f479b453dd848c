package io.vsgateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vsgateway.websocket.connection.Endpoint;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
    @ParameterizedTest
    @CsvSource({
        "http://host:8080, http://host:8080, ws://host:8080",
        "ws://host:8080/, http://host:8080, ws://host:8080",
        "host:8080, http://host:8080, ws://host:8080",
        "https://host, https://host, wss://host",
        "WSS://host/games/one/, https://host/games/one, wss://host/games/one",
        "http://[::1]:8080, http://[::1]:8080, ws://[::1]:8080"
    })
    void both_kinds_of_url_are_taken_with_and_without_a_path(
            String url, String http, String webSocket) {
        var gateway = Gateway.of(url, "key");

        assertThat(gateway).hasToString(http);
        assertThat(gateway.http("/server")).hasToString(http + "/api/v1alpha1/server");
        assertThat(gateway.ws("/console/ws?x=1"))
                .hasToString(webSocket + "/api/v1alpha1/console/ws?x=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix:/run/a b/http.sock",
                "unix:///run/a b/http.sock",
                "UNIX:/run/a b/http.sock"
            })
    void a_unix_socket_is_named_by_its_path_as_it_is(String url) {
        var gateway = Gateway.of(url, "key").withKey("other");

        assertThat(gateway.socket()).isEqualTo(Path.of("/run/a b/http.sock"));
        assertThat(gateway).hasToString("unix:/run/a b/http.sock");
        assertThat(gateway.http("/server")).hasToString("http://localhost/api/v1alpha1/server");
        Endpoint endpoint = gateway.endpoint(gateway.ws("/console/ws"), "vs.console.v1.json");
        assertThat(endpoint.headers()).isEqualTo(Map.of("Authorization", "Bearer other"));
        assertThat(endpoint.socket()).isEqualTo(gateway.socket());
        assertThat(endpoint).hasToString("unix:/run/a b/http.sock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix:",
                "unix:/",
                "unix:run/http.sock",
                "unix://run/http.sock",
                "unix://",
                "ftp://host",
                "http://",
                "http://user:pw@host",
                "http://host/?key=1",
                "http://host/#x",
                "http://a b",
                ""
            })
    void anything_else_is_refused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> Gateway.of(url, "key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "key\n", "schlüssel"})
    void a_key_that_no_header_can_carry_is_refused_without_being_shown(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gateway.of("http://host", key))
                .withMessageNotContaining(key);
    }

    @Test
    void a_question_is_written_as_the_gateway_reads_it() {
        var query = ConsoleQuery.ALL.lines(5).level("warn").grep("a+b c&d");

        assertThat(query.parameters("history_lines", "last_event_id"))
                .isEqualTo("?history_lines=5&level=warn&grep=a%2Bb%20c%26d");
        assertThat(ConsoleQuery.ALL.parameters("lines", "after")).isEmpty();
    }
}
