package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What an input line is told of commands.
@Tag("many-starts")
class CommandRulesIT {
    private static final String COMMANDS = "/api/v1alpha1/console/commands";

    @Test
    void the_commands_are_learnt_from_the_games_own_help_once_for_each_run() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .demo("--rate 0 --start-time 10ms --save-time 10ms")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            Rest rest = Rest.of(gateway);

            JsonNode rules = rest.get(COMMANDS);

            assertThat(rules.path("commands").findValuesAsText("name"))
                    .contains("/announce", "/help", "/worldconfig")
                    .isSorted();
            JsonNode kick = command(rules, "/kick");
            assertThat(kick.path("usage").asText()).isEqualTo("/kick <player> [reason]");
            assertThat(kick.path("description").asText()).isEqualTo("Kick a player");
            assertThat(rules.path("max_bytes").asInt()).isEqualTo(1022);
            assertThat(rules.path("chat").asText()).isEqualTo("refuse");
            assertThat(rules.path("per_second").asInt()).isEqualTo(10);
            assertThat(rules.path("prefix").asText()).isEqualTo("/");
            assertThat(rules.path("confirm")).hasSize(1);

            assertThat(rest.get(COMMANDS)).isEqualTo(rules);
            assertThat(asked(rest))
                    .containsExactly("command accepted", "receipt written", "receipt confirmed");

            rest.post("/api/v1alpha1/server/restart", "");
            client.expect("game is ready");
            assertThat(rest.get(COMMANDS)).isEqualTo(rules);
            assertThat(asked(rest)).hasSize(6);
        }
    }

    @Test
    void what_may_be_sent_is_told_without_sending_it() {
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_CONSOLE_COMMANDS_BLOCKED", "(?i)^/op\\b")
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            Rest rest = Rest.of(gateway);

            JsonNode verdicts =
                    rest.post(
                            COMMANDS + "/verdicts",
                            "{\"commands\":[\"/kick Erney\",\"/op Erney\",\"hello\",\"/a\\nb\"]}");

            assertThat(verdicts.findValuesAsText("allowed"))
                    .containsExactly("true", "false", "false", "false");
            assertThat(verdicts.path(1).path("reason").asText()).isEqualTo("blocked by policy");
            assertThat(rest.get("/api/v1alpha1/audit")).isEmpty();
            assertThat(status(rest, "{\"commands\":[]}")).isEqualTo(400);
            assertThat(status(rest, "{}")).isEqualTo(400);
            assertThat(status(new Rest(gateway, GatewayProcess.MONITOR), "{\"commands\":[\"/a\"]}"))
                    .isEqualTo(403);
        }
    }

    private static int status(Rest rest, String body) {
        return rest.request()
                .contentType("application/json")
                .body(body)
                .post(COMMANDS + "/verdicts")
                .statusCode();
    }

    @Test
    void the_question_and_the_answer_are_asides_and_what_others_ask_is_none() {
        try (GatewayProcess gateway =
                        GatewayProcess.with().demo("--rate 0 --start-time 10ms").start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            Rest rest = Rest.of(gateway);

            rest.get(COMMANDS);
            client.command("/help", "other");

            assertThat(List.of(isAside(client, "Command /help"), isAside(client, "World settings")))
                    .as("the gateway's own")
                    .containsOnly(true);
            assertThat(List.of(isAside(client, "Command /help"), isAside(client, "World settings")))
                    .as("somebody's")
                    .containsOnly(false);
            JsonNode lines =
                    rest.get("/api/v1alpha1/console/history?lines=1000&grep=worldconfig")
                            .path("lines");
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0).path("aside").asBoolean()).isTrue();
            assertThat(lines.get(1).has("aside")).isFalse();
        }
    }

    /// Whether the next line with this end is an aside.
    private static boolean isAside(Client client, String end) {
        return client.json(line -> line.path("text").asText().endsWith(end))
                .path("aside")
                .asBoolean();
    }

    @Test
    void an_answer_that_comes_in_pieces_is_heard_to_its_end() {
        String log = "echo '21.11.2026 12:00:00 [Server ";
        String slow =
                log
                        + "Event] Dedicated Server now running on Port 42420 and all ips!'; read -r help; "
                        + log
                        + "Notification] Handling Console Command /help'; for name in a b c d e f;"
                        + " do echo \"<code>/$name</code> : What\"; sleep 0.05; done; exec sleep 600";
        try (GatewayProcess gateway =
                GatewayProcess.with().game(slow).set("VS_GAME_DIALECT", "vintagestory").start()) {
            Rest rest = Rest.of(gateway);
            await().until(() -> rest.get("/api/v1alpha1/server").path("ready").asBoolean());

            assertThat(rest.get(COMMANDS).path("commands").findValuesAsText("name"))
                    .containsExactly("/a", "/b", "/c", "/d", "/e", "/f");
        }
    }

    @Test
    void a_flood_and_chat_do_not_get_into_the_answer() {
        List<String> quiet = commandsOfDemo("--rate 0 --start-time 10ms");

        assertThat(quiet).contains("/help", "/stop");
        assertThat(commandsOfDemo("--rate 1000 --start-time 10ms")).isEqualTo(quiet);
    }

    private static List<String> commandsOfDemo(String arguments) {
        try (GatewayProcess gateway = GatewayProcess.with().demo(arguments).start()) {
            Rest rest = Rest.of(gateway);
            await().until(() -> rest.get("/api/v1alpha1/server").path("ready").asBoolean());

            return rest.get(COMMANDS).path("commands").findValuesAsText("name");
        }
    }

    @Test
    void a_game_that_does_not_run_is_not_asked_and_is_asked_when_it_does() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .demo("--rate 0 --start-time 10ms --save-time 10ms")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            Rest rest = Rest.of(gateway);
            rest.post("/api/v1alpha1/server/stop", "");
            client.expect("\"state\":\"stopped\"");

            assertThat(rest.get(COMMANDS).path("commands")).isEmpty();
            assertThat(asked(rest)).isEmpty();

            rest.post("/api/v1alpha1/server/start", "");
            client.expect("game is ready");
            await().until(() -> !rest.get(COMMANDS).path("commands").isEmpty());
        }
    }

    @Test
    void it_can_be_switched_off_and_policy_holds_for_the_gateway_too() {
        for (List<String> setting :
                List.of(
                        List.of("VS_CONSOLE_COMMANDS_COMPLETION", "false"),
                        List.of("VS_CONSOLE_COMMANDS_ALLOWED", "^/time"))) {
            try (GatewayProcess gateway =
                            GatewayProcess.with()
                                    .set(setting.getFirst(), setting.getLast())
                                    .set("VS_CONSOLE_COMMANDS_CONFIRM", "")
                                    .demo("--rate 0 --start-time 10ms")
                                    .start();
                    Client client = Client.admin(gateway)) {
                client.expect("game is ready");

                JsonNode rules = Rest.of(gateway).get(COMMANDS);

                assertThat(rules.path("commands")).isEmpty();
                assertThat(rules.path("confirm")).isEmpty();
            }
        }
    }

    @Test
    void another_game_has_no_help_to_learn_from_and_a_monitor_may_not_ask() {
        try (GatewayProcess gateway =
                GatewayProcess.with().game("echo hello; exec sleep 600").start()) {
            JsonNode rules = Rest.of(gateway).get(COMMANDS);

            assertThat(rules.path("commands")).isEmpty();
            assertThat(rules.path("chat").asText()).isEqualTo("allow");
            assertThat(rules.path("prefix").asText()).isEmpty();
            int status =
                    new Rest(gateway, GatewayProcess.MONITOR).request().get(COMMANDS).statusCode();
            assertThat(status).isEqualTo(403);
        }
    }

    private static JsonNode command(JsonNode rules, String name) {
        return StreamSupport.stream(rules.path("commands").spliterator(), false)
                .filter(command -> command.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// What the audit has of the gateway's own commands, in order.
    private static List<String> asked(Rest rest) {
        return StreamSupport.stream(rest.get("/api/v1alpha1/audit").spliterator(), false)
                .filter(record -> record.path("caller").asText().equals("gateway"))
                .map(record -> record.path("event").asText() + " " + record.path("result").asText())
                .toList()
                .reversed();
    }
}
