package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.Rest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys with names: made and revoked by the command line while the gateway runs.
@Tag("many-starts")
class NamedKeysIT {
    @TempDir Path folder;
    private Path file;
    private String anna;
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("keys.json");
        anna = key("add", "anna", "--command", "/time( .*)?");
        gateway =
                GatewayProcess.with()
                        .set("VS_API_KEYS_FILE", file.toString())
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String key(String... args) throws Exception {
        var line = new ArrayList<>(List.of("key"));
        line.addAll(List.of(args));
        Program.Outcome outcome =
                Program.run(
                        Map.of("VS_API_KEYS_FILE", file.toString()),
                        "",
                        line.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        return outcome.output().strip();
    }

    private Client console(String key) {
        return Client.console(gateway, "format=json&api_key=" + key);
    }

    private int status(String key, String path) {
        return new Rest(gateway, key).request().post(path).statusCode();
    }

    @Test
    void a_key_sends_its_commands_and_no_others_under_its_name() {
        try (Client client = console(anna)) {
            client.expect("game is ready");
            client.command("/time", "t");
            assertThat(client.receipts("t")).endsWith("confirmed");
            client.command("/announce no", "a");
            assertThat(client.receipts("a")).containsExactly("rejected");
        }
        assertThat(status(anna, "/api/v1alpha1/server/kill")).isEqualTo(403);
        String ticket =
                new Rest(gateway, anna)
                        .post("/api/v1alpha1/auth/ws-token", "{}")
                        .path("token")
                        .asText();
        try (Client bought = console(ticket)) {
            bought.command("/announce neither", "b");
            assertThat(bought.receipts("b")).containsExactly("rejected");
        }
        JsonNode me = new Rest(gateway, anna).get("/api/v1alpha1/auth/me");
        assertThat(me.path("name").asText()).isEqualTo("anna");
        assertThat(me.path("user_id").asText()).isEqualTo("key:anna");
        assertThat(me.path("rights").toString())
                .contains("\"send_commands\"")
                .doesNotContain("control_game");
        JsonNode audit = Rest.of(gateway).get("/api/v1alpha1/audit?limit=100");
        assertThat(audit.toString())
                .contains("\"anna\"", "/announce no", "not among the commands of this key");
        assertThat(gateway.output()).anyMatch(line -> line.contains(": anna from 127.0.0.1"));
    }

    @Test
    void a_key_is_good_once_it_is_made_and_closes_what_it_opened_once_it_is_revoked()
            throws Exception {
        String bob = key("add", "bob", "--role", "monitor");
        await().until(() -> knows(bob));
        try (Client stays = console(anna);
                Client ends = console(bob)) {
            stays.expect("game is ready");
            ends.expect("game is ready");

            key("revoke", "bob");

            assertThat(ends.closed().code()).isEqualTo(4001);
            assertThat(knows(bob)).isFalse();
            stays.command("/time", "t");
            assertThat(stays.receipts("t")).endsWith("confirmed");
        }
    }

    @Test
    void the_cookie_of_a_sign_in_ends_with_the_key_that_bought_it() throws Exception {
        String cookie =
                new Rest(gateway, anna)
                        .request()
                        .header("X-VS-Page", "/")
                        .post("/api/v1alpha1/auth/session")
                        .header("Set-Cookie")
                        .replaceFirst(";.*", "");
        assertThat(page(cookie)).isEqualTo(200);

        key("revoke", "anna");

        await().until(() -> page(cookie) == 401);
    }

    /// What the page gets that has this cookie.
    private int page(String cookie) {
        return RestAssured.given()
                .header("X-VS-Page", "/")
                .header("Cookie", cookie)
                .get(gateway.url("/api/v1alpha1/auth/me"))
                .statusCode();
    }

    @Test
    void a_broken_file_changes_nothing_and_is_told() throws Exception {
        try (Client client = console(anna)) {
            Files.writeString(file, "{\"keys\":");

            await().until(() ->
                    gateway.output().stream()
                            .anyMatch(line ->
                                    line.contains(" ERROR ")
                                            && line.contains("VS_API_KEYS_FILE")
                                            && line.contains("no JSON")));

            client.command("/time", "t");
            assertThat(client.receipts("t")).endsWith("confirmed");
            assertThat(knows(anna)).isTrue();
        }
    }

    private boolean knows(String key) {
        return new Rest(gateway, key).request().get("/api/v1alpha1/auth/me").statusCode() == 200;
    }
}
