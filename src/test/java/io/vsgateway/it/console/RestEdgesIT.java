package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the REST interface refuses, and what it must stand.
class RestEdgesIT {
    private static final String HISTORY = "/api/v1alpha1/console/history";
    private static final String COMMAND = "/api/v1alpha1/console/command";
    private static final String SERVER = "/api/v1alpha1/server";
    private static GatewayProcess gateway;
    private static Rest rest;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_CONSOLE_COMMANDS_PER_SECOND", "20")
                        .demo("--rate 0 --start-time 10ms --save-time 10ms")
                        .start();
        rest = Rest.of(gateway);
        try (Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            client.command("/demo exception", "e");
            client.receipts("e");
            client.command("/demo flood 300", "f");
            client.expect("flood line 300 of 300");
        }
    }

    @AfterAll
    static void stop() {
        try (var _ = gateway) {
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lines=0 | lines must be a number from 1 to 10000.",
                "lines=10001 | lines must be a number from 1 to 10000.",
                "level=loud | level must be",
                "grep=( | grep is not taken",
                "grep=(a{1000}){1000} | grep is not taken",
                "grep=(((a{100}){100}){100}){100} | grep is not taken",
                "grep=(?=look) | grep is not taken",
                "before=nonsense | before is not the id",
                "after=-1 | after is not the id"
            })
    void a_parameter_out_of_bounds_is_a_problem(String query, String detail) {
        int equals = query.indexOf('=');
        var response =
                rest.request()
                        .queryParam(query.substring(0, equals), query.substring(equals + 1))
                        .get(HISTORY)
                        .then();

        problem(response, 400).body("detail", containsString(detail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a|aa)+$", "(.*)*x", "^(([a-z0-9:. ])+.)+[A-Z]$", "(x+x+)+y", ".{1,900}?Q"})
    void a_hostile_expression_does_not_hold_up_anybody(String grep) {
        rest.request()
                .queryParam("grep", grep)
                .queryParam("lines", 10000)
                .get(HISTORY)
                .then()
                .statusCode(200);
    }

    @Test
    void an_expression_of_300_characters_is_too_long() {
        problem(rest.request().queryParam("grep", "a".repeat(300)).get(HISTORY).then(), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stop", "no slash", "", "/time\\n/stop"})
    void a_command_against_the_rules_is_422(String command) {
        problem(post("{\"command\":\"" + command + "\"}"), 422)
                .body("detail", startsWith("The command was rejected: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "{\"command\":null}",
                "{\"command\":{}}",
                "{\"command\":\"/time\",\"id\":\"\"}",
                "null"
            })
    void a_body_that_is_no_command_is_400(String body) {
        problem(post(body), 400);
    }

    @Test
    void a_body_of_another_kind_is_refused() {
        problem(rest.request().contentType("text/plain").body("/time").post(COMMAND).then(), 415);
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_comes() throws IOException {
        // Who sends it all the same may find the connection closed before the answer is read.
        String head =
                """
                POST %s HTTP/1.1
                Host: x
                X-API-Key: %s
                Content-Type: application/json
                Content-Length: 400000

                """
                        .formatted(COMMAND, GatewayProcess.ADMIN)
                        .replace("\n", "\r\n");
        try (var socket = new Socket(rest.gateway().host(), rest.gateway().port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 413".length());

            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    /// The end of the class sees that the log has no complaint.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 40\r\n\r\n{\"comm",
                "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"comm"
            })
    void who_leaves_in_the_middle_of_a_body_is_worth_no_error(String begun) throws IOException {
        String request =
                "POST "
                        + COMMAND
                        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-API-Key: "
                        + GatewayProcess.ADMIN
                        + "\r\n"
                        + begun;
        for (int i = 0; i < 200; i++) {
            try (var socket = new Socket(gateway.host(), gateway.port())) {
                // Every second one is reset, and is gone before its request is read.
                socket.setSoLinger(i % 2 == 0, 0);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            }
        }

        assertThat(state()).isEqualTo("running");
    }

    @Test
    void commands_beyond_the_rate_are_429() {
        // Another test may have used some of the rate, and a slow machine may not get beyond it.
        await().untilAsserted(() -> {
            List<Integer> statuses =
                    IntStream.range(0, 60)
                            .parallel()
                            .map(_ -> post("{\"command\":\"no slash\"}").extract().statusCode())
                            .distinct()
                            .boxed()
                            .toList();
            assertThat(statuses).contains(429).isSubsetOf(422, 429);
        });
        await().until(() -> post("{\"command\":\"no slash\"}").extract().statusCode() == 422);
    }

    @Test
    void what_was_asked_of_the_game_is_audited_whether_it_was_done_or_not() {
        problem(rest.request().post(SERVER + "/start").then(), 409)
                .body("detail", containsString("already running"));
        rest.post(SERVER + "/stop", "");
        await().until(() -> state().equals("stopped"));
        problem(rest.request().post(SERVER + "/stop").then(), 409)
                .body("detail", containsString("not running"));
        problem(rest.request().post(SERVER + "/kill").then(), 409);
        problem(post("{\"command\":\"/time\"}"), 422).body("detail", containsString("not running"));
        rest.post(SERVER + "/restart", "");
        await().until(() -> rest.get(SERVER).path("ready").asBoolean());

        assertThat(rest.get("/api/v1alpha1/audit?limit=1000"))
                .filteredOn(r -> r.path("event").asText().equals("server"))
                .extracting(r -> r.path("action").asText() + " " + r.path("result").asText())
                .containsExactly(
                        "restart accepted",
                        "kill rejected",
                        "stop rejected",
                        "stop accepted",
                        "start rejected");
    }

    @Test
    void errors_are_problems_everywhere() {
        problem(rest.request().get("/api/v1alpha1/nothing").then(), 404);
        problem(rest.request().delete(SERVER).then(), 405);
        problem(rest.request().get("/api/v1alpha1/audit?limit=0").then(), 400)
                .body("detail", equalTo("limit must be a number from 1 to 100000."));
        for (String id : List.of("", "x".repeat(65))) {
            problem(post("{\"command\":\"/time\",\"id\":\"" + id + "\"}"), 400)
                    .body("detail", equalTo("id must have 1 to 64 characters."));
        }
        problem(rest.request().get("/api/v1alpha1/audit?limit=x").then(), 400);
        problem(rest.request().get(HISTORY + "?lines=x").then(), 400);
        for (String path :
                List.of(
                        HISTORY,
                        SERVER,
                        "/api/v1alpha1/console/download",
                        "/api/v1alpha1/audit",
                        "/api/v1alpha1/auth/me")) {
            problem(new Rest(gateway, "wrong").request().get(path).then(), 401);
        }
        for (String path :
                List.of(HISTORY, "/api/v1alpha1/console/download", "/api/v1alpha1/audit")) {
            problem(new Rest(gateway, GatewayProcess.MONITOR).request().get(path).then(), 403);
        }
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", equalTo("about:blank"))
                .body("title", not(emptyString()))
                .body("detail", not(emptyString()))
                .body("instance", startsWith("/api/v1alpha1/"));
    }

    private static ValidatableResponse post(String body) {
        return rest.request().contentType("application/json").body(body).post(COMMAND).then();
    }

    private static String state() {
        return rest.get(SERVER).path("state").asText();
    }
}
