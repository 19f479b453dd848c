package io.vsgateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.Message;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `wss://` with the npm package `ws` on the other side: whose certificate is taken, and whose not.
@Timeout(60)
class TlsTest {
    private static final WebSocketConfig CONFIG = WebSocketConfig.DEFAULT;

    private static ConnectionFailedException failure(Endpoint endpoint) {
        return catchThrowableOfType(
                ConnectionFailedException.class,
                () -> new WebSocketClient(endpoint, CONFIG).connect());
    }

    @Test
    void an_unknown_certificate_is_told_and_a_trusted_one_is_taken(@TempDir Path folder)
            throws Exception {
        var certificate = WsServer.Certificate.selfSigned(folder, "ip:127.0.0.1");
        try (var secure = WsServer.start(certificate)) {
            Endpoint endpoint = secure.endpoint("echo");
            var failed = failure(endpoint);

            assertThat(failed.at()).isEqualTo(ConnectionFailedException.At.TLS);
            assertThat(failed).hasMessageStartingWith("the certificate of " + endpoint);
            assertThat(failed).hasMessageContaining("is not trusted");

            try (var socket =
                    new WebSocketClient(endpoint.trusting(certificate.trusted()), CONFIG)
                            .connect()) {
                socket.send("secret".repeat(20_000));
                assertThat(socket.receive()).isEqualTo(new Message.Text("secret".repeat(20_000)));
            }
        }
    }

    @Test
    void a_certificate_for_another_host_is_not_taken(@TempDir Path folder) {
        var certificate = WsServer.Certificate.selfSigned(folder, "dns:other.example");
        try (var secure = WsServer.start(certificate)) {
            Endpoint endpoint = secure.endpoint("echo").trusting(certificate.trusted());

            var failed = failure(endpoint);
            assertThat(failed.at()).isEqualTo(ConnectionFailedException.At.TLS);
        }
    }

    @Test
    void tls_with_a_server_that_has_none_is_told() {
        try (var server = WsServer.start()) {
            Endpoint endpoint = Endpoint.of("wss://127.0.0.1:" + server.port() + "/echo");

            var failed = failure(endpoint);
            assertThat(failed.at()).isEqualTo(ConnectionFailedException.At.TLS);
            assertThat(failed).hasMessageStartingWith("no TLS with " + endpoint);
        }
    }
}
