package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A stop or restart that comes later, and of which the players are told.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CountdownIT {
    private static final String SERVER = "/api/v1alpha1/server";
    private static final String TELL = "/announce The server goes down in {time}.";

    private GatewayProcess gateway;
    private Rest rest;

    @BeforeAll
    void startGateway() {
        gateway = GatewayProcess.with().demo("--rate 0 --start-time 10ms --save-time 10ms").start();
        rest = Rest.of(gateway);
    }

    @AfterAll
    void endGateway() {
        gateway.close();
    }

    @BeforeEach
    void awaitGame() {
        rest.request().delete(SERVER + "/countdown");
        await().until(() -> !rest.get(SERVER).path("state").asText().equals("stopping"));
        if (!rest.get(SERVER).path("ready").asBoolean()) {
            rest.request().post(SERVER + "/start");
        }
        await().until(() -> rest.get(SERVER).path("ready").asBoolean());
    }

    @Test
    void the_players_are_told_and_then_it_comes() {
        long pid = rest.get(SERVER).path("pid").asLong();
        try (Client client = Client.admin(gateway)) {
            client.expect("game is ready");

            JsonNode asked = post("/restart", 11, TELL).as(JsonNode.class);

            assertThat(asked.path("countdown").path("action").asText()).isEqualTo("restart");
            assertThat(asked.path("countdown").path("by").asText()).isEqualTo("admin-key");
            assertThat(asked.path("stop_seconds").asLong()).isEqualTo(90);
            assertThat(Instant.parse(asked.path("countdown").path("at").asText()))
                    .as("by the clock of the answer")
                    .isBetween(now(asked), now(asked).plusSeconds(11));
            client.expect("The server goes down in 11 seconds.");
            client.expect("The server goes down in 10 seconds.");
            client.expect("Stopped the server!");
        }
        await().until(() -> {
            JsonNode now = rest.get(SERVER);
            return now.path("ready").asBoolean() && now.path("pid").asLong() != pid;
        });
        assertThat(rest.get(SERVER).has("countdown")).isFalse();
        assertThat(rest.get("/api/v1alpha1/audit").findValuesAsText("action"))
                .contains("restart", "restart in 11 seconds");
    }

    private static Instant now(JsonNode status) {
        return Instant.parse(status.path("now").asText());
    }

    @Test
    void it_can_be_called_off_and_another_takes_its_place() {
        post("/stop", 600, "");
        post("/restart", 300, "");
        assertThat(rest.get(SERVER).path("countdown").path("action").asText()).isEqualTo("restart");

        Response cancelled = rest.request().delete(SERVER + "/countdown");

        assertThat(cancelled.statusCode()).isEqualTo(204);
        assertThat(rest.get(SERVER).has("countdown")).isFalse();
        assertThat(rest.request().delete(SERVER + "/countdown").statusCode()).isEqualTo(404);
        assertThat(rest.get(SERVER).path("state").asText()).isEqualTo("running");
    }

    @Test
    void a_time_in_a_body_does_not_end_the_game_at_once() {
        for (String step : List.of("/stop", "/restart")) {
            Response refused =
                    rest.request()
                            .contentType("application/json")
                            .body("{\"in_seconds\":60}")
                            .post(SERVER + step);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.asString()).contains("in_seconds and announce belong into");
        }
        assertThat(rest.get(SERVER).path("state").asText()).isEqualTo("running");
    }

    @Test
    void a_stop_at_once_leaves_nothing_to_come() {
        post("/restart", 600, "");

        rest.post(SERVER + "/stop", "");

        assertThat(rest.get(SERVER).has("countdown")).isFalse();
        await().until(() -> rest.get(SERVER).path("state").asText().equals("stopped"));
        Response refused = post("/restart", 60, "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString()).contains("the game is not running");
    }

    @Test
    void what_the_caller_may_not_send_is_no_announcement() {
        for (String forbidden : List.of("hello all", "/announce a\nb", "/op Mallory")) {
            Response refused = post("/stop", 60, forbidden);

            assertThat(refused.statusCode()).as(forbidden).isEqualTo(409);
            assertThat(refused.asString()).contains("the announcement would be rejected");
        }
        assertThat(post("/stop", 3601, "").statusCode()).isEqualTo(400);
        Response tooEarly = post("/stop", -1, "");
        assertThat(tooEarly.statusCode()).isEqualTo(400);
        assertThat(tooEarly.asString()).contains("in_seconds must be");
        assertThat(rest.get(SERVER).has("countdown")).isFalse();
    }

    private Response post(String action, int seconds, String announce) {
        return rest.request()
                .queryParam("in_seconds", seconds)
                .queryParam("announce", announce)
                .post(SERVER + action);
    }
}
