package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings that change while the gateway runs. Whatever was done, no key is found in anything that
/// it wrote.
@Tag("many-starts")
class ReloadIT {
    private static final String OLD = "the-old-key-4f9d2c7b81e6";
    private static final String NEW = "the-new-key-9a7c5e3b1d8f";
    private static final String LOOKER = "the-monitors-key-77aa31c0";
    private static final String TOO_SHORT = "short-7c1e";

    @TempDir Path folder;
    private Path admin;
    private Path monitor;
    private GatewayProcess gateway;

    /// As the kubelet mounts a secret: the files are links through `..data`, which is swapped.
    @BeforeEach
    void start() throws IOException {
        mount("..2026_01", OLD, LOOKER);
        admin = Files.createSymbolicLink(folder.resolve("admin"), Path.of("..data/admin"));
        monitor = Files.createSymbolicLink(folder.resolve("monitor"), Path.of("..data/monitor"));
        gateway =
                GatewayProcess.with()
                        .unset("VS_API_KEY_ADMIN")
                        .unset("VS_API_KEY_MONITOR")
                        .set("VS_API_KEY_ADMIN_FILE", admin.toString())
                        .set("VS_API_KEY_MONITOR_FILE", monitor.toString())
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .set("VS_AUTH_DELAY_MAX", "0s")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterEach
    void no_key_is_in_anything_that_was_written() throws Exception {
        gateway.close();
        var written = new StringBuilder(String.join("\n", gateway.output()));
        try (Stream<Path> files = Files.walk(gateway.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.append('\n').append(Files.readString(file));
            }
        }
        assertThat(written).doesNotContain(OLD, NEW, LOOKER, TOO_SHORT);
    }

    private void mount(String version, String adminKey, String monitorKey) throws IOException {
        Path files = Files.createDirectory(folder.resolve(version));
        Files.writeString(files.resolve("admin"), adminKey);
        Files.writeString(files.resolve("monitor"), monitorKey);
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), files.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void a_key_is_replaced_with_all_that_came_of_it_and_the_others_notice_nothing()
            throws Exception {
        String cookie =
                new Rest(gateway, OLD)
                        .request()
                        .header("X-VS-Page", "/")
                        .post("/api/v1alpha1/auth/session")
                        .header("Set-Cookie")
                        .replaceFirst(";.*", "");
        String ticket =
                new Rest(gateway, OLD)
                        .post("/api/v1alpha1/auth/ws-token", "{}")
                        .path("token")
                        .asText();
        assertThat(page(cookie)).isEqualTo(200);
        try (Client ends = console(OLD);
                Client stays = console(LOOKER)) {
            ends.expect("game is ready");
            stays.expect("game is ready");

            mount("..2026_02", NEW, LOOKER);

            assertThat(ends.closed().code()).isEqualTo(4001);
            assertThat(knows(OLD)).isFalse();
            assertThat(page(cookie)).isEqualTo(401);
            try (Client late = console(ticket)) {
                assertThat(late.closed().code()).isEqualTo(4001);
            }
            try (Client fresh = console(NEW)) {
                fresh.expect("game is ready");
                fresh.command("/announce hello", "t");
                assertThat(fresh.receipts("t")).endsWith("confirmed");
            }
            stays.expect("hello");
        }
        assertThat(gateway.output())
                .anyMatch(line -> line.endsWith("are in effect: VS_API_KEY_ADMIN_FILE"));
        JsonNode told = audited("taken");
        assertThat(told.path("action").asText()).isEqualTo("VS_API_KEY_ADMIN_FILE");
        assertThat(told.path("caller").asText()).isEqualTo("gateway");
    }

    @Test
    void what_is_wrong_in_one_file_is_refused_with_all_the_rest() throws Exception {
        try (Client stays = console(OLD)) {
            stays.expect("game is ready");

            mount("..2026_02", NEW, TOO_SHORT);

            awaitLine("refused as a whole");
            assertThat(gateway.output())
                    .anyMatch(line ->
                            line.contains(" ERROR ")
                                    && line.contains("VS_API_KEY_MONITOR_FILE has fewer than 16"));
            assertThat(knows(NEW)).isFalse();
            assertThat(knows(OLD)).isTrue();
            stays.command("/time", "t");
            assertThat(stays.receipts("t")).endsWith("confirmed");
            JsonNode told = audited("refused", OLD);
            assertThat(told.path("action").asText())
                    .isEqualTo("VS_API_KEY_ADMIN_FILE, VS_API_KEY_MONITOR_FILE");
            assertThat(told.path("reason").asText()).contains("VS_API_KEY_MONITOR_FILE");

            mount("..2026_03", OLD, LOOKER);
            awaitLine("again those that are in effect");
            assertThat(stays.isClosed()).isFalse();
        }
    }

    @Test
    void a_file_that_is_gone_changes_nothing_until_it_is_back() throws Exception {
        Files.delete(admin);
        awaitLine("VS_API_KEY_ADMIN_FILE, " + admin + ", cannot be read");
        assertThat(knows(OLD)).isTrue();

        Files.writeString(admin, NEW + "\n");

        await().until(() -> knows(NEW));
        assertThat(knows(OLD)).isFalse();
    }

    @Test
    void keys_that_change_places_change_what_they_are_good_for() throws Exception {
        try (Client was = console(LOOKER)) {
            was.expect("game is ready");

            mount("..2026_02", LOOKER, OLD);

            assertThat(was.closed().code()).isEqualTo(4001);
            assertThat(role(LOOKER)).isEqualTo("admin");
            assertThat(role(OLD)).isEqualTo("monitor");
        }
    }

    private void awaitLine(String part) {
        gateway.awaitOutput(line -> line.contains(part), Duration.ofMinutes(1));
    }

    private Client console(String credential) {
        return Client.console(gateway, "format=json&api_key=" + credential);
    }

    private boolean knows(String key) {
        return new Rest(gateway, key).request().get("/api/v1alpha1/auth/me").statusCode() == 200;
    }

    private String role(String key) {
        return new Rest(gateway, key).get("/api/v1alpha1/auth/me").path("role").asText();
    }

    private JsonNode audited(String result) {
        return audited(result, NEW);
    }

    private JsonNode audited(String result, String key) {
        for (JsonNode entry : new Rest(gateway, key).get("/api/v1alpha1/audit?limit=100")) {
            if (entry.path("event").asText().equals("settings")
                    && entry.path("result").asText().equals(result)) {
                return entry;
            }
        }
        throw new AssertionError("nothing of the settings is in the audit as " + result);
    }

    /// What the page gets that has this cookie.
    private int page(String cookie) {
        return RestAssured.given()
                .header("X-VS-Page", "/")
                .header("Cookie", cookie)
                .get(gateway.url("/api/v1alpha1/auth/me"))
                .statusCode();
    }
}
