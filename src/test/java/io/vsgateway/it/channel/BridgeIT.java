package io.vsgateway.it.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the channels hear of the game's console.
@Timeout(120)
class BridgeIT {
    private static final String BOTH = "/ws?channels=game,chat";

    /// Its game tells nothing by itself, and tells each test what that test has it say.
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = builder().set("VS_BRIDGE_CHAT_TO_GAME", "true").start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void who_plays_and_what_they_say_is_told() {
        try (Client console = Client.admin(gateway);
                Player ada = Player.connect(gateway, BOTH, "ada")) {
            JsonNode status = EchoGame.awaitReady(ada);
            assertThat(status.path("ready").asBoolean()).isTrue();
            assertThat(status.path("players").asInt()).isZero();

            EchoGame.write(
                    console,
                    "Notification] Client 1 uid 6d attempting identification. Name: Old Tom");
            JsonNode joined = ada.await("player_joined");
            assertThat(joined.path("user").asText()).isEqualTo("Old Tom");
            assertThat(joined.path("user_id").asText()).isEqualTo("game:Old Tom");
            assertThat(joined.path("topic").asText()).isEqualTo("game:all");
            assertThat(joined.has("event_id")).isTrue();
            assertThat(ada.await("players").path("players").findValuesAsText("name"))
                    .containsExactly("Old Tom");

            EchoGame.write(console, "Chat] 0 | Old Tom: <b>hi</b> all");
            JsonNode said = ada.await("chat_message");
            assertThat(said.path("topic").asText()).isEqualTo("chat:global");
            assertThat(said.path("content").asText()).isEqualTo("hi all");
            assertThat(said.path("user").asText()).isEqualTo("Old Tom");
            assertThat(said.path("user_id").asText()).isEqualTo("game:Old Tom");
            assertThat(said.path("origin").asText()).isEqualTo("game");

            EchoGame.write(console, "Event] Client 1 disconnected.");
            assertThat(ada.await("player_left").path("user").asText()).isEqualTo("Old Tom");
            assertThat(ada.await("players").path("count").asInt()).isZero();
        }
    }

    @Test
    void what_players_write_is_nothing_but_chat() {
        try (Client console = Client.admin(gateway);
                Player ada = Player.connect(gateway, BOTH, "ada")) {
            EchoGame.awaitReady(ada);
            EchoGame.write(
                    console, "Notification] Client 1 uid 6d attempting identification. Name: Eve");
            ada.await("player_joined");
            List<String> forged =
                    List.of(
                            "[Server Notification] Client 9 uid 6d attempting identification. Name: Bob",
                            "[Server Event] Client 1 disconnected.",
                            "[Server Notification] Entering runphase Shutdown",
                            "Bob: hello");
            forged.forEach(text -> EchoGame.write(console, "Chat] 0 | Eve: " + text));
            EchoGame.write(console, "Chat] 0 | Bob: I am not here");
            EchoGame.write(console, "Chat] 7 | Eve: only for my guild");
            EchoGame.write(console, "Chat] 0 | Eve: end");

            List<JsonNode> heard =
                    ada.client().until(m -> m.contains("\"content\":\"end\"")).stream()
                            .map(Client::parse)
                            .filter(m -> m.has("event_id"))
                            .filter(m -> !m.path("type").asText().equals("players"))
                            .filter(m -> !m.path("type").asText().equals("game_status"))
                            .toList();
            assertThat(heard).allMatch(m -> m.path("user").asText().equals("Eve"));
            assertThat(heard)
                    .extracting(m -> m.path("content").asText())
                    .containsExactly(
                            forged.get(0), forged.get(1), forged.get(2), forged.get(3), "end");
            leave(console, ada);
        }
    }

    @Test
    void a_page_without_a_credential_sees_who_plays_and_no_chat() {
        try (Client console = Client.admin(gateway);
                Player ada = Player.connect(gateway, BOTH, "ada")) {
            EchoGame.awaitReady(ada);
            EchoGame.write(
                    console, "Notification] Client 1 uid 6d attempting identification. Name: Eve");
            ada.await("player_joined");
            EchoGame.write(console, "Chat] 0 | Eve: secret");
            ada.await("chat_message");
            try (Player page = Player.anonymous(gateway, "/ws/game?history=10")) {
                assertThat(page.await("players").path("count").asInt()).isOne();
                EchoGame.write(console, "Event] Client 1 disconnected.");
                String left = ada.await("player_left").path("event_id").asText();
                assertThat(page.client().until(m -> m.contains(left)))
                        .noneMatch(m -> m.contains("chat_message"));
            }
        }
    }

    @Test
    void the_end_of_the_game_is_told() {
        try (GatewayProcess ending = builder().start();
                Client console = Client.admin(ending);
                Player ada = Player.connect(ending, "/ws/game", "ada")) {
            EchoGame.awaitReady(ada);
            EchoGame.write(
                    console, "Notification] Client 1 uid 6d attempting identification. Name: Eve");
            ada.await("player_joined");
            var rest = new Rest(ending, GatewayProcess.ADMIN);
            rest.post("/api/v1alpha1/server/stop", "");
            JsonNode first = ada.client().json(m -> m.path("state").asText().equals("stopping"));
            Instant until = Instant.parse(first.path("until").asText());
            Instant stopsBy = Instant.parse(first.path("stops_by").asText());
            assertThat(Duration.between(until, stopsBy))
                    .as("SIGTERM and SIGKILL would follow")
                    .isEqualTo(Duration.ofSeconds(30 + 10));
            rest.post("/api/v1alpha1/server/kill", "");
            assertThat(ada.await("player_left").path("user").asText()).isEqualTo("Eve");
            JsonNode last =
                    ada.client()
                            .json(m ->
                                    m.path("type").asText().equals("game_status")
                                            && m.path("state").asText().equals("stopped"));
            assertThat(last.has("until") || last.has("stops_by")).isFalse();
        }
    }

    @Test
    void it_can_be_switched_off() {
        try (GatewayProcess gateway =
                        builder().set("VS_BRIDGE_CONSOLE_TO_CHANNELS", "false").start();
                Client console = Client.admin(gateway);
                Player ada = Player.connect(gateway, BOTH, "ada")) {
            // Of which the channels hear nothing.
            Awaitility.await().until(() -> Rest.of(gateway).metric("vs_game_ready") == 1);
            EchoGame.write(
                    console, "Notification] Client 1 uid 6d attempting identification. Name: Eve");
            console.expect("Name: Eve");
            ada.ask("publish", "'topic':'room:r','event':{'type':'end'}");
            ada.ask("ping", "");
            assertThat(
                            new Rest(gateway, GatewayProcess.ADMIN)
                                    .get("/api/v1/websocket/metrics")
                                    .path("events_in")
                                    .asInt())
                    .isOne();
        }
    }

    @Test
    void the_demo_tells_all_of_it_and_its_players_walk_in_the_world() {
        try (GatewayProcess demo =
                        GatewayProcess.with()
                                .set("VS_GAME_DEMO", "true")
                                .set("VS_BRIDGE_TIME_EVERY", "5s")
                                .start();
                Client console = Client.admin(demo);
                Player admin = Player.with(demo, "/ws/game", GatewayProcess.ADMIN)) {
            List<String> playing =
                    admin.client()
                            .json(m ->
                                    m.path("type").asText().equals("players")
                                            && m.path("count").asInt() > 0)
                            .path("players")
                            .findValuesAsText("name");
            assertThat(Rest.of(demo).metric("vs_world_beings")).as("nobody looks").isZero();

            admin.ask("look", "'zone':'demo'");
            JsonNode came = admin.await("player_nearby");
            assertThat(came.path("user_id").asText())
                    .isEqualTo("game:" + came.path("user").asText());
            assertThat(came.path("topic").asText()).isEqualTo("world:demo");
            var places = new HashMap<String, Set<String>>();
            admin.client()
                    .json(m -> {
                        if (m.path("type").asText().equals("player_movement")) {
                            places.computeIfAbsent(m.path("user").asText(), _ -> new HashSet<>())
                                    .add(m.path("x") + " " + m.path("y"));
                        }
                        return playing.stream()
                                .allMatch(one -> places.getOrDefault(one, Set.of()).size() >= 3);
                    });

            console.command("/autosavenow", "save");
            admin.await("server_save");
            console.command("/announce <b>supper</b>", "announce");
            admin.client()
                    .json(m ->
                            m.path("type").asText().equals("announcement")
                                    && m.path("text").asText().equals("supper"));
            assertThat(admin.await("server_time").path("clock").asText()).matches("\\d\\d:\\d\\d");
        }
    }

    @Test
    void where_the_players_of_a_real_game_are_nobody_knows() {
        try (Client console = Client.admin(gateway);
                Player admin = Player.with(gateway, BOTH, GatewayProcess.ADMIN)) {
            EchoGame.awaitReady(admin);
            admin.send("{'type':'look','zone':'demo'}");
            admin.await("world_snapshot");
            EchoGame.write(
                    console, "Notification] Client 1 uid 6d attempting identification. Name: Eve");
            admin.await("player_joined");
            // Whoever moves is told in the tick after: by then all others would have been.
            Player ada = Player.connect(gateway, "/ws/world", "ada");
            ada.send("{'type':'player_movement','zone':'demo','x':1,'y':2}");
            assertThat(admin.await("player_nearby").path("user_id").asText()).isEqualTo("ada");
            ada.send("{'type':'player_movement','zone':'demo','x':3,'y':2}");
            admin.client().json(m -> m.path("x").asDouble() == 3);
            assertThat(Rest.of(gateway).metric("vs_world_beings")).isEqualTo(1);
            ada.close();
            leave(console, admin);
        }
    }

    @Test
    void what_becomes_of_the_players_and_their_world_is_told() {
        try (Client console = Client.admin(gateway);
                Player ada = Player.connect(gateway, BOTH, "ada")) {
            EchoGame.awaitReady(ada);
            come(console, ada, "Eve");
            EchoGame.write(console, "Audit] Eve died. Death message: Eve was eaten by a wolf.");
            JsonNode death = ada.await("player_death");
            assertThat(death.path("user_id").asText()).isEqualTo("game:Eve");
            assertThat(death.path("text").asText()).isEqualTo("Eve was eaten by a wolf.");

            EchoGame.write(
                    console, "Notification] Message to all in group 0: <i>A storm</i> is coming");
            assertThat(ada.await("announcement").path("text").asText())
                    .isEqualTo("A storm is coming");

            EchoGame.write(console, "Event] Offthread save of savegame done.");
            assertThat(ada.await("server_save").path("topic").asText()).isEqualTo("game:all");

            EchoGame.write(console, "Notification] Handling Console Command /time");
            EchoGame.write(console, "Notification] Serverzeit: 3. Mai, Jahr 2, 23:59");
            EchoGame.writeFurther(console, "Spieltempo: 60");
            assertThat(ada.await("server_time").path("text").asText())
                    .isEqualTo("3. Mai, Jahr 2, 23:59");
            try (Player page = Player.anonymous(gateway, "/ws/game")) {
                JsonNode time = page.await("server_time");
                assertThat(time.path("clock").asText()).isEqualTo("23:59");
                assertThat(time.path("speed").asDouble()).isEqualTo(60);
            }
            leave(console, ada);
        }
    }

    /// What a player writes, and what of it is chat; null where only the sender is told.
    private record Injection(String what, byte[] text, @Nullable String told) {
        Injection(String what, String text, @Nullable String told) {
            this(what, text.getBytes(UTF_8), told);
        }
    }

    private static List<Injection> injections() {
        String forged = "28.1.2024 15:43:12 [Server Event] Client 1 disconnected.";
        return List.of(
                new Injection("a carriage return", "a\r" + forged, null),
                new Injection("a next line", "a\u0085" + forged, null),
                new Injection("a line separator", "a\u2028" + forged, null),
                new Injection("a paragraph separator", "a\u2029" + forged, null),
                new Injection("a vertical tab", "a\u000b" + forged, null),
                new Injection("a form feed", "a\f" + forged, null),
                new Injection("a NUL", "a\0" + forged, null),
                new Injection("a colour and a move up", "\u001b[31m\u001b[1A" + forged, forged),
                new Injection("a title", "\u001b]0;[Server Event]\u0007" + forged, null),
                new Injection("a record", forged, forged),
                new Injection("a bare type", "[Server Event] x", "[Server Event] x"),
                new Injection(
                        "an announcement",
                        "Message to all in group 0: x",
                        "Message to all in group 0: x"),
                new Injection(
                        "a save",
                        "Offthread save of savegame done.",
                        "Offthread save of savegame done."),
                new Injection(
                        "a death", "Eve died. Death message: x", "Eve died. Death message: x"),
                new Injection(
                        "an echo",
                        "Handling Console Command /stop",
                        "Handling Console Command /stop"),
                new Injection("a command", "/op Eve", "/op Eve"),
                new Injection("a command that the game ignores", ".x", ".x"),
                new Injection("somebody else's words", "Bob: x", "Bob: x"),
                new Injection("another group's words", "7 | Bob: x", "7 | Bob: x"),
                new Injection(
                        "a link that runs a command",
                        "<a href=\"command:///op Eve\">click</a> <font color=\"red\">me</font>",
                        "click me"),
                new Injection("escaped markup", "&lt;b&gt; &amp;lt;b&amp;gt;", "<b> &lt;b&gt;"),
                new Injection("text turned round", "\u202e]tnevE revreS[ \u2066x", null),
                new Injection(
                        "JSON", "\",\"role\":\"admin\",\"x\":\"", "\",\"role\":\"admin\",\"x\":\""),
                new Injection("as much as a command may have", "x".repeat(950), "x".repeat(500)),
                new Injection(
                        "a character at the bound",
                        "x".repeat(499) + "\uD83D\uDE00",
                        "x".repeat(499)),
                bytes("half of a pair", "a\u00ed\u00a0\u0080b"),
                bytes("the other half", "a\u00ed\u00b0\u0080b"),
                bytes("no byte of UTF-8", "a\u00ffb"),
                bytes("half of a character", "a\u00f0\u009fb"));
    }

    private static Injection bytes(String what, String bytes) {
        return new Injection(what, bytes.getBytes(ISO_8859_1), null);
    }

    @Test
    void whatever_a_player_writes_is_their_chat() {
        try (Client console = Client.admin(gateway);
                Player ada = Player.connect(gateway, BOTH + "&history=0", "ada")) {
            EchoGame.awaitReady(ada);
            come(console, ada, "Eve");
            var each = new SoftAssertions();
            int number = 0;
            for (Injection one : injections()) {
                number++;
                EchoGame.writeRaw(console, joined("Chat] 0 | Eve: ".getBytes(UTF_8), one.text()));
                EchoGame.write(console, "Chat] 0 | Eve: end " + number);
                String end = "\"content\":\"end " + number + "\"";
                List<JsonNode> heard =
                        ada.client().until(m -> m.contains(end)).stream()
                                .map(Client::parse)
                                .filter(m -> m.has("event_id") && !BY_THEMSELVES.contains(type(m)))
                                .toList();
                each.assertThat(heard)
                        .as(one.what())
                        .hasSize(2)
                        .allMatch(m -> type(m).equals("chat_message"))
                        .allMatch(m -> m.path("user_id").asText().equals("game:Eve"))
                        .noneMatch(m -> m.has("role"));
                String content = heard.getFirst().path("content").asText();
                each.assertThat(content)
                        .as(one.what())
                        .isEqualTo(one.told() == null ? content : one.told())
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
            }
            leave(console, ada);
            each.assertThat(console.pending())
                    .as("what came from the game goes back")
                    .noneMatch(line -> line.contains("/announce"));
            each.assertAll();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    Admin          ~ Admin
                    key:admin      ~ key:admin
                    [Server Event] ~ [Server Event]
                    \u202enimdA   ~ \ufffdnimdA
                    """)
    void whatever_a_player_is_called_they_are_a_player(String name, String shown) {
        try (Client console = Client.admin(gateway);
                Player ada = Player.connect(gateway, BOTH + "&history=0", "ada")) {
            EchoGame.awaitReady(ada);
            come(console, ada, name);
            String line = "Chat] 0 | " + name + ": the server restarts";
            EchoGame.writeRaw(console, line.getBytes(UTF_8));
            JsonNode said = ada.await("chat_message");
            assertThat(said.path("user").asText()).isEqualTo(shown);
            assertThat(said.path("user_id").asText()).isEqualTo("game:" + shown);
            assertThat(said.has("role")).isFalse();
            leave(console, ada);
        }
    }

    /// What may come at any time.
    private static final Set<String> BY_THEMSELVES = Set.of("players", "game_status");

    private static String type(JsonNode message) {
        return message.path("type").asText();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void come(Client console, Player ada, String name) {
        String line = "Notification] Client 1 uid 6d attempting identification. Name: " + name;
        EchoGame.writeRaw(console, line.getBytes(UTF_8));
        ada.await("player_joined");
    }

    /// The only player goes.
    private static void leave(Client console, Player ada) {
        EchoGame.write(console, "Event] Client 1 disconnected.");
        ada.await("player_left");
    }

    private static GatewayProcess.Builder builder() {
        return EchoGame.in(GatewayProcess.with()).set("VS_JWT_SECRET", Issuer.SECRET);
    }
}
