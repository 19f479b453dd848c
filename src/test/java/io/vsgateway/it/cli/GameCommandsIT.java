package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `vs-gateway status`, `start`, `stop`, `restart`, `kill`, `players` and `audit`, with the
/// simulated game. Each test leaves it running.
@Tag("many-starts")
class GameCommandsIT {
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = GatewayProcess.with().demo("--rate 0 --start-time 0ms --save-time 0ms").start();
        assertThat(run("status", "--wait").exitCode()).isZero();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void the_state_is_told_to_people_and_to_scripts() throws Exception {
        Program.Outcome told = run("status");
        Program.Outcome json = run("status", "--json");

        assertThat(told.exitCode()).as(told.errors()).isZero();
        assertThat(told.output().lines().findFirst()).contains("running, ready");
        assertThat(told.output()).containsPattern("(?m)^process   pid \\d+, .* MB$");
        JsonNode status = Client.parse(json.output());
        assertThat(status.path("state").asText()).isEqualTo("running");
        assertThat(told.output()).contains("pid " + status.path("pid").asText());
    }

    @Test
    void a_stopped_game_is_4_and_can_be_started() throws Exception {
        assertDone(run("stop", "--wait"), "the game is stopped");
        Program.Outcome stopped = run("status");
        Program.Outcome waited = run("status", "--wait");
        Program.Outcome again = run("stop");

        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.output()).startsWith("stopped\n").contains("as asked for, exit code 0");
        assertThat(waited.exitCode()).as("it does not start by itself").isEqualTo(4);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.errors().lines()).singleElement().asString().contains("Not possible now");
        assertDone(run("start", "--wait"), "the game is running, ready");
        assertThat(run("start").exitCode()).as("it runs").isEqualTo(1);
    }

    @Test
    void a_restart_is_over_when_another_game_is_ready() throws Exception {
        long before = pid();

        assertDone(run("restart", "--wait"), "the game is running, ready");

        assertThat(pid()).isNotEqualTo(before);
    }

    @Test
    void a_stop_is_put_off_announced_and_called_off() throws Exception {
        try (Client client = Client.admin(gateway)) {
            client.expect("\"type\":\"state\"");

            Program.Outcome asked =
                    run("stop", "--in", "50m", "--announce", "/announce Down in {time}, ok?");

            assertThat(asked.exitCode()).as(asked.errors()).isZero();
            assertThat(asked.errors())
                    .containsPattern("the game is running, ready; stop at \\S+Z, by admin-key");
            client.expect("Down in 50 minutes, ok?");
        }
        assertThat(run("status").output()).contains("; stop at ");
        assertDone(run("stop", "--call-off"), "the game is running, ready");
        Program.Outcome nothing = run("restart", "--call-off");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.errors()).contains("No stop or restart was to come");
    }

    @Test
    void what_is_put_off_can_be_waited_for_and_calling_it_off_ends_the_wait() throws Exception {
        long before = pid();

        assertDone(run("restart", "--in", "1s", "--wait"), "the game is running, ready");

        assertThat(pid()).isNotEqualTo(before);
        CompletableFuture<Program.Outcome> waits =
                CompletableFuture.supplyAsync(() -> unchecked("stop", "--in", "60m", "--wait"));
        // Until it has been asked for there is nothing to call off.
        while (run("stop", "--call-off").exitCode() != 0) {
            assertThat(waits).isNotDone();
        }
        assertThat(waits.join().exitCode()).isEqualTo(1);
    }

    @Test
    void options_that_do_not_fit_are_told() throws Exception {
        for (List<String> wrong :
                List.of(
                        List.of("stop", "--in", "2h"),
                        List.of("stop", "--in", "soon"),
                        List.of("restart", "--announce", "/announce x"),
                        List.of("stop", "--call-off", "--in", "1m"),
                        List.of("restart", "--call-off", "--wait"),
                        List.of("kill", "--in", "1m"))) {
            Program.Outcome outcome = run(wrong.toArray(String[]::new));

            assertThat(outcome.exitCode()).as(wrong + outcome.errors()).isEqualTo(2);
        }
    }

    private static Program.Outcome unchecked(String... words) {
        try {
            return run(words);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_killed_game_is_gone() throws Exception {
        long pid = pid();

        Program.Outcome killed = run("kill", "--wait", "--json");

        assertThat(killed.exitCode()).as(killed.errors()).isZero();
        assertThat(Client.parse(killed.output()).path("state").asText()).isEqualTo("stopped");
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertDone(run("start", "--wait"), "the game is running, ready");
    }

    @Test
    void one_that_does_not_come_up_is_1_and_one_that_takes_long_is_3() throws Exception {
        try (var broken =
                        GatewayProcess.with()
                                .set("VS_GAME_COMMAND", "false")
                                .set("VS_GAME_RESTART_ENABLED", "false")
                                .start();
                var slow = GatewayProcess.with().demo("--start-time 1h").start()) {
            Program.Outcome failed = run(broken, "start", "--wait");
            Program.Outcome late = run(slow, "status", "--wait", "--timeout", "500ms");

            assertThat(failed.exitCode()).as(failed.errors()).isEqualTo(1);
            assertThat(failed.errors()).contains("the game is crashed: exit code 1");
            assertThat(late.exitCode()).as(late.errors()).isEqualTo(3);
            assertThat(late.errors()).startsWith("vs-gateway status: timed out");
            assertThat(run(slow, "kill", "--wait").exitCode()).isZero();
        }
    }

    @Test
    void who_is_connected_is_told_and_can_be_put_out() throws Exception {
        try (Client client = Client.admin(gateway)) {
            client.expect("\"type\":\"state\"");

            Program.Outcome told = run("callers");
            JsonNode json = Client.parse(run("callers", "--json").output());
            String id = json.path("connection_id").asText();

            assertThat(told.exitCode()).as(told.errors()).isZero();
            assertThat(told.output())
                    .startsWith(id + " admin-key@127.0.0.1 (admin) console since ");
            Program.Outcome closed = run("callers", "--close", id);
            assertThat(closed.exitCode()).as(closed.errors()).isZero();
            assertThat(client.closed().code()).isEqualTo(1000);
        }
        Program.Outcome gone = run("callers", "--close", "no such/one");
        assertThat(gone.exitCode()).isEqualTo(1);
        assertThat(gone.errors()).contains("There is no connection of that id");
    }

    @Test
    void who_plays_is_a_name_a_line() throws Exception {
        try (var lively =
                GatewayProcess.with().demo("--rate 50 --start-time 0ms --save-time 0ms").start()) {
            String names = "";
            // It takes a moment until the first one joins.
            while (names.isEmpty()) {
                Program.Outcome players = run(lively, "players");
                assertThat(players.exitCode()).as(players.errors()).isZero();
                names = players.output();
            }
            JsonNode json = Client.parse(run(lively, "players", "--json").output());

            assertThat(json.path("count").asInt()).isEqualTo(json.path("online").size());
            assertThat(names.lines()).allMatch(name -> name.equals(name.strip()));
        }
        try (var plain = GatewayProcess.with().game("echo up; exec sleep 1000").start()) {
            assertThat(run(plain, "players").exitCode()).isEqualTo(4);
            assertThat(run(plain, "kill", "--wait").exitCode()).isZero();
        }
    }

    @Test
    void the_audit_tells_who_did_it_the_newest_last() throws Exception {
        assertDone(run("restart", "--wait"), "the game is running, ready");

        Program.Outcome told = run("audit", "-n", "1000");
        Program.Outcome json = run("audit", "-n", "1", "--json");

        assertThat(told.output().lines().toList().getLast())
                .contains(" admin-key@127.0.0.1 server: restart → accepted");
        assertThat(json.output().lines()).hasSize(1);
        assertThat(Client.parse(json.output()).path("action").asText()).isEqualTo("restart");
        assertThat(run("audit", "-n", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void a_monitor_may_look_and_no_more() throws Exception {
        var monitor = Map.of("VS_API_KEY", GatewayProcess.MONITOR);
        String url = LogsIT.url(gateway);

        assertThat(Program.run(monitor, "", "status", url).exitCode()).isZero();
        for (String command : List.of("start", "stop", "restart", "kill", "audit")) {
            Program.Outcome refused = Program.run(monitor, "", command, url);
            assertThat(refused.exitCode()).as(command).isEqualTo(1);
            assertThat(refused.errors()).contains("may not do this");
        }
        assertThat(run("status").exitCode()).isZero();
    }

    private static void assertDone(Program.Outcome outcome, String told) {
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.errors().lines()).singleElement().asString().endsWith(": " + told);
    }

    private static long pid() throws Exception {
        return Client.parse(run("status", "--json").output()).path("pid").asLong();
    }

    private static Program.Outcome run(String... words) throws Exception {
        return run(gateway, words);
    }

    private static Program.Outcome run(GatewayProcess of, String... words) throws Exception {
        var all = new ArrayList<>(List.of(words));
        all.add(1, LogsIT.url(of));
        return Program.run(
                Map.of("VS_API_KEY", GatewayProcess.ADMIN), "", all.toArray(String[]::new));
    }
}
