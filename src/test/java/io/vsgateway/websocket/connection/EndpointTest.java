package io.vsgateway.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be connected to.
class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "X\\nY, z",
        "Host, evil",
        "Sec-WebSocket-Key, x",
        "'', x",
        "X, 'a\\r\\nInjected: b'",
        "X, grün"
    })
    void a_header_that_could_change_the_handshake_is_refused(String name, String value) {
        Endpoint endpoint = Endpoint.of("ws://localhost/");

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> endpoint.header(name.translateEscapes(), value.translateEscapes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/", "ws:///x", "ws://localhost/#x", "localhost", ""})
    void what_is_no_url_of_a_websocket_is_refused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.of(url));
    }

    @Test
    void an_endpoint_shows_no_credentials() {
        Endpoint endpoint =
                Endpoint.of("wss://example.org:1/a?token=secret")
                        .header("Authorization", "secret")
                        .subprotocols("bearer", "secret");

        assertThat(endpoint).hasToString("wss://example.org:1/a");
    }
}
