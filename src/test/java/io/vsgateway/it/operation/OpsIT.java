package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.DocTables;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Health, metrics and the description of the REST interface.
class OpsIT {
    /// What needs no credential.
    private static final Set<String> OPEN =
            Set.of(
                    "/api/v1alpha1/terminal/settings get",
                    "/ws/health get",
                    "/health/websocket get",
                    "/api/v1/websocket/health get");

    private static final List<String> METHODS =
            List.of("get", "post", "put", "delete", "patch", "head", "options");
    private static GatewayProcess gateway;
    private static Rest rest;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_OPS_READY_NEEDS_GAME", "true")
                        .demo("--rate 0 --start-time 10ms --save-time 10ms")
                        .start();
        rest = Rest.of(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
    }

    @Test
    void readiness_follows_the_game_where_the_operator_wants_it_and_liveness_never_does() {
        await().until(() -> health("ready") == 200);
        assertThat(health("started")).isEqualTo(200);

        rest.post("/api/v1alpha1/server/stop", "");

        await().until(() -> health("ready") == 503);
        assertThat(health("live")).isEqualTo(200);
        assertThat(health("started")).isEqualTo(200);
        // One that is being stopped is not ready either.
        await().until(() ->
                rest.get("/api/v1alpha1/server").path("state").asText().equals("stopped"));
        rest.post("/api/v1alpha1/server/start", "");
        await().until(() -> health("ready") == 200);
    }

    @Test
    void readiness_does_not_follow_the_game_otherwise() {
        try (GatewayProcess other =
                GatewayProcess.with()
                        .game("exit 1")
                        .set("VS_GAME_RESTART_ENABLED", "false")
                        .start()) {
            Rest of = Rest.of(other);
            await().until(() ->
                    of.get("/api/v1alpha1/server").path("state").asText().equals("crashed"));

            assertThat(of.request().get("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(of.request().get("/q/health/started").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void every_documented_metric_is_there() {
        String all = rest.request().get("/q/metrics").asString();

        for (List<String> row : DocTables.rows("operations.md", "## Metrics")) {
            String family = row.getFirst().replaceFirst("_total$", "");
            assertThat(all)
                    .containsPattern("(?m)^" + row.getFirst() + "[ {]")
                    .contains("# TYPE " + family + " " + row.get(1) + "\n")
                    .contains("# HELP " + family + " ");
        }
    }

    @Test
    void metrics_count_what_happens() {
        await().until(() -> health("ready") == 200);
        try (Client client = Client.admin(gateway)) {
            client.command("/time", "t");
            client.receipts("t");
            client.command("stop", "s");
            client.receipts("s");

            assertThat(rest.metric("vs_connections{role=\"admin\"}")).isEqualTo(1);
            assertThat(rest.metric("vs_commands_total{status=\"confirmed\"}")).isPositive();
            assertThat(rest.metric("vs_commands_total{status=\"rejected\"}")).isPositive();
            assertThat(rest.metric("vs_console_lines_in")).isPositive();
            assertThat(rest.metric("vs_console_lines_out")).isPositive();
            assertThat(rest.metric("vs_sent_bytes")).isPositive();
            assertThat(rest.metric("vs_game_ready")).isEqualTo(1);
            assertThat(rest.metric("vs_game_state{state=\"running\"}")).isEqualTo(1);
        }
    }

    @Test
    void requests_are_counted_by_what_they_are_for_and_how_they_end() {
        String api = "vs_http_requests_total{area=\"api\",status=\"2xx\"}";
        String none = "vs_http_requests_total{area=\"page\",status=\"4xx\"}";
        double good = rest.metric(api);
        double missed = rest.metric(none);
        double took = rest.metric("vs_http_request_seconds_total{area=\"api\"}");

        rest.get("/api/v1alpha1/server");
        rest.request().get("/no-such-file.js").then().statusCode(404);

        // An answer is counted when it has been written, which may be after it was read.
        await().until(() -> rest.metric(api) == good + 1);
        await().until(() -> rest.metric(none) == missed + 1);
        assertThat(rest.metric("vs_http_request_seconds_total{area=\"api\"}")).isGreaterThan(took);
    }

    @Test
    void every_path_of_the_interface_is_described() {
        JsonNode document = Client.parse(rest.request().get("/q/openapi?format=json").asString());
        JsonNode paths = document.path("paths");

        assertThat(document.at("/components/schemas/Problem/properties/detail").isObject())
                .isTrue();
        assertThat(paths.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "/api/v1alpha1/auth/me",
                        "/api/v1alpha1/auth/session",
                        "/api/v1alpha1/auth/ws-token",
                        "/api/v1alpha1/audit",
                        "/api/v1alpha1/console/command",
                        "/api/v1alpha1/console/commands",
                        "/api/v1alpha1/console/commands/verdicts",
                        "/api/v1alpha1/console/download",
                        "/api/v1alpha1/console/history",
                        "/api/v1alpha1/gateway",
                        "/api/v1alpha1/gateway/restart",
                        "/api/v1alpha1/schedules",
                        "/api/v1alpha1/server",
                        "/api/v1alpha1/server/countdown",
                        "/api/v1alpha1/server/kill",
                        "/api/v1alpha1/server/load/history",
                        "/api/v1alpha1/server/runs/{pid}",
                        "/api/v1alpha1/server/restart",
                        "/api/v1alpha1/server/start",
                        "/api/v1alpha1/server/stop",
                        "/api/v1alpha1/terminal/settings",
                        "/api/v1alpha1/auth/revocations",
                        "/api/v1alpha1/moderation/bans",
                        "/api/v1alpha1/moderation/mutes",
                        "/api/v1alpha1/combat",
                        "/api/v1alpha1/combat/{id}",
                        "/api/v1alpha1/combat/{id}/{step}",
                        "/api/v1alpha1/connections/{id}",
                        "/api/v1alpha1/publish",
                        "/api/v1alpha1/rooms",
                        "/api/v1alpha1/rooms/{room}/users",
                        "/api/v1alpha1/rooms/{room}/users/{user}",
                        "/api/v1alpha1/topics",
                        "/api/v1alpha1/topics/{topic}/events/{event_id}",
                        "/api/v1alpha1/topics/{topic}/history",
                        "/api/v1alpha1/topics/{topic}/members/{user}",
                        "/api/v1alpha1/topics/{topic}/presence",
                        "/api/v1alpha1/users",
                        "/api/v1alpha1/users/{user}",
                        "/api/v1alpha1/users/{user}/connections",
                        "/api/v1alpha1/users/{user}/topics/{topic}",
                        "/api/v1alpha1/world/positions",
                        "/api/v1alpha1/callers",
                        "/api/v1alpha1/callers/{id}",
                        "/api/v1/websocket/health",
                        "/api/v1/websocket/metrics",
                        "/health/websocket",
                        "/ws/health",
                        "/ws/stats");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (String method : METHODS) {
                JsonNode operation = path.getValue().path(method);
                if (!operation.isMissingNode()) {
                    assertDescribed(path.getKey() + " " + method, operation);
                }
            }
        }
    }

    private static void assertDescribed(String what, JsonNode operation) {
        assertThat(operation.path("summary").asText()).as(what + " summary").isNotEmpty();
        assertThat(operation.path("description").asText()).as(what + " description").isNotEmpty();
        assertThat(operation.path("operationId").asText()).as(what + " operationId").isNotEmpty();
        for (JsonNode parameter : operation.path("parameters")) {
            assertThat(parameter.path("description").asText())
                    .as(what + " " + parameter)
                    .isNotEmpty();
        }
        JsonNode responses = operation.path("responses");
        for (String status : List.of("401", "403", "429")) {
            assertThat(responses.has(status))
                    .as(what + " " + status)
                    .isNotEqualTo(OPEN.contains(what));
        }
        boolean takesBody = operation.has("requestBody");
        assertThat(responses.has("413")).as(what + " 413").isEqualTo(takesBody);
        assertThat(responses.has("415")).as(what + " 415").isEqualTo(takesBody);
        if (takesBody || operation.has("parameters")) {
            assertThat(responses.has("400")).as(what + " 400").isTrue();
        }
        assertThat(operation.path("security").isEmpty())
                .as(what + " security")
                .isEqualTo(OPEN.contains(what));
        assertThat(responses.properties().stream().anyMatch(r -> r.getKey().startsWith("2")))
                .as(what + " 2xx")
                .isTrue();
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            assertThat(response.getValue().path("description").asText())
                    .as(what + " " + response.getKey())
                    .isNotEmpty();
            JsonNode content = response.getValue().path("content");
            // A body that is too large is refused before it comes to any method.
            assertThat(content.isMissingNode() && response.getKey().compareTo("400") >= 0)
                    .as(what + " " + response.getKey())
                    .isEqualTo(response.getKey().equals("413"));
            if (content.has("application/problem+json")) {
                assertThat(content.at("/application~1problem+json/schema/$ref").asText())
                        .as(what + " " + response.getKey())
                        .isEqualTo("#/components/schemas/Problem");
            }
        }
    }

    private static int health(String kind) {
        return rest.request().get("/q/health/" + kind).statusCode();
    }
}
