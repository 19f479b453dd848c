package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is done to the game at set times. Each turn is awaited for a minute, as the nearest one may
/// be as far away.
@Tag("many-starts")
class ScheduleIT {
    private static final Duration TURN = Duration.ofSeconds(90);
    private static final String ECHO =
            "echo ready; while read -r line; do echo \"took $line\"; done";

    @Test
    void a_restart_is_announced_and_done_as_the_schedule() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_SCHEDULE_TABLE", "* * * * * restart;* * * * * send hello")
                                .set("VS_SCHEDULE_ZONE", "UTC")
                                .set("VS_SCHEDULE_ANNOUNCE", "say {action} in {time}")
                                .set("VS_SCHEDULE_COUNTDOWN", "20s,1s")
                                .set("VS_GAME_STOP_COMMAND", "")
                                .game(ECHO)
                                .start();
                Client client = Client.admin(gateway)) {
            Rest rest = Rest.of(gateway);
            await().atMost(TURN).until(() -> last(rest, 0, "result").equals("accepted"));

            client.expect("took say restart in 1 second");
            JsonNode restart =
                    rest.get("/api/v1alpha1/audit?limit=1000")
                            .valueStream()
                            .filter(one -> one.path("action").asText().equals("restart"))
                            .findFirst()
                            .orElseThrow();
            assertThat(restart.path("caller").asText()).isEqualTo("schedule * * * * *");
            assertThat(restart.path("event").asText()).isEqualTo("schedule");
            await().until(() -> rest.get("/api/v1alpha1/server").path("runs").size() == 1);
            await().until(() -> last(rest, 1, "at").length() > 0);
        }
    }

    @Test
    void a_game_that_is_not_running_is_left_alone_and_this_is_told() {
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_SCHEDULE_TABLE", "* * * * * restart\n* * * * * send hello")
                        .set("VS_GAME_STOP_COMMAND", "")
                        .game(ECHO)
                        .start()) {
            Rest rest = Rest.of(gateway);
            rest.post("/api/v1alpha1/server/stop", "");
            await().until(() ->
                    rest.get("/api/v1alpha1/server").path("state").asText().equals("stopped"));

            await().atMost(TURN).until(() -> last(rest, 1, "result").equals("rejected"));
            assertThat(last(rest, 0, "reason")).isEqualTo("the game is not running");
            assertThat(rest.get("/api/v1alpha1/server").path("state").asText())
                    .isEqualTo("stopped");
            assertThat(gateway.output())
                    .anySatisfy(line ->
                            assertThat(line)
                                    .contains(
                                            "schedule \"* * * * * send hello\": not done: the game is not running"));
        }
    }

    @Test
    void what_comes_before_a_stop_is_done_while_the_game_runs_and_knows_no_key(
            @TempDir Path folder) {
        Path told = folder.resolve("told");
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_SCHEDULE_TABLE", "* * * * * stop")
                        .set(
                                "VS_SCHEDULE_HOOK",
                                "kill -0 $GAME_PID && env | grep -c ^VS_ > " + told + "; exit 3")
                        .set("VS_GAME_STOP_COMMAND", "")
                        .game(ECHO)
                        .start()) {
            Rest rest = Rest.of(gateway);

            await().atMost(TURN)
                    .until(() ->
                            rest.get("/api/v1alpha1/server")
                                    .path("state")
                                    .asText()
                                    .equals("stopped"));

            assertThat(told).hasContent("0");
            assertThat(gateway.output())
                    .anySatisfy(line ->
                            assertThat(line).contains("before the stop: it failed (exit code 3)"));
        }
    }

    @Test
    void the_next_times_are_told_to_administrators_alone() {
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_SCHEDULE_TABLE", "0 5 * * * restart; 30 4 * * 1 send backup")
                        .set("VS_SCHEDULE_ZONE", "Europe/Berlin")
                        .game(ECHO)
                        .start()) {
            JsonNode list = Rest.of(gateway).get("/api/v1alpha1/schedules?times=2");

            assertThat(list.path("zone").asText()).isEqualTo("Europe/Berlin");
            JsonNode restart = list.path("schedules").get(0);
            assertThat(restart.path("cron").asText()).isEqualTo("0 5 * * *");
            assertThat(restart.path("action").asText()).isEqualTo("restart");
            assertThat(restart.has("command")).isFalse();
            assertThat(restart.path("next")).hasSize(2);
            assertThat(OffsetDateTime.parse(restart.path("next").get(0).asText()).getHour())
                    .isEqualTo(5);
            assertThat(list.path("schedules").get(1).path("command").asText()).isEqualTo("backup");
            var monitor = new Rest(gateway, GatewayProcess.MONITOR);
            assertThat(monitor.request().get("/api/v1alpha1/schedules").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void an_expression_that_is_none_stops_the_start() throws InterruptedException {
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_SCHEDULE_TABLE", "0 25 * * * restart")
                        .game(ECHO)
                        .launch()) {
            assertThat(gateway.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(gateway.output())
                    .anySatisfy(line ->
                            assertThat(line)
                                    .contains(
                                            "VS_SCHEDULE_TABLE: in \"0 25 * * * restart\"",
                                            "Value 25 not in range [0, 23]"));
        }
    }

    private static String last(Rest rest, int schedule, String member) {
        return rest.get("/api/v1alpha1/schedules")
                .path("schedules")
                .get(schedule)
                .path("last")
                .path(member)
                .asText();
    }
}
