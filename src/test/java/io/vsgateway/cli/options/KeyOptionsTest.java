package io.vsgateway.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vsgateway.cli.CommandRun;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where the key comes from, seen from a server that notes it.
class KeyOptionsTest {
    private static final String KEY = "s3cret-key-0123456789";

    private final AtomicReference<String> presented = new AtomicReference<>("");
    private HttpServer server;

    @TempDir Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    presented.set(exchange.getRequestHeaders().getFirst("Authorization"));
                    byte[] body = "{\"lines\":[]}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void it_is_taken_from_the_environment() {
        CommandRun.Outcome outcome = new CommandRun(Map.of("VS_API_KEY", KEY)).run("logs", url());

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(presented.get()).isEqualTo("Bearer " + KEY);
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void a_file_goes_before_the_environment() throws IOException {
        Path file = file("rw-------");

        CommandRun.Outcome outcome =
                new CommandRun(Map.of("VS_API_KEY", "another"))
                        .run("logs", url(), "--key-file", file.toString());

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(presented.get()).isEqualTo("Bearer " + KEY);
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void a_file_that_others_can_read_is_warned_about() throws IOException {
        Path file = file("rw-r--r--");

        CommandRun.Outcome outcome =
                new CommandRun(Map.of()).run("logs", url(), "--key-file", file.toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.errors())
                .containsOnlyOnce("warning: others on this machine can read")
                .doesNotContain(KEY);
    }

    @Test
    void standard_input_can_be_the_file() {
        CommandRun.Outcome outcome =
                new CommandRun(Map.of(), KEY + "\n").run("logs", url(), "--key-file=-");

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(presented.get()).isEqualTo("Bearer " + KEY);
    }

    @Test
    void an_argument_is_taken_with_a_warning_that_does_not_repeat_it() {
        CommandRun.Outcome outcome = new CommandRun(Map.of()).run("logs", url(), "--key", KEY);

        assertThat(outcome.exitCode()).isZero();
        assertThat(presented.get()).isEqualTo("Bearer " + KEY);
        assertThat(outcome.errors()).containsOnlyOnce("can be seen by others").doesNotContain(KEY);
    }

    @Test
    void without_a_url_the_key_of_the_gateway_with_the_same_variables_will_do() {
        var variables =
                Map.of(
                        "VS_HTTP_PORT",
                        Integer.toString(server.getAddress().getPort()),
                        "VS_API_KEY_ADMIN",
                        KEY);

        assertThat(new CommandRun(variables).run("logs").exitCode()).isZero();
        assertThat(presented.get()).isEqualTo("Bearer " + KEY);
        presented.set("");
        assertThat(new CommandRun(variables).run("logs", url()).exitCode()).isEqualTo(2);
        assertThat(presented.get()).isEmpty();
    }

    @Test
    void what_cannot_be_used_is_refused_without_being_shown() throws IOException {
        assertRefused("a key is needed", "logs", url());
        assertRefused("both given", "logs", url(), "--key", KEY, "--key-file", "x");
        assertRefused("cannot be read", "logs", url(), "--key-file", folder + "/none");
        assertRefused("holds no key", "logs", url(), "--key-file", "-");
        assertRefused("a character in it", "logs", url(), "--key", KEY + " x");
        assertRefused("without a user", "logs", "http://user:" + KEY + "@h:1", "--key", "k");
        assertRefused("has no ? and no #", "logs", url() + "/?api_key=" + KEY, "--key", "k");
    }

    private static void assertRefused(String why, String... args) {
        CommandRun.Outcome outcome = new CommandRun(Map.of()).run(args);

        assertThat(outcome.exitCode()).as(why).isEqualTo(2);
        assertThat(outcome.errors()).contains(why).doesNotContain(KEY);
        assertThat(outcome.output()).isEmpty();
    }

    private Path file(String permissions) throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, KEY + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
