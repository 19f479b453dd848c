package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a monitor sees of the console when the operator allows it, and that it may do nothing.
class MonitorViewIT {
    private static final List<String> PRIVATE =
            List.of(
                    "192.0.2.77",
                    "203.0.113.9",
                    "2001:db8::17",
                    "6dff07bf-0000",
                    "q83vEjRWeJCrze8SNFZ4kA==",
                    "hunter2",
                    "xyzzy42");
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .set("VS_CONSOLE_COMMANDS_PER_SECOND", "100")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
        try (Client admin = Client.admin(gateway)) {
            admin.expect("game is ready");
            admin.command("/announce joins from 192.0.2.77 and [::ffff:203.0.113.9]:43212", "1");
            admin.command("/announce joins from [2001:db8::17]:41206 at 10:15:30", "2");
            admin.command(
                    "/announce Client 1 uid 6dff07bf-0000 attempting identification. Name: Erney",
                    "3");
            admin.command("/announce uids are like q83vEjRWeJCrze8SNFZ4kA== here", "4");
            admin.command("/serverconfig password hunter2", "5");
            admin.command("/announce token=xyzzy42 end of private things", "6");
            admin.expect("Message to all in group 0: token=xyzzy42");
        }
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=json", "format=text"})
    void a_monitor_sees_lines_with_private_things_masked(String format) {
        try (Client monitor =
                Client.console(gateway, format + "&api_key=" + GatewayProcess.MONITOR)) {
            List<String> seen =
                    monitor.until(m -> m.contains("Message to all in group 0: token=***"));

            String all = String.join("\n", seen);
            assertThat(all)
                    .contains(
                            "joins from *** and [***]:43212",
                            "at 10:15:30",
                            "Name: Erney",
                            "password ***");
            assertThat(all).doesNotContain(PRIVATE);
        }
    }

    @Test
    void an_admin_sees_them_as_they_are() {
        try (Client admin = Client.admin(gateway)) {
            List<String> seen =
                    admin.until(m -> m.contains("Message to all in group 0: token=xyzzy42"));

            assertThat(String.join("\n", seen)).contains(PRIVATE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"history?lines=10000", "download", "download?format=json"})
    void a_monitor_reads_masked_lines_over_rest(String path) {
        String all = monitor().request().get("/api/v1alpha1/console/" + path).asString();

        assertThat(all).contains("end of private things").doesNotContain(PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "192\\.0\\.2", "xyzzy"})
    void a_monitor_cannot_grep_for_what_is_masked(String grep) {
        String body =
                monitor()
                        .request()
                        .queryParam("grep", grep)
                        .get("/api/v1alpha1/console/history")
                        .asString();

        assertThat(Client.parse(body).path("lines")).isEmpty();
    }

    @Test
    void the_audit_masks_secrets() {
        String audit = Rest.of(gateway).request().get("/api/v1alpha1/audit?limit=1000").asString();

        assertThat(audit)
                .contains("/serverconfig password ***")
                .doesNotContain("hunter2", "xyzzy42");
    }

    @Test
    void a_monitor_may_not_send_commands() {
        try (Client monitor =
                Client.console(
                        gateway, "format=json&history_lines=1&api_key=" + GatewayProcess.MONITOR)) {
            monitor.command("/announce by the monitor", "m");

            JsonNode receipt = monitor.json(m -> m.path("type").asText().equals("receipt"));
            assertThat(receipt.path("status").asText()).isEqualTo("rejected");
            assertThat(receipt.path("reason").asText()).isEqualTo("the role may not send commands");
            try (Client admin = Client.admin(gateway)) {
                admin.command("/announce by the admin", "a");
                assertThat(admin.until(m -> m.contains("Message to all in group 0: by the admin")))
                        .noneMatch(m -> m.contains("by the monitor"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1alpha1/console/command",
                "POST /api/v1alpha1/server/start",
                "POST /api/v1alpha1/server/stop",
                "POST /api/v1alpha1/server/restart",
                "POST /api/v1alpha1/server/kill",
                "GET /api/v1alpha1/audit"
            })
    void a_monitor_may_not_do_it_over_rest_either(String call) {
        String[] words = call.split(" ");
        var request = monitor().request();
        if (words[0].equals("POST")) {
            request.contentType("application/json").body("{\"command\":\"/time\"}");
        }

        request.request(words[0], words[1])
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        assertThat(Rest.of(gateway).get("/api/v1alpha1/server").path("state").asText())
                .isEqualTo("running");
    }

    @Test
    void a_monitor_sees_the_state_of_the_game_without_its_lines() {
        JsonNode server = monitor().get("/api/v1alpha1/server");

        assertThat(server.path("state").asText()).isEqualTo("running");
        assertThat(server.toString()).doesNotContain("last_lines");
    }

    @Test
    void a_ticket_of_a_monitor_is_a_monitor() {
        String ticket = monitor().post("/api/v1alpha1/auth/ws-token", "").path("token").asText();
        try (Client monitor = Client.console(gateway, "token=" + ticket)) {
            assertThat(monitor.until(m -> m.contains("Message to all in group 0: token=***")))
                    .isNotEmpty();
        }
    }

    private static Rest monitor() {
        return new Rest(gateway, GatewayProcess.MONITOR);
    }
}
