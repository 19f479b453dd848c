package io.vsgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vsgateway.cli.options.LocalGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthCommandTest {
    @Test
    void a_gateway_that_says_it_is_up_is_up() throws IOException {
        assertThat(askedOf(200, "/q/health/live")).isZero();
        assertThat(askedOf(200, "/q/health/ready", "ready")).isZero();
        assertThat(askedOf(200, "/q/health/started", "started")).isZero();
    }

    @Test
    void any_other_answer_is_not_up() throws IOException {
        assertThat(askedOf(503, "/q/health/ready", "ready")).isEqualTo(1);
        assertThat(askedOf(404, "/q/health/live")).isEqualTo(1);
        assertThat(askedOf(302, "/q/health/live")).isEqualTo(1);
    }

    @Test
    void nobody_there_is_not_up() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }

        assertThat(health(at(port))).isEqualTo(1);
    }

    @Test
    void a_gateway_that_does_not_answer_is_not_waited_for() throws IOException {
        // The system accepts the connection, and nobody ever reads.
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(health(at(socket.getLocalPort()))).isEqualTo(1);
        }
    }

    @Test
    void what_it_does_not_understand_is_a_usage_error() {
        assertThat(health(Map.of(), "well")).isEqualTo(2);
        assertThat(health(Map.of(), "live", "ready")).isEqualTo(2);
        assertThat(health(Map.of("VS_HTTP_PORT", "0"))).isEqualTo(2);
        assertThat(health(Map.of("VS_HTTP_PORT", "http"))).isEqualTo(2);
    }

    @Test
    void it_asks_where_the_gateway_listens() {
        assertThat(LocalGateway.address(Map.of())).isEqualTo("http://127.0.0.1:8080");
        assertThat(LocalGateway.address(Map.of("VS_HTTP_HOST", "0.0.0.0", "VS_HTTP_PORT", "9000")))
                .isEqualTo("http://127.0.0.1:9000");
        assertThat(LocalGateway.address(Map.of("VS_HTTP_HOST", "::")))
                .isEqualTo("http://[::1]:8080");
        assertThat(LocalGateway.address(Map.of("VS_HTTP_HOST", "127.0.0.2")))
                .isEqualTo("http://127.0.0.2:8080");
    }

    @Test
    void a_socket_is_asked_where_the_port_is_not_known() {
        assertThat(
                        LocalGateway.address(
                                Map.of("VS_HTTP_PORT", "0", "VS_HTTP_SOCKET", "/run/vs/http.sock")))
                .isEqualTo("unix:/run/vs/http.sock");
        assertThat(LocalGateway.address(Map.of("VS_HTTP_SOCKET", "/run/vs/http.sock")))
                .isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void nobody_at_a_socket_is_not_up() {
        CommandRun.Outcome outcome =
                new CommandRun(Map.of("VS_HTTP_PORT", "0", "VS_HTTP_SOCKET", "/nowhere/http.sock"))
                        .run("health");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .contains("no answer from unix:/nowhere/http.sock: there is no /nowhere/http.sock");
    }

    private static int health(Map<String, String> environment, String... args) {
        var all = new ArrayList<>(List.of("health"));
        all.addAll(List.of(args));
        return new CommandRun(environment).run(all.toArray(String[]::new)).exitCode();
    }

    private static Map<String, String> at(int port) {
        return Map.of("VS_HTTP_PORT", String.valueOf(port));
    }

    /// The exit code when this path has that status and all others another bad one.
    private static int askedOf(int status, String path, String... args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    boolean asked = exchange.getRequestURI().getPath().equals(path);
                    exchange.sendResponseHeaders(asked ? status : 418, -1);
                    exchange.close();
                });
        server.start();
        try {
            return health(at(server.getAddress().getPort()), args);
        } finally {
            server.stop(0);
        }
    }
}
