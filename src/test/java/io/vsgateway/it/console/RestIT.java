package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The REST interface of the packaged gateway, with the simulated game behind it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestIT {
    private static final String API = "/api/v1alpha1";
    private static GatewayProcess gateway;
    private static Rest admin;
    private static Rest monitor;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_OPS_READY_NEEDS_GAME", "true")
                        .set("VS_CONSOLE_COMMANDS_PER_SECOND", "1000")
                        .demo("--rate 0 --start-time 50ms --save-time 50ms")
                        .start();
        admin = Rest.of(gateway);
        monitor = new Rest(gateway, GatewayProcess.MONITOR);
        try (Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            client.command("/demo flood 50", "fill");
            client.expect("flood line 50 of 50");
            client.command("/demo exception", "bad");
            client.expect("[Server Error]");
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void history_gives_the_last_lines_and_pages_in_both_directions() {
        JsonNode last = admin.get(API + "/console/history?lines=5&grep=flood line");
        assertThat(texts(last)).hasSize(5).last().asString().contains("flood line 50 of 50");
        assertThat(last.path("has_more").asBoolean()).isTrue();

        String first = last.path("lines").get(0).path("id").asText();
        JsonNode before = admin.get(API + "/console/history?lines=2&before=" + first);
        assertThat(texts(before).getLast()).contains("flood line 45 of 50");

        JsonNode after = admin.get(API + "/console/history?lines=2&after=" + first);
        assertThat(texts(after).getFirst()).contains("flood line 47 of 50");
    }

    @Test
    void history_can_be_narrowed_by_level() {
        JsonNode errors = admin.get(API + "/console/history?level=error");

        assertThat(errors.path("lines")).isNotEmpty();
        errors.path("lines")
                .forEach(line -> assertThat(line.path("level").asText()).isIn("error", "fatal"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lines=0",
                "lines=10001",
                "lines=x",
                "before=what",
                "after=-1",
                "level=loud",
                "grep=(",
                "grep=(a{100}){100}"
            })
    void parameters_out_of_bounds_are_problems(String parameter) {
        String[] named = parameter.split("=", 2);
        assertProblem(
                admin.request().queryParam(named[0], named[1]).get(API + "/console/history"), 400);
    }

    @Test
    void a_hostile_expression_is_answered_all_the_same() {
        Response response =
                admin.request().queryParam("grep", "(x+x+)+y$").get(API + "/console/history");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void the_buffer_can_be_downloaded_as_text_and_as_json() {
        Response text = admin.request().get(API + "/console/download");
        assertThat(text.header("Content-Disposition")).contains("attachment", "console.log");
        assertThat(text.asString().lines().filter(line -> line.contains("flood line")))
                .hasSizeGreaterThanOrEqualTo(50);
        assertThat(text.asString().lines()).allMatch(line -> line.startsWith("["));

        Response json = admin.request().get(API + "/console/download?format=json");
        json.asString()
                .lines()
                .forEach(line -> assertThat(Client.parse(line).has("text")).isTrue());
        assertProblem(admin.request().get(API + "/console/download?format=xml"), 400);
    }

    @Test
    void a_command_is_queued_and_audited() {
        JsonNode receipt =
                admin.post(API + "/console/command", "{\"command\":\"/time\",\"id\":\"rest-1\"}");

        assertThat(receipt.path("status").asText()).isEqualTo("accepted");
        assertThat(receipt.path("id").asText()).isEqualTo("rest-1");
        await().untilAsserted(() ->
                assertThat(admin.request().get(API + "/audit").asString())
                        .contains("\"rest-1\"", "\"confirmed\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\":\"\"}|422",
                "{\"command\":\"/op me\"}|422",
                "{\"command\":\"hello\"}|422",
                "{\"command\":\"/a\\n/b\"}|422",
                "{}|400",
                "[]|400",
                "{|400",
                "{\"command\":\"/time\",\"id\":\"\"}|400"
            })
    void commands_that_are_not_taken_are_problems(String body, int status) {
        assertProblem(
                admin.request()
                        .contentType("application/json")
                        .body(body)
                        .post(API + "/console/command"),
                status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/history", "/console/download", "/audit"})
    void a_monitor_may_not_read_the_console_nor_the_audit(String path) {
        assertProblem(monitor.request().get(API + path), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart", "kill"})
    void a_monitor_may_not_touch_the_game(String action) {
        assertProblem(monitor.request().post(API + "/server/" + action), 403);
    }

    @Test
    void a_monitor_sees_how_the_game_is_but_not_what_it_said() {
        JsonNode server = monitor.get(API + "/server");

        assertThat(server.path("state").asText()).isNotEmpty();
        assertThat(server.path("last_run").has("last_lines")).isFalse();
    }

    @Test
    void without_a_key_nothing_is_told() {
        assertProblem(new Rest(gateway, "wrong").request().get(API + "/server"), 401);
        assertProblem(admin.request().get(API + "/nothing"), 404);
    }

    @Test
    void the_openapi_document_describes_every_operation() {
        JsonNode paths =
                Client.parse(admin.request().get("/q/openapi?format=json").asString())
                        .path("paths");

        for (String path :
                List.of(
                        "/auth/ws-token",
                        "/auth/me",
                        "/console/history",
                        "/console/download",
                        "/console/command",
                        "/server",
                        "/server/start",
                        "/server/stop",
                        "/server/restart",
                        "/server/kill",
                        "/audit")) {
            JsonNode operations = paths.path(API + path);
            assertThat(operations.isMissingNode()).as(path).isFalse();
            operations.forEach(operation -> {
                assertThat(operation.path("summary").asText()).as(path).isNotEmpty();
                assertThat(operation.path("responses").size()).as(path).isGreaterThan(1);
            });
        }
    }

    @Test
    @Order(1)
    void health_tells_of_the_game() {
        for (String kind : List.of("live", "ready", "started")) {
            assertThat(admin.request().get("/q/health/" + kind).statusCode())
                    .as(kind)
                    .isEqualTo(200);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void the_game_is_stopped_started_restarted_and_killed() {
        assertProblem(admin.request().post(API + "/server/start"), 409);
        long pid = admin.get(API + "/server").path("pid").asLong();

        assertThat(admin.post(API + "/server/stop", "").path("state").asText())
                .isIn("stopping", "running");
        awaitState("stopped");
        JsonNode last = admin.get(API + "/server").path("last_run");
        assertThat(last.path("pid").asLong()).isEqualTo(pid);
        assertThat(last.path("wanted").asBoolean()).isTrue();
        assertThat(last.path("exit_code").asInt()).isZero();
        assertThat(last.path("last_lines")).isNotEmpty();
        assertThat(admin.request().get("/q/health/ready").statusCode()).isEqualTo(503);
        assertThat(admin.request().get("/q/health/live").statusCode()).isEqualTo(200);
        assertProblem(admin.request().post(API + "/server/stop"), 409);

        admin.post(API + "/server/start", "");
        awaitState("running");
        admin.post(API + "/server/restart", "");
        await().until(() -> admin.get(API + "/server").path("runs").size() == 2);
        awaitState("running");
        admin.post(API + "/server/kill", "");
        awaitState("stopped");
        assertThat(admin.get(API + "/server").path("last_run").path("exit_code").asInt())
                .isEqualTo(137);
        assertThat(admin.metric("vs_game_restarts_total")).isZero();
    }

    private static void awaitState(String state) {
        await().until(() -> admin.get(API + "/server").path("state").asText().equals(state));
    }

    private static void assertProblem(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        JsonNode problem = Client.parse(response.asString());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).isNotEmpty();
        assertThat(problem.path("instance").asText()).startsWith(API);
    }

    private static List<String> texts(JsonNode history) {
        return history.path("lines").findValuesAsText("text");
    }
}
