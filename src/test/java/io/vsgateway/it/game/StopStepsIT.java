package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a stop and a crash are told to those who watch.
class StopStepsIT {
    @Test
    void each_step_of_a_stop_is_told_with_its_end() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_GAME_STOP_ANNOUNCE", "/announce bye")
                                .set("VS_GAME_STOP_ANNOUNCE_WAIT", "300ms")
                                .set("VS_GAME_STOP_SAVE", "/autosavenow")
                                .demo("--rate 0 --start-time 10ms --save-time 10ms")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");

            Rest.of(gateway).post("/api/v1alpha1/server/stop", "");

            List<JsonNode> steps = new ArrayList<>();
            for (JsonNode state = state(client);
                    !state.path("state").asText().equals("stopped");
                    state = state(client)) {
                if (state.path("state").asText().equals("stopping")) {
                    steps.add(state);
                }
            }
            assertThat(steps)
                    .extracting(step -> step.path("detail").asText())
                    .containsExactly("announce", "save", "stop");
            assertThatItLasts(steps.get(0), Duration.ofMillis(300));
            assertThatItLasts(steps.get(1), Duration.ofSeconds(30));
            assertThatItLasts(steps.get(2), Duration.ofSeconds(60));
        }
    }

    @Test
    void the_wait_before_a_restart_is_told_on_the_console_and_over_rest() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_GAME_RESTART_BACKOFF", "60s")
                                .demo("--rate 0 --start-time 10ms")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            client.command("/demo crash 7", "crash");

            JsonNode state =
                    client.json(m ->
                            m.path("type").asText().equals("state")
                                    && m.path("state").asText().equals("backing_off"));

            assertThat(state.path("detail").asText()).isEqualTo("restart attempt 1");
            assertThatItLasts(state, Duration.ofSeconds(60));
            JsonNode server = Rest.of(gateway).get("/api/v1alpha1/server");
            assertThat(server.path("until")).isEqualTo(server.path("restart_at"));
            try (Client late = Client.admin(gateway)) {
                assertThat(state(late).path("until")).isEqualTo(state.path("until"));
            }
        }
    }

    @Test
    void a_ping_is_answered_with_its_id() {
        try (GatewayProcess gateway =
                        GatewayProcess.with().demo("--rate 0 --start-time 10ms").start();
                Client client = Client.admin(gateway)) {
            client.send("{\"type\":\"ping\",\"id\":\"p1\"}");
            client.send("{\"type\":\"ping\"}");

            JsonNode first = client.json(m -> m.path("type").asText().equals("pong"));
            assertThat(first.path("id").asText()).isEqualTo("p1");
            assertThat(Instant.parse(first.path("ts").asText())).isNotNull();
            assertThat(client.json(m -> m.path("type").asText().equals("pong")).has("id"))
                    .isFalse();
        }
    }

    private static JsonNode state(Client client) {
        return client.json(m -> m.path("type").asText().equals("state"));
    }

    /// The frame is made a little later than the time that it tells is reckoned.
    private static void assertThatItLasts(JsonNode state, Duration time) {
        Instant end = Instant.parse(state.path("ts").asText()).plus(time);
        assertThat(Instant.parse(state.path("until").asText()))
                .isBetween(end.minusSeconds(10), end);
    }
}
