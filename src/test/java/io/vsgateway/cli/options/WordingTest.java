package io.vsgateway.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.client.Gateway;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @ParameterizedTest
    @CsvSource({
        "200, (is that a gateway?)",
        "404, '(is that a gateway, and its whole path?)'",
        "429, (too many connections from here)"
    })
    void a_handshake_that_failed_has_a_hint(int status, String hint) {
        var failed =
                new ConnectionFailedException(
                        ConnectionFailedException.At.HANDSHAKE, status, "it failed", null);

        assertThat(Wording.failure(failed, Gateway.of("http://127.0.0.1:1/", "key")))
                .hasMessageEndingWith("it failed " + hint);
    }
}
