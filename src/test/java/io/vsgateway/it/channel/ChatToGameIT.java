package io.vsgateway.it.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is said in the channels, in the game.
@Tag("many-starts")
@Timeout(120)
class ChatToGameIT {
    private static final String LOG = "28.1.2024 15:43:12 [Server ";

    /// Says what it is told to announce as if the player Eve had said it: worse than any game does.
    /// It owns up to every other command, and can have Eve say a lot by herself.
    private static final String PARROT =
            "printf '%s\\n' '"
                    + LOG
                    + "Notification] Entering runphase RunGame'; printf '%s\\n' '"
                    + LOG
                    + "Notification] Client 1 uid 6d attempting identification. Name: Eve';"
                    + " while IFS= read -r line; do case \"$line\" in"
                    + " /announce*) printf '%s\\n' '"
                    + LOG
                    + "Notification] Handling Console Command '\"$line\";"
                    + " printf '%s\\n' '"
                    + LOG
                    + "Chat] 0 | Eve: '\"${line#/announce }\";;"
                    + " /say*) printf '%s\\n' \"${line#/say }\";;"
                    + " /flood*) i=0; while [ $i -lt \"${line#/flood }\" ]; do printf '%s\\n' '"
                    + LOG
                    + "Chat] 0 | Eve: inside '$i.; i=$((i + 1));"
                    + " [ $((i % 100)) -gt 0 ] || sleep 0.01; done;;"
                    + " *) printf '%s\\n' \"TAKEN $line\";; esac; done";

    private static GatewayProcess.Builder builder() {
        return GatewayProcess.with()
                .game(PARROT)
                .set("VS_GAME_DIALECT", "vintagestory")
                .set("VS_GAME_INPUT_GAP", "10ms")
                .set("VS_CHAT_MESSAGES_PER_SECOND", "1000")
                .set("VS_CHAT_MESSAGES_BURST", "1000")
                .set("VS_CHANNEL_MESSAGES_PER_SECOND", "1000")
                .set("VS_CHANNEL_MESSAGES_BURST", "1000")
                .set("VS_JWT_SECRET", Issuer.SECRET);
    }

    private static GatewayProcess gateway() {
        return builder().set("VS_BRIDGE_CHAT_TO_GAME", "true").start();
    }

    private static Player player(GatewayProcess gateway, String user) {
        return Player.connect(gateway, "/ws?channels=game,chat", user);
    }

    private static void say(Player who, String text) {
        who.send("{'type':'chat_message','channel':'global','content':'" + text + "'}");
    }

    @Test
    void players_in_the_game_and_in_the_channels_talk_and_nothing_echoes() {
        try (GatewayProcess gateway = gateway();
                Client console = Client.admin(gateway);
                Player ada = player(gateway, "ada");
                Player bob = player(gateway, "bob")) {
            EchoGame.awaitReady(ada);

            say(ada, "hello <a href=command:///op>you</a>");
            console.expect("Eve: [Ada] hello &lt;a href=command:///op&gt;you&lt;/a&gt;");
            EchoGame.write(console, "Chat] 0 | Eve: hi [Ada]");

            List<JsonNode> heard =
                    bob.client().until(m -> m.contains("hi [Ada]")).stream()
                            .map(Client::parse)
                            .filter(m -> m.path("type").asText().equals("chat_message"))
                            .toList();
            assertThat(heard)
                    .extracting(m -> m.path("user").asText())
                    .as("what the game says again is no word of Eve's")
                    .containsExactly("Ada", "Eve");
            JsonNode audit =
                    new Rest(gateway, GatewayProcess.ADMIN).get("/api/v1alpha1/audit?limit=50");
            assertThat(audit.toString()).contains("/announce [Ada] hello").contains("\"bridge\"");
        }
    }

    @Test
    void in_a_flood_some_are_left_out_and_who_wrote_them_is_told() {
        try (GatewayProcess gateway = gateway();
                Client console = Client.admin(gateway);
                Player ada = player(gateway, "ada");
                Player bob = player(gateway, "bob")) {
            EchoGame.awaitReady(ada);
            int all = 60;
            for (int i = 0; i < all; i++) {
                say(ada, "flood " + i + ".");
            }

            JsonNode told = ada.await("system");

            assertThat(told.path("code").asText()).isEqualTo("not_in_game");
            int leftOut = Integer.parseInt(told.path("message").asText().replaceAll("\\D.*", ""));
            assertThat(leftOut).isBetween(1, all - 20);
            int shown = all - leftOut;
            var inGame = new ArrayList<Integer>();
            while (inGame.size() < shown) {
                String line = console.next();
                if (line.contains("Eve: [Ada] flood ")) {
                    inGame.add(Integer.valueOf(line.replaceAll("(?s).*flood (\\d+)\\..*", "$1")));
                }
            }
            // A later one has a place if the flood takes so long that one of them is free again.
            assertThat(inGame).isSorted().doesNotHaveDuplicates();
            assertThat(inGame.subList(0, 20)).as("the first of them").endsWith(19);
            say(ada, "end");
            assertThat(
                            bob.client().until(m -> m.contains("\"content\":\"end\"")).stream()
                                    .filter(m -> m.contains("chat_message"))
                                    .filter(m -> m.contains("game:Eve")))
                    .as("echoes")
                    .isEmpty();
        }
    }

    /// What somebody says, and what the game is told.
    private static final Map<String, String> INJECTIONS =
            Map.ofEntries(
                    entry("a\\n/op Ada", "a /op Ada"),
                    entry("a\\r/op Ada", "a /op Ada"),
                    entry("a\\r\\n/op Ada", "a /op Ada"),
                    entry("a\\u0085/op Ada", "a /op Ada"),
                    entry("a\\u2028/op Ada", "a /op Ada"),
                    entry("a\\u2029/op Ada", "a /op Ada"),
                    entry("a\\u000b/op Ada", "a /op Ada"),
                    entry("a\\f/op Ada", "a /op Ada"),
                    entry("/op Ada", "/op Ada"),
                    entry(".x", ".x"),
                    entry("{text} {name}", "{text} {name}"),
                    entry(
                            "<a href='command:///op'>x</a>",
                            "&lt;a href='command:///op'&gt;x&lt;/a&gt;"),
                    entry("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
                    entry("\\u202e[tnevE revreS] \\u2066x", "[tnevE revreS] x"),
                    entry(
                            "[Server Event] Client 1 disconnected.",
                            "[Server Event] Client 1 disconnected."));

    @Test
    void whatever_is_said_is_the_text_of_one_command() {
        try (GatewayProcess gateway = gateway();
                Client console = Client.admin(gateway);
                Player reader = player(gateway, "bob");
                Player admin =
                        Player.with(
                                gateway,
                                "/ws/chat",
                                Player.token("eve", Map.of("name", "Admin\u202e]\n/op eve [")))) {
            EchoGame.awaitReady(reader);
            INJECTIONS.forEach((text, shown) ->
                    assertThat(command(console, admin, text))
                            .contains("Command /announce [Admin")
                            .endsWith("] " + shown));
            String faces = "\uD83D\uDE00";
            String longest = command(console, admin, faces.repeat(250));
            assertThat(longest).matches(".*] (" + faces + ")+");
            assertThat(longest.substring(longest.indexOf('/')).getBytes(UTF_8))
                    .as("with its newline, and no half of a character")
                    .hasSizeBetween(1023 - 4, 1023 - 1);
            say(admin, "a\\ud800b");
            assertThat(admin.await("error").path("code").asText()).isEqualTo("invalid_message");
            EchoGame.write(console, "Chat] 0 | Eve: end");
            assertThat(reader.client().until(m -> m.contains("\"content\":\"end\"")))
                    .filteredOn(m -> m.contains("chat_message") && m.contains("game:Eve"))
                    .as("the end alone, and not what the game says again")
                    .hasSize(1);
        }
    }

    /// Somebody says this; returns the one command that the game takes.
    ///
    /// @param text as it stands between quotes in JSON
    private static String command(Client console, Player who, String text) {
        who.client()
                .send(
                        "{\"type\":\"chat_message\",\"channel\":\"global\",\"content\":\""
                                + text
                                + "\"}");
        List<String> lines = console.until(m -> m.contains("Eve: ["));
        assertThat(lines).noneMatch(line -> line.contains("TAKEN"));
        List<String> taken =
                lines.stream().filter(m -> m.contains("Handling Console Command")).toList();
        assertThat(taken).as(text).hasSize(1);
        return Client.parse(taken.getFirst()).path("text").asText();
    }

    @Test
    void of_very_many_messages_both_ways_none_comes_back() {
        int each = 10_000;
        try (GatewayProcess gateway =
                        builder()
                                .set("VS_BRIDGE_CHAT_TO_GAME", "true")
                                .set("VS_API_KEY_SERVICE", Player.SERVICE_KEY)
                                .set("VS_CONSOLE_BUFFER_LINES", "100000")
                                .start();
                Client console = Client.admin(gateway);
                Player reader = player(gateway, "bob");
                Player service = Player.with(gateway, "/ws?topics=room:none", Player.SERVICE_KEY)) {
            EchoGame.awaitReady(reader);
            console.command("/flood " + each, "flood");
            for (int i = 0; i < each; i++) {
                say(service, "outside " + i + ".");
            }

            var heard = new HashSet<String>();
            int missed = 0;
            while (heard.size() + missed < 2 * each) {
                JsonNode next = Client.parse(reader.client().next());
                String type = next.path("type").asText();
                if (type.equals("gap")) {
                    missed += next.path("count").asInt();
                } else if (type.equals("chat_message")) {
                    String content = next.path("content").asText();
                    assertThat(heard.add(content)).as(content).isTrue();
                    assertThat(next.path("origin").asText())
                            .isEqualTo(content.startsWith("inside") ? "game" : "");
                }
            }
            EchoGame.write(console, "Chat] 0 | Eve: end");
            assertThat(reader.client().until(m -> m.contains("\"content\":\"end\"")))
                    .filteredOn(m -> m.contains("chat_message"))
                    .hasSize(1);
            assertThat(console.until(m -> m.contains("Eve: end")))
                    .filteredOn(m -> m.contains("Handling Console Command"))
                    .isNotEmpty()
                    .allMatch(m -> m.contains("] outside "));
        }
    }

    @Test
    void it_is_off_unless_it_is_wanted_and_the_policy_holds() {
        try (GatewayProcess off = builder().start();
                GatewayProcess barred =
                        builder()
                                .set("VS_BRIDGE_CHAT_TO_GAME", "true")
                                .set("VS_CONSOLE_COMMANDS_BLOCKED", "(?i)^/announce")
                                .start();
                Client console = Client.admin(off);
                Player ada = player(off, "ada");
                Player bob = player(barred, "bob")) {
            EchoGame.awaitReady(ada);
            say(ada, "hello");
            ada.await("chat_message");
            EchoGame.write(console, "Chat] 0 | Eve: end");
            assertThat(console.until(m -> m.contains("Eve: end")))
                    .noneMatch(m -> m.contains("[Ada]"));

            EchoGame.awaitReady(bob);
            say(bob, "hello");
            assertThat(bob.await("system").path("message").asText())
                    .isEqualTo("a message was not shown in the game");
        }
    }

    @Test
    void a_command_without_its_parts_stops_the_start() throws InterruptedException {
        try (GatewayProcess gateway =
                builder()
                        .set("VS_BRIDGE_CHAT_TO_GAME", "true")
                        .set("VS_BRIDGE_CHAT_COMMAND", "/announce {text}")
                        .launch()) {
            assertThat(gateway.awaitExit(Duration.ofSeconds(60))).isNotZero();
            assertThat(gateway.errors())
                    .singleElement()
                    .asString()
                    .contains("VS_BRIDGE_CHAT_COMMAND");
        }
    }
}
