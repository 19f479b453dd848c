package io.vsgateway.it.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Cable;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that know nothing of this gateway: they are written as those of usual back-ends on
/// FastAPI are, with their URLs, their messages and their names of fields, and find what they
/// expect. Only address and token are given to them.
@Tag("jar-only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class SnippetContract {
    static final Path CLIENTS = Path.of("src", "test", "clients").toAbsolutePath();

    private GatewayProcess gateway;
    private Rest service;
    private int names;

    abstract Snippet start(String script, String address, String token);

    @BeforeAll
    void startGateway() {
        gateway =
                Player.gateway("framed")
                        .set("VS_SESSION_PING_INTERVAL", "1s")
                        .set("VS_SESSION_SILENCE_TIMEOUT", "8s")
                        .start();
        service = new Rest(gateway, Player.SERVICE_KEY);
    }

    @AfterAll
    void stopGateway() {
        gateway.closeCalm();
    }

    GatewayProcess gateway() {
        return gateway;
    }

    Snippet credentials(String token) {
        return start("credentials.js", gateway.url(""), token);
    }

    String name() {
        return "n" + ++names;
    }

    static String token(String user) {
        return Player.token(user, Map.of());
    }

    @Test
    void a_board_of_tasks_gets_its_events_with_the_fields_that_it_reads() {
        String user = name();
        try (Snippet board = start("tasks.js", gateway.url(""), token(user))) {
            board.await("message", "connected");
            List<String> published =
                    List.of(
                            publish(
                                    "'all':true",
                                    "'type':'task_status_update','data':{'task_id':'task_123','status':'completed','progress':100}"),
                            publish(
                                    "'user':'" + user + "'",
                                    "'type':'agent_activity_update','data':{'agent_id':'agent_456','action':'task_started','status':'running'}"),
                            publish(
                                    "'user':'" + user + "'",
                                    "'type':'calendar_event_created','data':{'title':'stand-up'}"));
            board.await("message", "calendar_event_created");

            List<JsonNode> events = board.events("message");
            assertThat(events)
                    .extracting(event -> event.path("type").asText())
                    .containsExactly(
                            "task_status_update",
                            "agent_activity_update",
                            "calendar_event_created");
            assertThat(ids(events)).isEqualTo(published);
            assertThat(events)
                    .allSatisfy(event -> {
                        assertThat(event.path("timestamp").asText()).endsWith("Z");
                        assertThat(event.path("data").isObject()).isTrue();
                    });
            assertThat(events.getFirst().path("data").path("progress").asInt()).isEqualTo(100);
            assertThat(board.reports()).noneMatch(report -> report.toString().contains("\"gap\""));
        }
    }

    @Test
    void who_answers_pings_stays_and_gets_a_pong_for_a_ping() {
        try (Snippet board = start("tasks.js", gateway.url(""), token(name()))) {
            // More than the time of silence after which it would be closed.
            board.await(_ -> count(board, "ping") >= 10);
            board.run("ws.send(JSON.stringify({ type: 'ping' }))");

            board.await("message", "pong");
            assertThat(board.reports())
                    .noneMatch(report -> report.path(0).asText().equals("close"));
        }
    }

    @Test
    void who_lost_the_network_gets_what_was_missed_and_nothing_twice() {
        String user = name();
        try (var cable = new Cable(gateway.port());
                Snippet board = start("tasks.js", cable.url(""), token(user))) {
            board.await("message", "connected");
            task(user, 1);
            board.await("message", "task_1");

            cable.cut();
            board.await(report -> report.path(0).asText().equals("close"));
            IntStream.rangeClosed(2, 5).forEach(n -> task(user, n));
            cable.mend();
            board.await("message", "task_5");
            task(user, 6);
            board.await("message", "task_6");

            assertThat(board.events("message"))
                    .extracting(event -> event.path("type").asText())
                    .isEqualTo(IntStream.rangeClosed(1, 6).mapToObj(n -> "task_" + n).toList());
        }
    }

    void task(String user, int n) {
        publish("'user':'" + user + "'", "'type':'task_" + n + "','data':{}");
    }

    @Test
    void a_game_has_a_socket_for_each_channel_and_hears_of_achievements() {
        String user = name();
        try (Snippet game = game(user)) {
            publish(
                    "'topic':'game:all'",
                    "'type':'achievement','user_id':'%s','achievement':'first_kill'"
                            .formatted(user));

            JsonNode heard = game.await("game", "achievement");
            assertThat(heard.path("user_id").asText()).isEqualTo(user);
            assertThat(heard.path("achievement").asText()).isEqualTo("first_kill");
            assertThat(heard.path("timestamp").asText()).endsWith("Z");
        }
    }

    @Test
    void what_one_says_in_chat_both_hear_under_the_name_of_the_token() {
        String ada = name();
        try (Snippet one = game(ada);
                Snippet other = game(name())) {
            one.run(
                    "say('chat', { type: 'chat_message', user: 'Eve', user_id: 'eve', content: '"
                            + ada
                            + " says hello', channel: 'global', timestamp: new Date().toISOString() })");

            for (Snippet client : List.of(one, other)) {
                JsonNode heard =
                        client.await(report -> report.toString().contains(ada + " says hello"))
                                .path(1);
                assertThat(heard.path("type").asText()).isEqualTo("chat_message");
                assertThat(heard.path("user").asText()).isEqualTo("N" + ada.substring(1));
                assertThat(heard.path("user_id").asText()).isEqualTo(ada);
                assertThat(heard.path("channel").asText()).isEqualTo("global");
                assertThat(heard.path("timestamp").asText()).endsWith("Z");
            }
        }
    }

    @Test
    void that_one_writes_is_told_to_the_other() {
        try (Snippet one = game(name());
                Snippet other = game(name())) {
            one.run("say('chat', { type: 'typing', channel: 'global', typing: true })");

            assertThat(other.await("chat", "typing").path("typing").asBoolean()).isTrue();
        }
    }

    @Test
    void an_action_in_a_fight_that_is_not_there_is_refused_in_words() {
        String user = name();
        try (Snippet game = game(user)) {
            game.run(
                    "say('combat', { type: 'combat_action', user_id: '"
                            + user
                            + "', action: 'attack', target: 'monster_id', combat_session_id: 'none' })");

            JsonNode error = game.await("combat", "error");
            assertThat(error.path("code").asText()).isNotEmpty();
            assertThat(error.path("message").asText()).isNotEmpty();
        }
    }

    @Test
    void a_movement_never_costs_the_connection() {
        try (Snippet game = game(name())) {
            game.run(
                    "say('world', { type: 'player_movement', x: 100.5, y: 200.3, zone: 'starter_town' });"
                            + "say('world', { type: 'ping', id: 'still here' })");

            game.await(report -> report.toString().contains("still here"));
        }
    }

    @Test
    void query_and_subprotocol_show_who_it_is() {
        String user = name();
        try (Snippet client = credentials(token(user))) {
            client.run("byQuery(); bySubprotocol()");

            for (String way : List.of("query", "subprotocol")) {
                assertThat(client.await(way, "connected").path("user_id").asText()).isEqualTo(user);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/game", "/ws/world"})
    void a_game_lets_in_who_has_no_token(String path) {
        try (Snippet client = credentials("none")) {
            client.run("byNothing('" + path + "')");

            assertThat(client.await(path, "connected").path("role").asText())
                    .isEqualTo("anonymous");
        }
    }

    @ParameterizedTest
    @CsvSource({"/ws,4001", "/ws/chat,4001", "/ws/combat,4001", "/ws/nonsense,4004"})
    void where_one_has_to_be_known_who_has_no_token_is_told_by_the_code(String path, int code) {
        try (Snippet client = credentials("none")) {
            client.run("byNothing('" + path + "')");

            assertThat(client.awaitClosed(path)).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws/game", "/ws/chat"})
    void a_wrong_token_is_refused_even_where_none_is_needed(String path) {
        try (Snippet client = credentials(token(name()))) {
            client.run("byWrong('" + path + "')");

            assertThat(client.awaitClosed("wrong")).isEqualTo(4001);
        }
    }

    @Test
    void who_is_banned_is_closed_with_4003_on_all_sockets_and_not_let_in_again() {
        String user = name();
        try (Snippet game = game(user);
                Snippet later = credentials(token(user))) {
            service.post(
                    "/api/v1alpha1/moderation/bans",
                    "{\"user_id\":\"%s\",\"seconds\":600}".formatted(user));
            later.run("byQuery()");

            for (String channel : List.of("game", "chat", "combat", "world")) {
                assertThat(game.awaitClosed(channel)).isEqualTo(4003);
            }
            assertThat(later.awaitClosed("query")).isEqualTo(4003);
        }
    }

    @Test
    void the_sixth_connection_of_a_user_is_closed_with_4008() {
        try (Snippet client = credentials(token(name()))) {
            client.run("for (let n = 0; n < 5; n++) byQuery()");
            client.await(_ ->
                    client.reports().stream()
                                    .filter(report -> report.toString().contains("\"connected\""))
                                    .count()
                            == 5);
            client.run("byQuery()");

            assertThat(client.awaitClosed("query")).isEqualTo(4008);
        }
    }

    private Snippet game(String user) {
        Snippet game = start("game.js", gateway.url(""), token(user));
        Stream.of("game", "chat", "combat", "world")
                .forEach(channel -> game.await(channel, "connected"));
        return game;
    }

    private static long count(Snippet board, String type) {
        return board.reports().stream()
                .filter(report -> report.path(1).path("type").asText().equals(type))
                .count();
    }

    private static List<String> ids(List<JsonNode> events) {
        return events.stream().map(event -> event.path("event_id").asText()).toList();
    }

    /// @return the id that the event was given
    private String publish(String target, String event) {
        String body = "{%s,'event':{%s}}".formatted(target, event).replace('\'', '"');
        return service.post("/api/v1alpha1/publish", body).path("event_id").asText();
    }
}
