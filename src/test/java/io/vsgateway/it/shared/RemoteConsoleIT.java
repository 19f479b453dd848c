package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.vsgateway.Patience;
import io.vsgateway.Signals;
import io.vsgateway.it.Begun;
import io.vsgateway.it.Cable;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.RedisServer;
import io.vsgateway.it.Rest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that has a game, and two that show it over Redis. The last tests take Redis and the
/// first gateway away.
@ExtendWith(Patience.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("many-starts")
class RemoteConsoleIT {
    private static final String SERVER = "/api/v1alpha1/server";
    private static final String COMMAND = "/api/v1alpha1/console/command";

    private Path folder;
    private RedisServer redis;
    private GatewayProcess owner;
    private GatewayProcess one;
    private GatewayProcess two;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        this.folder = folder;
        Files.createDirectory(folder.resolve("redis"));
        redis = RedisServer.start(folder.resolve("redis"));
        owner = owner();
        one = remote();
        two = remote();
    }

    private GatewayProcess owner() throws Exception {
        return GatewayProcess.with()
                .data(Files.createDirectories(folder.resolve("owner")))
                .set("VS_REDIS_URL", redis.url())
                .set("VS_GAME_NAME", "main")
                .set("VS_GAME_INPUT_GAP", "0ms")
                .set("VS_CONSOLE_COMMANDS_BLOCKED", "^/forbidden")
                .demo("--rate 0 --start-time 10ms --save-time 10ms")
                .start();
    }

    private GatewayProcess remote() {
        return GatewayProcess.with()
                .set("VS_REDIS_URL", redis.url())
                .set("VS_GAME_REMOTE", "main")
                .start();
    }

    @AfterAll
    void end() {
        Begun.end(one, two, owner, redis);
    }

    private static String state(GatewayProcess gateway) {
        return Rest.of(gateway).get(SERVER).path("state").asText();
    }

    private static void awaitState(GatewayProcess gateway, String state) {
        await().until(() -> state(gateway).equals(state));
    }

    private static boolean isLine(JsonNode frame) {
        return frame.path("type").asText().equals("line");
    }

    /// The lines up to one with this text, as they came.
    private static List<JsonNode> lines(Client client, String last) {
        return frames(client, last).stream().filter(RemoteConsoleIT::isLine).toList();
    }

    private static List<JsonNode> frames(Client client, String last) {
        return client
                .until(message -> message.contains(last) && message.contains("\"line\""))
                .stream()
                .map(Client::parse)
                .toList();
    }

    private static boolean isReceipt(JsonNode frame, String id) {
        return frame.path("type").asText().equals("receipt")
                && frame.path("id").asText().equals(id);
    }

    /// What comes until a command is confirmed and a line with this text is there, whichever is
    /// first: receipts and lines come on ways of their own.
    private static List<JsonNode> framesOfCommand(Client client, String id, String last) {
        var missing = new HashSet<>(List.of("line", "receipt"));
        return client
                .until(message -> {
                    JsonNode frame = Client.parse(message);
                    if (isLine(frame) && message.contains(last)) {
                        missing.remove("line");
                    }
                    if (isReceipt(frame, id) && frame.path("status").asText().equals("confirmed")) {
                        missing.remove("receipt");
                    }
                    return missing.isEmpty();
                })
                .stream()
                .map(Client::parse)
                .toList();
    }

    private static long offset(JsonNode line) {
        String id = line.path("id").asText();
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    private static void assertConsecutive(List<JsonNode> lines, long behind) {
        assertThat(lines).isNotEmpty();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(offset(lines.get(i))).isEqualTo(behind + 1 + i);
        }
    }

    @Test
    @Order(1)
    void state_and_players_of_the_game_are_known_at_the_others() {
        awaitState(one, "running");
        JsonNode there = Rest.of(owner).get(SERVER);
        JsonNode here = Rest.of(one).get(SERVER);
        assertThat(here.path("mode").asText()).isEqualTo("remote");
        assertThat(here.path("pid")).isEqualTo(there.path("pid"));
        assertThat(here.path("input").path("open").asBoolean()).isTrue();
        try (Client client = Client.admin(one)) {
            client.command("/demo join Priya13", "j");
            client.receipts("j");
        }
        await().until(() ->
                Rest.of(two).get(SERVER).toString().contains("Priya13")
                        == Rest.of(owner).get(SERVER).toString().contains("Priya13"));
    }

    @Test
    @Order(2)
    void lines_have_one_id_everywhere_and_who_wanders_misses_none() {
        List<JsonNode> first;
        try (Client here = Client.admin(one)) {
            here.command("/demo flood 100", "f1");
            List<JsonNode> frames = framesOfCommand(here, "f1", "flood line 100 of 100");
            assertThat(frames)
                    .filteredOn(frame -> isReceipt(frame, "f1"))
                    .extracting(frame -> frame.path("status").asText())
                    .containsExactly("accepted", "written", "confirmed");
            first =
                    frames.stream()
                            .filter(frame ->
                                    isLine(frame)
                                            && frame.path("text")
                                                    .asText()
                                                    .contains("flood line 100 of 100"))
                            .toList();
        }
        JsonNode last = first.getLast();
        try (Client there = Client.admin(owner)) {
            there.command("/demo flood 200", "f2");
            List<JsonNode> owned = lines(there, "flood line 200 of 200");
            try (Client here =
                    Client.console(
                            two,
                            "format=json&api_key="
                                    + GatewayProcess.ADMIN
                                    + "&last_event_id="
                                    + last.path("id").asText())) {
                List<JsonNode> frames = frames(here, "flood line 200 of 200");
                assertThat(frames).noneMatch(frame -> frame.path("type").asText().equals("gap"));
                List<JsonNode> seen = frames.stream().filter(RemoteConsoleIT::isLine).toList();
                assertConsecutive(seen, offset(last));
                // The owner remembers the same, to the letter.
                assertThat(owned).endsWith(seen.toArray(JsonNode[]::new));
            }
        }
    }

    @Test
    @Order(3)
    void a_command_is_in_the_audit_of_the_gateway_that_has_the_game_with_who_sent_it() {
        Response sent =
                Rest.of(one)
                        .request()
                        .contentType("application/json")
                        .body("{\"command\":\"/time\",\"id\":\"from-afar\"}")
                        .post(COMMAND);
        assertThat(sent.statusCode()).isEqualTo(202);
        for (GatewayProcess gateway : List.of(owner, one)) {
            await().untilAsserted(() -> {
                List<JsonNode> records = audit(gateway, "from-afar");
                assertThat(records)
                        .extracting(record -> record.path("result").asText())
                        .contains("accepted", "written", "confirmed");
                assertThat(records)
                        .allSatisfy(record -> {
                            assertThat(record.path("caller").asText()).isEqualTo("admin-key");
                            assertThat(record.path("role").asText()).isEqualTo("admin");
                            assertThat(record.path("address").asText()).isEqualTo("127.0.0.1");
                        });
            });
        }
    }

    @Test
    @Order(3)
    void how_far_a_command_has_come_is_told_by_each_of_them() {
        try (Client sender = Client.admin(one)) {
            sender.command("/time", "anywhere");
            sender.receipts("anywhere");
        }
        for (GatewayProcess gateway : List.of(owner, one, two)) {
            assertThat(status(gateway, "anywhere")).isEqualTo("confirmed");
            assertThat(status(gateway, "never-sent")).isEqualTo("unknown");
        }
    }

    @Test
    @Order(3)
    void a_command_that_is_under_way_is_followed_from_another_of_them() {
        long game = Rest.of(owner).get(SERVER).path("pid").asLong();
        Signals.send("STOP", game);
        try (Client sender = Client.admin(one)) {
            sender.command("/time", "slow");
            sender.json(m -> isReceipt(m, "slow") && m.path("status").asText().equals("written"));
        }
        try (Client follower = Client.admin(two)) {
            follower.send("{\"type\":\"receipts\",\"ids\":[\"slow\",\"never-sent\"]}");
            assertThat(follower.json(m -> isReceipt(m, "never-sent")).path("status").asText())
                    .isEqualTo("unknown");
            Signals.send("CONT", game);

            JsonNode last =
                    follower.json(m ->
                            isReceipt(m, "slow") && m.path("status").asText().equals("confirmed"));
            assertThat(last.path("line").asText()).isNotEmpty();
        } finally {
            Signals.send("CONT", game);
        }
    }

    private static String status(GatewayProcess gateway, String id) {
        return Rest.of(gateway).get(COMMAND + "?id=" + id).path("status").asText();
    }

    private static List<JsonNode> audit(GatewayProcess gateway, String id) {
        return StreamSupport.stream(
                        Rest.of(gateway).get("/api/v1alpha1/audit").spliterator(), false)
                .filter(record -> record.path("id").asText().equals(id))
                .toList();
    }

    @Test
    @Order(3)
    void the_command_line_works_with_whichever_of_them_a_balancer_chooses() throws Exception {
        try (var balancer = new Cable(one.port(), two.port())) {
            for (int i = 0; i < 3; i++) {
                Program.Outcome outcome =
                        Program.run(
                                Map.of("VS_API_KEY", GatewayProcess.ADMIN),
                                "",
                                "send",
                                balancer.url(""),
                                "/time",
                                "--wait");
                assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
                assertThat(outcome.output()).contains("Server time: ");
            }
        }
    }

    @Test
    @Order(4)
    void the_policy_of_the_gateway_that_has_the_game_holds_for_all() {
        try (Client client = Client.admin(one)) {
            client.command("/forbidden", "no");
            JsonNode receipt = client.json(m -> m.path("id").asText().equals("no"));
            assertThat(receipt.path("status").asText()).isEqualTo("rejected");
            assertThat(receipt.path("reason").asText()).isEqualTo("blocked by policy");
        }
        assertThat(
                        Rest.of(two)
                                .request()
                                .contentType("application/json")
                                .body("{\"command\":\"/forbidden\"}")
                                .post(COMMAND)
                                .statusCode())
                .isEqualTo(422);
    }

    @Test
    @Order(5)
    void the_game_is_stopped_and_started_from_afar() {
        Rest remote = Rest.of(two);
        assertThat(remote.request().post(SERVER + "/stop").statusCode()).isEqualTo(202);
        for (GatewayProcess gateway : List.of(owner, one, two)) {
            awaitState(gateway, "stopped");
        }
        assertThat(remote.request().post(SERVER + "/stop").statusCode()).isEqualTo(409);
        assertThat(remote.request().post(SERVER + "/start").statusCode()).isEqualTo(202);
        for (GatewayProcess gateway : List.of(owner, one, two)) {
            awaitState(gateway, "running");
        }
        List<String> actions =
                StreamSupport.stream(Rest.of(owner).get("/api/v1alpha1/audit").spliterator(), false)
                        .filter(record -> record.path("event").asText().equals("server"))
                        .map(record ->
                                record.path("action").asText()
                                        + " "
                                        + record.path("result").asText())
                        .toList();
        assertThat(actions).contains("stop accepted", "stop rejected", "start accepted");
        assertThat(
                        new Rest(two, GatewayProcess.MONITOR)
                                .request()
                                .post(SERVER + "/kill")
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(6)
    void a_stop_that_comes_later_is_asked_for_seen_and_called_off_at_each_of_them() {
        awaitState(two, "running");
        try (Client there = Client.admin(owner);
                Client here = Client.admin(one)) {
            Response asked = later(one, "/stop", "/announce Down in {time}.");

            assertThat(asked.statusCode()).isEqualTo(202);
            JsonNode coming = Client.parse(asked.asString()).path("countdown");
            assertThat(coming.path("action").asText()).isEqualTo("stop");
            assertThat(coming.path("by").asText()).isEqualTo("admin-key");
            there.expect("Down in 10 minutes.");
            here.expect("Down in 10 minutes.");
            for (GatewayProcess gateway : List.of(owner, two)) {
                await().untilAsserted(() ->
                        assertThat(Rest.of(gateway).get(SERVER).path("countdown"))
                                .isEqualTo(coming));
            }
            // Whoever is asked, it is one and the same.
            assertThat(cancel(two)).isEqualTo(204);
            assertThat(Rest.of(two).get(SERVER).has("countdown")).isFalse();
            for (GatewayProcess gateway : List.of(owner, one)) {
                await().until(() -> !Rest.of(gateway).get(SERVER).has("countdown"));
                assertThat(cancel(gateway)).isEqualTo(404);
            }
        }
        assertThat(Rest.of(owner).get("/api/v1alpha1/audit").findValuesAsText("action"))
                .contains("stop in 10 minutes", "countdown called off");
        // The rules of both hold.
        Response refused = later(one, "/stop", "/forbidden");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString())
                .contains("the announcement would be rejected: blocked by policy");
        assertThat(
                        new Rest(two, GatewayProcess.MONITOR)
                                .request()
                                .delete(SERVER + "/countdown")
                                .statusCode())
                .isEqualTo(403);
    }

    private static Response later(GatewayProcess gateway, String action, String announce) {
        return Rest.of(gateway)
                .request()
                .queryParam("in_seconds", 600)
                .queryParam("announce", announce)
                .post(SERVER + action);
    }

    private static int cancel(GatewayProcess gateway) {
        return Rest.of(gateway).request().delete(SERVER + "/countdown").statusCode();
    }

    @Test
    @Order(7)
    void the_game_is_asked_once_which_commands_it_understands_and_all_tell_them() {
        String commands = "/api/v1alpha1/console/commands";
        JsonNode here = Rest.of(one).get(commands).path("commands");

        assertThat(here.findValuesAsText("name")).contains("/announce", "/time");
        assertThat(Rest.of(two).get(commands).path("commands")).isEqualTo(here);
        assertThat(Rest.of(owner).get(commands).path("commands")).isEqualTo(here);
        assertThat(audit(owner, "command-help"))
                .filteredOn(record -> record.path("result").asText().equals("accepted"))
                .hasSize(1);
    }

    @Test
    @Order(8)
    void a_second_game_of_the_same_name_is_not_shared_and_that_is_told() {
        try (GatewayProcess second =
                GatewayProcess.with()
                        .set("VS_REDIS_URL", redis.url())
                        .set("VS_GAME_NAME", "main")
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            second.awaitOutput(
                    line -> line.contains("another gateway has a game of that name"),
                    Duration.ofSeconds(30));
            JsonNode ready =
                    Client.parse(Rest.of(second).request().get("/q/health/ready").asString());
            assertThat(ready.toString()).contains("another gateway has a game of that name");
            try (Client client = Client.admin(one)) {
                client.command("/demo flood 3", "f3");
                List<JsonNode> lines = lines(client, "flood line 3 of 3");
                assertConsecutive(lines, offset(lines.getFirst()) - 1);
            }
        }
    }

    @Test
    @Order(9)
    void lines_from_while_redis_was_away_come_later_and_none_is_missing() {
        try (Client here = Client.admin(one);
                Client there = Client.admin(owner)) {
            there.command("/demo flood 10", "f4");
            List<JsonNode> before = lines(here, "flood line 10 of 10");
            redis.kill();
            there.command("/demo flood 500", "f5");
            assertThat(there.receipts("f5")).contains("confirmed");
            await().until(() -> state(one).equals("unreachable"));
            here.command("/time", "lost");
            JsonNode refused = here.json(m -> m.path("id").asText().equals("lost"));
            assertThat(refused.path("status").asText()).isEqualTo("rejected");
            assertThat(refused.path("reason").asText()).contains("Redis cannot be reached");
            // It was kept nowhere.
            redis.startAgain();

            List<JsonNode> frames = frames(here, "flood line 500 of 500");
            assertThat(frames).noneMatch(frame -> frame.path("type").asText().equals("gap"));
            List<JsonNode> after = frames.stream().filter(RemoteConsoleIT::isLine).toList();
            assertThat(after).hasSizeGreaterThanOrEqualTo(500);
            assertThat(offset(after.getLast())).isGreaterThan(offset(before.getLast()));
            awaitState(one, "running");
            // Also who comes now gets what was before, as it is there again.
            JsonNode history =
                    Rest.of(two).get("/api/v1alpha1/console/history?lines=1000&grep=flood line");
            assertThat(history.toString()).contains("flood line 100 of 100");
        }
        try (GatewayProcess late = remote()) {
            assertThat(
                            Rest.of(late)
                                    .get("/api/v1alpha1/console/history?lines=1000&grep=flood line")
                                    .toString())
                    .contains("flood line 100 of 100", "flood line 500 of 500");
        }
    }

    @Test
    @Order(10)
    void a_gateway_that_is_killed_takes_its_game_out_of_reach_until_it_is_there_again()
            throws Exception {
        try (Client here = Client.admin(one)) {
            here.command("/demo flood 5", "f6");
            JsonNode last = lines(here, "flood line 5 of 5").getLast();
            var games = new ArrayList<>(owner.handle().descendants().toList());
            owner.kill();
            games.forEach(ProcessHandle::destroyForcibly);

            JsonNode told =
                    here.json(m ->
                            m.path("type").asText().equals("state")
                                    && m.path("state").asText().equals("unreachable"));
            assertThat(told.path("detail").asText()).contains("the gateway that has it is away");
            here.command("/time", "gone");
            JsonNode refused = here.json(m -> m.path("id").asText().equals("gone"));
            assertThat(refused.path("status").asText()).isEqualTo("rejected");
            assertThat(refused.path("reason").asText()).contains("is away");
            assertThat(status(one, "from-afar")).isEqualTo("confirmed");
            assertThat(status(two, "from-afar")).as("it may have been run").isEqualTo("timed_out");
            Response start = Rest.of(one).request().post(SERVER + "/start");
            assertThat(start.statusCode()).isEqualTo(409);
            assertThat(start.asString()).contains("is away");
            // What was seen before is still there.
            assertThat(
                            Rest.of(two)
                                    .get("/api/v1alpha1/console/history?lines=1000&grep=flood line")
                                    .toString())
                    .contains("flood line 5 of 5");

            owner = owner();
            JsonNode gap = here.json(m -> m.path("type").asText().equals("gap"));
            assertThat(gap.path("recovered").asBoolean()).isFalse();
            assertThat(gap.path("from").asText()).isEqualTo(last.path("id").asText());
            awaitState(one, "running");
            here.command("/demo flood 7", "f7");
            assertThat(framesOfCommand(here, "f7", "flood line 7 of 7"))
                    .filteredOn(frame -> isReceipt(frame, "f7"))
                    .extracting(frame -> frame.path("status").asText())
                    .endsWith("confirmed");
        }
    }

    @Test
    @Order(11)
    void what_comes_too_late_to_the_gateway_with_the_game_is_in_its_audit() {
        owner.pause();
        try {
            long asked = redisSeconds();
            Response answer =
                    Rest.of(one)
                            .request()
                            .contentType("application/json")
                            .body("{\"command\":\"/demo flood 9\",\"id\":\"late\"}")
                            .post(COMMAND);
            assertThat(answer.statusCode()).isEqualTo(504);
            await().until(() -> redisSeconds() > asked + 6);
        } finally {
            owner.goOn();
        }

        await().untilAsserted(() ->
                assertThat(audit(owner, "late"))
                        .singleElement()
                        .satisfies(record -> {
                            assertThat(record.path("result").asText()).isEqualTo("rejected");
                            assertThat(record.path("reason").asText()).contains("too late");
                            assertThat(record.path("caller").asText()).isEqualTo("admin-key");
                            assertThat(record.path("address").asText()).isEqualTo("127.0.0.1");
                        }));
        awaitState(one, "running");
    }

    private long redisSeconds() {
        return redis.cli("TIME").lines().mapToLong(Long::parseLong).findFirst().orElseThrow();
    }

    @Test
    @Order(12)
    void a_gateway_that_ends_says_so_at_once() throws Exception {
        owner.terminate();
        int _ = owner.awaitExit(Duration.ofSeconds(60));
        awaitState(one, "unreachable");
        assertThat(Rest.of(one).get("/api/v1alpha1/console/history?lines=100").toString())
                .contains("stopping: ");
        assertThat(one.complaints()).isEmpty();
        assertThat(two.complaints()).isEmpty();
    }
}
