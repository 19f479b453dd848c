package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who did what, on a disk that is full and on one that is not.
@Tag("many-starts")
class AuditIT {
    @TempDir Path folder;

    @Test
    void on_a_full_disk_commands_go_on_with_one_error_in_the_log_and_a_count() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "/dev/full is not here");
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_AUDIT_FILE", full.toString())
                                .set("VS_GAME_INPUT_GAP", "10ms")
                                .demo("--rate 0 --start-time 10ms")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            for (int i = 0; i < 10; i++) {
                client.command("/time", "t" + i);
                assertThat(client.receipts("t" + i))
                        .containsExactly("accepted", "written", "confirmed");
            }

            Rest rest = Rest.of(gateway);
            await().until(() -> rest.metric("vs_audit_lost") == 30);
            assertThat(gateway.complaints())
                    .singleElement()
                    .asString()
                    .contains("the audit log /dev/full cannot be written", "No space left");
            assertThat(rest.get("/api/v1alpha1/audit")).hasSize(30);
        }
    }

    @Test
    void every_command_and_what_became_of_it_is_in_the_file_and_files_are_rotated()
            throws IOException {
        Path file = folder.resolve("logs").resolve("audit.jsonl");
        Path refused = folder.resolve("logs").resolve("audit-refused.jsonl");
        int count = 50;
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_AUDIT_FILE", file.toString())
                                .set("VS_AUDIT_MAX_BYTES", "4K")
                                .set("VS_AUDIT_KEPT", "1000")
                                .set("VS_CONSOLE_COMMANDS_PER_SECOND", "1000")
                                .set("VS_GAME_PATTERNS_ECHO", "^took (?P<command>.*)$")
                                .set("VS_GAME_INPUT_GAP", "0ms")
                                .game(
                                        "echo ready; while read -r line; do echo \"took $line\";"
                                                + " done")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            for (int i = 0; i < count; i++) {
                client.command("say " + i, "s" + i);
            }
            client.receipts("s" + (count - 1));
            client.command("", "empty");
            client.receipts("empty");
            Rest.of(gateway).post("/api/v1alpha1/server/restart", "");
            await().until(() -> records(file).size() == 3 * count + 1);
            await().until(() -> records(refused).size() == 1);
        }

        // What was refused has a file of its own.
        List<JsonNode> records = records(file);
        records.addAll(records(refused));
        assertThat(Files.list(file.getParent())).hasSizeGreaterThan(3);
        for (int i = 0; i < count; i++) {
            String id = "s" + i;
            assertThat(
                            records.stream()
                                    .filter(r -> r.path("id").asText().equals(id))
                                    .map(r -> r.path("result").asText()))
                    .containsExactly("accepted", "written", "confirmed");
        }
        assertThat(records)
                .anyMatch(r ->
                        r.path("id").asText().equals("empty")
                                && r.path("reason").asText().equals("the command is empty"))
                .anyMatch(r ->
                        r.path("event").asText().equals("server")
                                && r.path("action").asText().equals("restart"))
                .allMatch(r ->
                        r.path("caller").asText().equals("admin-key")
                                && r.path("address").asText().equals("127.0.0.1"));
    }

    @Test
    void what_was_refused_drives_out_nothing_that_was_done() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_AUDIT_REMEMBERED", "40")
                                .set("VS_AUDIT_MAX_BYTES", "4K")
                                .set("VS_AUDIT_KEPT", "1")
                                .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                                .set("VS_CONSOLE_COMMANDS_PER_SECOND", "10000")
                                .demo("--rate 0 --start-time 10ms")
                                .start();
                Client admin = Client.admin(gateway);
                Client monitor =
                        Client.console(
                                gateway,
                                "format=json&history_lines=1&api_key=" + GatewayProcess.MONITOR)) {
            admin.command("/time", "done");
            admin.receipts("done");

            for (int i = 0; i < 3000; i++) {
                monitor.command("/stop " + i, "m" + i);
            }
            monitor.receipts("m2999");
            for (int i = 0; i < 300; i++) {
                admin.command("no slash " + i, "a" + i);
            }
            admin.receipts("a299");

            Rest rest = Rest.of(gateway);
            JsonNode audit = rest.get("/api/v1alpha1/audit?limit=1000");
            assertThat(audit)
                    .filteredOn(r -> r.path("id").asText().equals("done"))
                    .extracting(r -> r.path("result").asText())
                    .containsExactly("confirmed", "written", "accepted");
            // A quarter as many as of the others, and none of a role that may never send any.
            assertThat(audit)
                    .filteredOn(r -> r.path("result").asText().equals("rejected"))
                    .hasSize(10)
                    .allMatch(r -> r.path("caller").asText().equals("admin-key"));
            assertThat(rest.metric("vs_audit_left_out")).isGreaterThanOrEqualTo(3000);
            assertThat(gateway.data().resolve("audit.log"))
                    .content()
                    .contains("\"id\":\"done\"")
                    .doesNotContain("rejected");
        }
    }

    @Test
    void a_second_gateway_that_would_write_the_same_file_does_not_start() throws Exception {
        Path file = folder.resolve("audit.log");
        try (GatewayProcess first =
                GatewayProcess.with()
                        .set("VS_AUDIT_FILE", file.toString())
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            try (GatewayProcess second =
                    GatewayProcess.with().set("VS_AUDIT_FILE", file.toString()).launch()) {
                assertThat(second.awaitExit(Duration.ofSeconds(60))).isNotZero();
                assertThat(second.errors())
                        .singleElement()
                        .asString()
                        .contains(
                                "another gateway (pid " + first.handle().pid() + ")",
                                file.toString(),
                                "VS_AUDIT_FILE");
            }
            assertThat(first.isAlive()).isTrue();
        }
        try (GatewayProcess next =
                GatewayProcess.with()
                        .set("VS_AUDIT_FILE", file.toString())
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            assertThat(next.complaints()).isEmpty();
        }
    }

    @Test
    void nobody_else_may_read_the_files_whatever_the_umask_says() throws IOException {
        Path data = folder.resolve("made").resolve("data");
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_DATA_DIR", data.toString())
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            Rest rest = Rest.of(gateway);
            await().until(() -> rest.get("/api/v1alpha1/server").path("ready").asBoolean());
            rest.post("/api/v1alpha1/console/command", "{\"command\":\"/time\"}");
            rest.request().post("/api/v1alpha1/server/start").then().statusCode(409);
            await().until(() -> Files.exists(data.resolve("audit-refused.log")));

            assertThat(permissions(data.getParent())).isEqualTo("rwx------");
            assertThat(permissions(data)).isEqualTo("rwx------");
            for (String file :
                    List.of(
                            "audit.log",
                            "audit-refused.log",
                            "audit.log.lock",
                            "gateway.lock",
                            "game.pid")) {
                assertThat(permissions(data.resolve(file))).as(file).isEqualTo("rw-------");
            }
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /// Of all files, the oldest first.
    private static List<JsonNode> records(Path file) throws IOException {
        var records = new ArrayList<JsonNode>();
        for (int i = 1000; i >= 0; i--) {
            Path part = i == 0 ? file : file.resolveSibling(file.getFileName() + "." + i);
            if (Files.exists(part)) {
                Files.readAllLines(part).forEach(line -> records.add(Client.parse(line)));
            }
        }
        return records;
    }
}
