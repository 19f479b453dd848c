package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings in a file of variables, which changes while the gateway runs.
@Tag("many-starts")
class EnvironmentFileIT {
    private static final String KEY = "the-old-key-4f9d2c7b81e6";
    private static final String OTHER = "the-new-key-9a7c5e3b1d8f";
    private static final String MONITOR = "the-monitors-key-77aa31c0";
    private static final String ORIGIN = "https://map.example.org";

    @TempDir Path folder;
    private Path file;
    private GatewayProcess gateway;

    /// The process has the variables of the file, too, as under systemd.
    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("vs-gateway.env");
        write("VS_API_KEY_ADMIN='" + KEY + "'", "VS_API_KEY_MONITOR=" + MONITOR);
        gateway =
                GatewayProcess.with()
                        .set("VS_ENV_FILE", file.toString())
                        .set("VS_API_KEY_ADMIN", KEY)
                        .set("VS_API_KEY_MONITOR", MONITOR)
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .set("VS_AUTH_DELAY_MAX", "0s")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        assertThat(String.join("\n", gateway.output())).doesNotContain(KEY, OTHER, MONITOR);
    }

    private void write(String... lines) throws IOException {
        Files.write(file, List.of(lines));
    }

    @Test
    void keys_are_replaced_and_taken_away() throws IOException {
        try (Client admin = console(KEY);
                Client monitor = console(MONITOR)) {
            admin.expect("game is ready");
            monitor.expect("game is ready");

            write("# VS_API_KEY_MONITOR=" + MONITOR, "VS_API_KEY_ADMIN=" + OTHER);

            assertThat(admin.closed().code()).isEqualTo(4001);
            assertThat(monitor.closed().code()).isEqualTo(4001);
        }
        assertThat(knows(KEY)).isFalse();
        assertThat(knows(MONITOR)).isFalse();
        assertThat(knows(OTHER)).isTrue();
        awaitLine("are in effect: VS_API_KEY_ADMIN, VS_API_KEY_MONITOR");
    }

    @Test
    void a_secret_of_tokens_is_replaced_by_way_of_the_previous_one() throws IOException {
        String old = "an-old-secret-of-tokens-4f9d2c7b81e6";
        String next = "the-next-secret-of-tokens-9a7c5e3b1d";
        String token = token(old);
        assertThat(knows(token)).isFalse();

        write("VS_API_KEY_ADMIN=" + KEY, "VS_JWT_SECRET=" + old);
        await().until(() -> knows(token));
        try (Client player = Client.connect(gateway.port(), "/ws?token=" + token, true)) {
            player.expect("connected");

            write(
                    "VS_API_KEY_ADMIN=" + KEY,
                    "VS_JWT_SECRET=" + next,
                    "VS_JWT_SECRET_PREVIOUS=" + old);
            await().until(() -> knows(token(next)));
            assertThat(knows(token)).isTrue();
            assertThat(player.isClosed()).isFalse();

            write("VS_API_KEY_ADMIN=" + KEY, "VS_JWT_SECRET=" + next);
            assertThat(player.closed().code()).isEqualTo(4001);
            assertThat(knows(token)).isFalse();
            assertThat(knows(token(next))).isTrue();
        }
    }

    private static String token(String secret) {
        long soon = Instant.now().plusSeconds(600).getEpochSecond();
        return Issuer.hmac(secret, "HS256", Issuer.claims("u1", soon));
    }

    @Test
    void an_origin_is_allowed_and_no_longer() throws IOException {
        assertThat(statusFrom(ORIGIN)).isEqualTo(403);

        write("VS_API_KEY_ADMIN=" + KEY, "VS_ALLOWED_ORIGINS=" + ORIGIN);
        await().until(() -> statusFrom(ORIGIN) == 200);
        try (Client page = Client.console(gateway, "api_key=" + KEY, "Origin: " + ORIGIN)) {
            page.expect("game is ready");
        }

        write("VS_API_KEY_ADMIN=" + KEY);
        await().until(() -> statusFrom(ORIGIN) == 403);
    }

    @Test
    void a_proxy_is_believed_and_no_longer() throws IOException {
        assertThat(addressOf("192.0.2.7")).isEqualTo("127.0.0.1");

        write("VS_API_KEY_ADMIN=" + KEY, "VS_TRUSTED_PROXIES=127.0.0.1");
        await().until(() -> addressOf("192.0.2.7").equals("192.0.2.7"));

        write("VS_API_KEY_ADMIN=" + KEY);
        await().until(() -> addressOf("192.0.2.7").equals("127.0.0.1"));
    }

    @Test
    void commands_are_blocked_and_allowed_also_for_those_who_are_connected() throws IOException {
        try (Client client = console(KEY)) {
            client.expect("game is ready");
            client.command("/time", "before");
            assertThat(client.receipts("before")).endsWith("confirmed");

            write("VS_API_KEY_ADMIN=" + KEY, "VS_CONSOLE_COMMANDS_BLOCKED='(?i)^/time\\b'");
            awaitLine("are in effect: VS_API_KEY_MONITOR, VS_CONSOLE_COMMANDS_BLOCKED");
            client.command("/time", "blocked");
            assertThat(client.receipts("blocked")).containsExactly("rejected");

            write("VS_API_KEY_ADMIN=" + KEY, "VS_CONSOLE_COMMANDS_ALLOWED='^/announce '");
            awaitLine("are in effect: VS_CONSOLE_COMMANDS_ALLOWED, VS_CONSOLE_COMMANDS_BLOCKED");
            client.command("/list clients", "not allowed");
            assertThat(client.receipts("not allowed")).containsExactly("rejected");
            client.command("/announce hello", "allowed");
            assertThat(client.receipts("allowed")).endsWith("confirmed");
        }
    }

    @Test
    void one_wrong_setting_has_all_refused_and_is_told_without_values() throws IOException {
        write(
                "VS_API_KEY_ADMIN=" + OTHER,
                "VS_API_KEY_MONITOR=" + MONITOR,
                "VS_CONSOLE_COMMANDS_BLOCKED='(/stop'");
        awaitLine("VS_CONSOLE_COMMANDS_BLOCKED is not a regular expression");
        assertThat(knows(OTHER)).isFalse();
        assertThat(knows(KEY)).isTrue();

        write("VS_API_KEY_ADMIN=" + OTHER, "VS_TRUSTED_PROXIES=proxy.example.org");
        awaitLine("VS_TRUSTED_PROXIES has 'proxy.example.org'");

        write("VS_API_KEY_ADMIN=" + OTHER, "VS_CONSOLE_HISTORY_LINES=0");
        awaitLine("VS_CONSOLE_HISTORY_LINES must be greater than or equal to 1");

        write("VS_API_KEY_ADMIN='" + OTHER, "VS_API_KEY_MONITOR=" + MONITOR);
        awaitLine("the quote in line 1 does not end");

        write("VS_API_KEY_MONITOR=" + MONITOR);
        awaitLine("VS_API_KEY_ADMIN is no longer set");

        Files.delete(file);
        awaitLine("VS_ENV_FILE, " + file + ", cannot be read");
        assertThat(knows(KEY)).isTrue();
        assertThat(knows(MONITOR)).isTrue();
        assertThat(knows(OTHER)).isFalse();
        assertThat(audited("refused").getFirst()).contains("VS_ENV_FILE");

        write("VS_API_KEY_ADMIN=" + OTHER);
        await().until(() -> knows(OTHER));
    }

    @Test
    void what_needs_a_start_is_told_and_what_does_not_is_taken() throws IOException {
        write(
                "VS_API_KEY_ADMIN=" + KEY,
                "VS_API_KEY_MONITOR=" + MONITOR,
                "VS_ALLOWED_ORIGINS=" + ORIGIN,
                "VS_SESSION_PING_INTERVAL=20s");

        awaitLine("take effect at the next start: VS_SESSION_PING_INTERVAL");
        awaitLine("are in effect: VS_ALLOWED_ORIGINS");
        assertThat(audited("put_off")).containsExactly("VS_SESSION_PING_INTERVAL");
        assertThat(audited("taken")).containsExactly("VS_ALLOWED_ORIGINS");
    }

    @Test
    void at_the_start_the_file_goes_before_the_process_and_has_to_be_there() throws Exception {
        Path there = folder.resolve("other.env");
        Files.write(there, List.of("VS_API_KEY_ADMIN=" + OTHER, "VS_AUTH_LINK_TTL=1"));
        try (GatewayProcess other =
                GatewayProcess.with()
                        .set("VS_ENV_FILE", there.toString())
                        .demo("--rate 0")
                        .start()) {
            assertThat(new Rest(other, OTHER).request().get("/api/v1alpha1/auth/me").statusCode())
                    .isEqualTo(200);
        }
        try (GatewayProcess none =
                GatewayProcess.with().set("VS_ENV_FILE", folder + "/vs.env").launch()) {
            assertThat(none.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(none.errors())
                    .contains(
                            "vs-gateway: wrong setting: VS_ENV_FILE, "
                                    + folder
                                    + "/vs.env, cannot be read: there is no such file");
        }
    }

    @Test
    void doctor_reads_it_too() throws Exception {
        Path wrong = folder.resolve("wrong.env");
        Files.writeString(wrong, "VS_API_KEY_ADMIN=" + OTHER + "\nVS_TRUSTED_PROXIES=proxy\n");

        Program.Outcome outcome =
                Program.run(Map.of("VS_ENV_FILE", wrong.toString()), "", "doctor");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("VS_TRUSTED_PROXIES has 'proxy'");

        Path missing = folder.resolve("vs.missing");
        Program.Outcome without =
                Program.run(Map.of("VS_ENV_FILE", missing.toString()), "", "doctor");

        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.output())
                .containsOnlyOnce(
                        "fail  VS_ENV_FILE, " + missing + ", cannot be read: there is no such file")
                .doesNotContain("fault of the program", "Exception");
    }

    private void awaitLine(String part) {
        gateway.awaitOutput(line -> line.contains(part), Duration.ofMinutes(1));
    }

    private Client console(String key) {
        return Client.console(gateway, "format=json&api_key=" + key);
    }

    private boolean knows(String key) {
        return new Rest(gateway, key).request().get("/api/v1alpha1/auth/me").statusCode() == 200;
    }

    private int statusFrom(String origin) {
        return new Rest(gateway, KEY)
                .request()
                .header("Origin", origin)
                .post("/api/v1alpha1/auth/ws-token")
                .statusCode();
    }

    /// Where the gateway says that a client is for whom a proxy speaks.
    private String addressOf(String forwarded) {
        try (Client client =
                Client.console(
                        gateway, "format=json&api_key=" + KEY, "X-Forwarded-For: " + forwarded)) {
            client.expect("game is ready");
            JsonNode callers = new Rest(gateway, KEY).get("/api/v1alpha1/callers");
            return callers.findValuesAsText("address").getFirst();
        }
    }

    private List<String> audited(String result) {
        var actions = new ArrayList<String>();
        JsonNode audit = new Rest(gateway, KEY).get("/api/v1alpha1/audit?limit=100");
        StreamSupport.stream(audit.spliterator(), false)
                .filter(entry -> entry.path("event").asText().equals("settings"))
                .filter(entry -> entry.path("result").asText().equals(result))
                .forEach(entry -> actions.add(entry.path("action").asText()));
        return actions;
    }
}
