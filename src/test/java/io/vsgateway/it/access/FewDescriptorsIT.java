package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Few file descriptors, and more connections than there are of them: those who are there already
/// and the game notice nothing, one too many is refused, and when they have gone all is as before.
@Tag("alone")
class FewDescriptorsIT {
    private static final int CROWD = 300;
    private final List<Socket> crowd = new ArrayList<>();
    private GatewayProcess gateway;

    @BeforeEach
    void start() {
        List<String> program =
                Stream.concat(
                                Stream.of("sh", "-c", "ulimit -n 260 && exec \"$0\" \"$@\""),
                                GatewayProcess.command().stream())
                        .toList();
        gateway =
                GatewayProcess.with()
                        .set("VS_HTTP_CONNECTIONS_HEAD_TIMEOUT", "3s")
                        .demo("--rate 0 --start-time 10ms")
                        .as(program)
                        .start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
        try (var _ = gateway) {
            assertThat(gateway.complaints()).isEmpty();
            assertThat(gateway.output()).noneMatch(line -> line.contains("oo many open files"));
        }
    }

    @Test
    void a_crowd_of_bare_connections_takes_nothing_from_those_who_are_there_or_from_the_game()
            throws IOException {
        try (Client client = Client.admin(gateway)) {
            client.command("/time", "before");
            assertThat(client.receipts("before")).endsWith("confirmed");

            gather("");

            client.command("/time", "amid");
            assertThat(client.receipts("amid")).endsWith("confirmed");
            // All of them are gone when their time for a request is over.
            await().atMost(Duration.ofSeconds(30)).until(this::isOver);
            Rest.of(gateway).post("/api/v1alpha1/server/restart", "");
            client.expect("\"starting\"");
            client.expect("\"running\"");
        }
        try (Client late = Client.admin(gateway)) {
            late.command("/time", "after");
            assertThat(late.receipts("after")).endsWith("confirmed");
        }
        assertThat(gateway.output()).anyMatch(line -> line.contains("connections beside 1 WebSo"));
    }

    @Test
    void a_head_that_drips_in_does_not_last_longer_than_one_that_does_not_come()
            throws IOException {
        gather("GET / HT");
        await().atMost(Duration.ofSeconds(90))
                .until(() -> {
                    for (Socket socket : crowd) {
                        try {
                            socket.getOutputStream().write('x');
                        } catch (IOException _) {
                            // it is over already
                        }
                    }
                    return isOver();
                });

        assertThat(Rest.of(gateway).get("/api/v1alpha1/auth/me").path("role").asText())
                .isEqualTo("admin");
    }

    private void gather(String text) throws IOException {
        for (int i = 0; i < CROWD; i++) {
            var socket = new Socket("127.0.0.1", gateway.port());
            socket.setSoTimeout(1);
            crowd.add(socket);
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException _) {
                // refused at once
            }
        }
    }

    /// Whether the gateway has ended all of them.
    private boolean isOver() {
        return crowd.stream().allMatch(FewDescriptorsIT::isEnded);
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
