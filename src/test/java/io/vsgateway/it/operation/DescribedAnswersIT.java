package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vsgateway.JsonSchema;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a gateway answers over REST is what `/q/openapi` says.
class DescribedAnswersIT {
    /// All times are of milliseconds.
    private static final Pattern TOO_EXACT = Pattern.compile("T[0-9:]{8}[.][0-9]{4,9}Z");

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    private Rest rest;
    private JsonNode document;

    @Test
    void every_answer_is_described() {
        try (GatewayProcess running =
                        Player.gateway("framed")
                                .set("VS_SCHEDULE_TABLE", "0 4 * * * restart")
                                .start();
                Client console = Client.admin(running);
                Player ada = Player.connect(running, "/ws?topics=room:one", "ada");
                Player bob = Player.connect(running, "/ws?topics=room:one", "bob")) {
            rest = Rest.of(running);
            document = rest.get("/q/openapi?format=json");
            console.expect("joins");
            ada.await("connected");
            bob.await("connected");

            channels();
            moderation();
            combats();
            access();
            game();
            whatIsWrong();
        }
    }

    private void channels() {
        JsonNode placed =
                post("publish", "{'room':'one','event':{'type':'note','n':1}}").path("event_id");
        assertThat(placed.isTextual()).isTrue();
        post(
                "publish",
                "{'publications':[{'all':true,'event':{'type':'note'}},{'room':'a b','event':{}}]}");
        get("topics");
        get("topics/{topic}/history", "room:one");
        get("topics/{topic}/presence", "room:one");
        get("rooms");
        get("rooms/{room}/users", "one");
        get("users");
        get("users?limit=1");
        String id = get("users/{user}", "ada").at("/connections/0/connection_id").asText();
        get("connections/{id}", id);
        call("put", "rooms/{room}/users/{user}", null, "two", "ada");
        call("delete", "rooms/{room}/users/{user}", null, "two", "ada");
        call("put", "users/{user}/topics/{topic}", null, "ada", "room:three");
        call("delete", "users/{user}/topics/{topic}", null, "ada", "room:three");
        call("put", "topics/{topic}/members/{user}", null, "chat:party:p", "ada");
        call("delete", "topics/{topic}/members/{user}", null, "chat:party:p", "ada");
        call("post", "world/positions", "{'zone':'here','moves':[{'user_id':'ada','x':1,'y':2}]}");
        call("delete", "topics/{topic}/events/{event_id}", null, "room:one", placed.asText());
        for (String path :
                List.of(
                        "/ws/health",
                        "/ws/stats",
                        "/health/websocket",
                        "/api/v1/websocket/health",
                        "/api/v1/websocket/metrics")) {
            get(path);
        }
    }

    private void moderation() {
        for (String kind : List.of("bans", "mutes")) {
            post("moderation/" + kind, "{'user_id':'eve','seconds':60,'reason':'a test'}");
            get("moderation/" + kind);
            call("delete", "moderation/" + kind + "?user_id=eve", null);
        }
        post("auth/revocations", "{'jti':'a-token','seconds':60}");
    }

    private void combats() {
        post(
                "combat",
                "{'id':'c1','participants':[{'user_id':'ada','name':'Ada'},{'user_id':'bob','name':'Bob'}]}");
        get("combat");
        get("combat/{id}", "c1");
        call("post", "combat/{id}/{step}", "{}", "c1", "pause");
        call("delete", "combat/{id}", null, "c1");
    }

    private void access() {
        get("auth/me");
        post("auth/ws-token", null);
        get("callers");
        String console =
                get("callers")
                        .path("callers")
                        .valueStream()
                        .filter(one -> one.path("role").asText().equals("admin"))
                        .findFirst()
                        .orElseThrow()
                        .path("connection_id")
                        .asText();
        call("delete", "callers/{id}", null, console);
        get("audit?limit=20");
        call("delete", "users/{user}/connections", null, "bob");
    }

    private void game() {
        post("console/command", "{'command':'/time','id':'t1'}");
        await().ignoreExceptions().until(() -> get("console/command?id=t1") != null);
        get("console/commands");
        post("console/commands/verdicts", "{'commands':['/time','/stop']}");
        get("console/history?lines=5");
        get("server");
        get("server/load/history");
        get("schedules");
        get("gateway");
        get("terminal/settings");
        post("server/stop?in_seconds=600", null);
        get("server");
        call("delete", "server/countdown", null);
        post("server/kill", null);
        await().until(() -> get("server").path("state").asText().equals("stopped"));
        long pid = get("server").at("/runs/0/pid").asLong();
        get("server/runs/{pid}", Long.toString(pid));
        post("server/start", null);
        await().until(() -> get("server").path("ready").asBoolean());
    }

    private void whatIsWrong() {
        refused(400, "get", "users?limit=0", null);
        refused(400, "post", "publish", "{");
        refused(404, "get", "connections/{id}", null, "nobody");
        refused(404, "get", "combat/{id}", null, "none");
        refused(404, "delete", "server/countdown", null);
        Response text = request(null).contentType("text/plain").body("x").post(url("publish"));
        described(operation("post", url("publish")), text, 415);
    }

    private JsonNode get(String path, String... values) {
        return call("get", path, null, values);
    }

    private JsonNode post(String path, String body) {
        return call("post", path, body);
    }

    /// Asks, and holds the answer against the description; its body, if it has one.
    private JsonNode call(String method, String path, String body, String... values) {
        Response answer = asked(method, path, body, values);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.asString())
                .isLessThan(300);
        return described(operation(method, url(path)), answer, answer.statusCode());
    }

    private void refused(int status, String method, String path, String body, String... values) {
        described(operation(method, url(path)), asked(method, path, body, values), status);
    }

    private Response asked(String method, String path, String body, String... values) {
        String url = url(path);
        for (String value : values) {
            url = VARIABLE.matcher(url).replaceFirst(value);
        }
        return request(body).request(method, url);
    }

    private RequestSpecification request(String body) {
        RequestSpecification request = rest.request().urlEncodingEnabled(false);
        return body == null
                ? request
                : request.contentType("application/json").body(body.replace('\'', '"'));
    }

    private static String url(String path) {
        return path.startsWith("/") ? path : "/api/v1alpha1/" + path;
    }

    private JsonNode operation(String method, String url) {
        JsonNode operation =
                document.path("paths").path(url.replaceFirst("\\?.*", "")).path(method);
        assertThat(operation.isMissingNode()).as("%s %s is not described", method, url).isFalse();
        return operation;
    }

    private JsonNode described(JsonNode operation, Response answer, int status) {
        String name = operation.path("operationId").asText();
        assertThat(answer.statusCode()).as("%s: %s", name, answer.asString()).isEqualTo(status);
        JsonNode response = operation.path("responses").path(Integer.toString(status));
        assertThat(response.isMissingNode()).as("%s: %d is not described", name, status).isFalse();
        if (answer.asString().isEmpty()) {
            assertThat(response.has("content")).as("%s %d", name, status).isFalse();
            return null;
        }
        String type = answer.contentType().replaceFirst(";.*", "");
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("%s %d: %s is not described", name, status, type)
                .isFalse();
        assertThat(answer.asString()).doesNotContainPattern(TOO_EXACT);
        JsonNode body = Client.parse(answer.asString());
        assertThat(new JsonSchema(document, true).problems(name, content.path("schema"), body))
                .as("%s", body)
                .isEmpty();
        return body;
    }
}
