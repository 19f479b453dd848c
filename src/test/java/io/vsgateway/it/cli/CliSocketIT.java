package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.client.ConsoleClient;
import io.vsgateway.client.ConsoleQuery;
import io.vsgateway.client.Gateway;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.websocket.connection.WebSocketConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands that talk to a gateway, and the Java client, over its Unix socket.
@Timeout(180)
@Tag("many-starts")
class CliSocketIT {
    private static final Map<String, String> KEY = Map.of("VS_API_KEY", GatewayProcess.ADMIN);

    @TempDir static Path folder;

    private static Path socket;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        socket = folder.resolve("http.sock");
        gateway =
                GatewayProcess.with()
                        .set("VS_HTTP_SOCKET", socket.toString())
                        .demo("--rate 0 --start-time 0ms --save-time 0ms")
                        .start();
        LogsIT.awaitLine(gateway, "Dedicated Server now running");
        await().until(() -> Files.exists(socket));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void commands_that_ask_and_that_act_get_their_answers() throws Exception {
        assertThat(run("status", "unix:" + socket).output()).contains("ready");
        assertThat(run("players", "unix://" + socket).exitCode()).isZero();

        Program.Outcome sent = run("send", "unix:" + socket, "/time", "--wait");

        assertThat(sent.output()).as(sent.errors()).contains("Server time: ");
        assertThat(run("audit", "unix:" + socket, "-n", "9").output()).contains("command: /time");
    }

    @Test
    void lines_are_followed_and_typed_at_the_same_time() throws Exception {
        Process logs =
                LogsIT.program(
                        gateway, "logs", "unix:" + socket, "--follow", "--grep", "/list clients");
        try (BufferedReader lines = logs.inputReader()) {
            assertThat(awaitCaller()).contains("admin-key");

            Program.Outcome attached =
                    Program.run(KEY, "/list clients\n", "attach", "unix:" + socket, "-n", "1");

            assertThat(attached.exitCode()).as(attached.errors()).isZero();
            assertThat(lines.readLine()).isNotNull();
        } finally {
            logs.destroy();
        }
    }

    @Test
    void events_are_published_and_followed() throws Exception {
        Program.Outcome published =
                run(
                        "publish",
                        "unix:" + socket,
                        "app:e1",
                        "{\"type\":\"note\",\"text\":\"hello\"}");
        assertThat(published.exitCode()).as(published.errors()).isZero();

        Process events = LogsIT.program(gateway, "events", "unix:" + socket, "app:e1", "-n", "1");
        try (BufferedReader lines = events.inputReader()) {
            assertThat(lines.readLine()).contains(" app:e1 note ", "hello");
        } finally {
            events.destroy();
        }
    }

    @Test
    void on_the_gateways_own_machine_it_is_found_where_no_port_is_fixed() throws Exception {
        var variables =
                Map.of(
                        "VS_HTTP_PORT",
                        "0",
                        "VS_HTTP_SOCKET",
                        socket.toString(),
                        "VS_API_KEY_ADMIN",
                        GatewayProcess.ADMIN);

        assertThat(Program.run(variables, "", "health", "ready").output()).isEqualTo("UP\n");
        assertThat(Program.run(variables, "", "status").output()).contains("ready");
    }

    @Test
    void a_java_program_watches_the_console_there() throws Exception {
        var there = Gateway.of("unix:" + socket, GatewayProcess.ADMIN);
        try (var console =
                new ConsoleClient(there, ConsoleQuery.ALL, WebSocketConfig.DEFAULT).connect()) {
            assertThat(console.next()).isNotNull();
        }
    }

    @Test
    void a_wrong_key_is_told() throws Exception {
        Program.Outcome outcome =
                Program.run(
                        Map.of("VS_API_KEY", "wrong-key-0123456789"),
                        "",
                        "status",
                        "unix:" + socket);

        assertFailed(outcome, 1, "(is it the right key?)");
    }

    @Test
    void what_is_not_there_or_does_not_listen_is_told_in_one_line() throws Exception {
        Path file = Files.writeString(folder.resolve("notes"), "notes");
        Path left = folder.resolve("left.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(left));
        }

        assertFailed(run("status", "unix:/nowhere/it.sock"), 1, "there is no such socket");
        assertFailed(run("logs", "-f", "unix:" + file), 1, "it is no socket");
        assertFailed(run("attach", "unix:" + left), 1, "connection refused");
        assertFailed(run("send", "unix:run/it.sock", "/time"), 2, "by its whole path");
    }

    @Test
    void who_may_not_use_it_is_told_so() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(closed), "root may do everything");

        assertFailed(
                run("status", "unix:" + closed.resolve("http.sock")),
                1,
                "permission denied (VS_HTTP_SOCKET_MODE says who may use it)");
    }

    private static void assertFailed(Program.Outcome outcome, int exitCode, String why) {
        assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(exitCode);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors().lines())
                .singleElement()
                .asString()
                .contains(why)
                .doesNotContain("Exception");
    }

    private static String awaitCaller() {
        return await().until(
                        () -> run("callers", "unix:" + socket).output(), all -> !all.isEmpty());
    }

    private static Program.Outcome run(String... words) throws IOException, InterruptedException {
        return Program.run(KEY, "", words);
    }
}
