package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway on a Unix domain socket, beside its port.
@Tag("many-starts")
class UnixSocketIT {
    private static final String GAME =
            "echo ready; while read -r line; do echo \"took $line\"; done";

    @TempDir Path folder;

    @Test
    void it_answers_there_those_who_may_connect_and_believes_a_trusted_proxy() throws Exception {
        Path socket = folder.resolve("http.sock");
        try (GatewayProcess gateway =
                with(socket).set("VS_TRUSTED_PROXIES", "unix").game(GAME).start()) {
            await().until(() -> mode(socket).equals("rw-rw----"));

            String answer =
                    ask(
                            socket,
                            "POST /api/v1alpha1/console/command HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                                    + GatewayProcess.ADMIN
                                    + "\r\nX-Forwarded-For: 203.0.113.9\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 19\r\n"
                                    + "Connection: close\r\n\r\n{\"command\":\"hello\"}");

            assertThat(answer).startsWith("HTTP/1.1 202 ");
            assertThat(Rest.of(gateway).get("/api/v1alpha1/audit").findValuesAsText("address"))
                    .contains("203.0.113.9");
            assertThat(upgrade(socket)).startsWith("HTTP/1.1 101 ");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void what_a_proxy_says_that_is_not_trusted_is_not_believed() throws Exception {
        Path socket = folder.resolve("http.sock");
        try (GatewayProcess gateway =
                with(socket).set("VS_HTTP_SOCKET_MODE", "600").game(GAME).start()) {
            await().until(() -> mode(socket).equals("rw-------"));

            assertThat(upgrade(socket)).startsWith("HTTP/1.1 101 ");

            await().untilAsserted(() ->
                    assertThat(gateway.output())
                            .anySatisfy(
                                    line -> assertThat(line).contains("admin-key from unknown")));
        }
    }

    @Test
    void what_a_killed_gateway_left_is_replaced_and_what_is_used_is_not() throws Exception {
        Path socket = folder.resolve("http.sock");
        try (GatewayProcess killed = with(socket).game(GAME).start()) {
            await().until(() -> Files.exists(socket));
            killed.kill();
        }
        assertThat(socket).exists();

        try (GatewayProcess next = with(socket).game(GAME).start();
                GatewayProcess third = with(socket).game(GAME).launch()) {
            await().until(() -> upgrade(socket).startsWith("HTTP/1.1 101 "));

            assertThat(third.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(String.join("\n", third.output()))
                    .contains("VS_HTTP_SOCKET, " + socket + ", is used by another program");
            assertThat(next.isAlive()).isTrue();
        }
    }

    @Test
    void a_file_that_is_no_socket_is_not_deleted() throws Exception {
        Path file = Files.writeString(folder.resolve("notes"), "precious");
        try (GatewayProcess gateway = with(file).game(GAME).launch()) {
            assertThat(gateway.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(String.join("\n", gateway.output()))
                    .contains("is there already and is no socket");
        }
        assertThat(file).hasContent("precious");
    }

    private static GatewayProcess.Builder with(Path socket) {
        return GatewayProcess.with().set("VS_HTTP_SOCKET", socket.toString());
    }

    private static String mode(Path socket) throws IOException {
        return Files.exists(socket)
                ? PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))
                : "";
    }

    private static String upgrade(Path socket) throws IOException {
        return ask(
                socket,
                "GET /api/v1alpha1/console/ws?format=json HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                        + GatewayProcess.ADMIN
                        + "\r\nX-Forwarded-For: 203.0.113.9\r\nConnection: Upgrade\r\nUpgrade:"
                        + " websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key:"
                        + " AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    }

    /// The beginning of the answer.
    private static String ask(Path socket, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            channel.read(answer);
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }
}
