package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the channels hear of the game's console.
@Timeout(120)
class BridgeIT {
    private static final String BOTH = "/ws?channels=game,chat";

    @Test
    void who_plays_and_what_they_say_is_told() {
        try (GatewayProcess gateway = gateway();
                Client console = Client.admin(gateway);
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
        try (GatewayProcess gateway = gateway();
                Client console = Client.admin(gateway);
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
        }
    }

    @Test
    void a_page_without_a_credential_sees_who_plays_and_no_chat() {
        try (GatewayProcess gateway = gateway();
                Client console = Client.admin(gateway);
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
                assertThat(page.until("player_left"))
                        .noneMatch(m -> m.path("type").asText().equals("chat_message"));
            }
        }
    }

    @Test
    void the_end_of_the_game_is_told() {
        try (GatewayProcess gateway = gateway();
                Client console = Client.admin(gateway);
                Player ada = Player.connect(gateway, "/ws/game", "ada")) {
            EchoGame.awaitReady(ada);
            EchoGame.write(
                    console, "Notification] Client 1 uid 6d attempting identification. Name: Eve");
            ada.await("player_joined");
            new Rest(gateway, GatewayProcess.ADMIN).post("/api/v1alpha1/server/kill", "");
            assertThat(ada.await("player_left").path("user").asText()).isEqualTo("Eve");
            ada.client()
                    .json(m ->
                            m.path("type").asText().equals("game_status")
                                    && !m.path("ready").asBoolean());
        }
    }

    @Test
    void it_can_be_switched_off() {
        try (GatewayProcess gateway =
                        builder().set("VS_BRIDGE_CONSOLE_TO_CHANNELS", "false").start();
                Client console = Client.admin(gateway);
                Player ada = Player.connect(gateway, BOTH, "ada")) {
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
    void the_players_of_the_demo_walk_in_the_world() {
        try (GatewayProcess demo = GatewayProcess.with().set("VS_GAME_DEMO", "true").start();
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
        }
    }

    @Test
    void where_the_players_of_a_real_game_are_nobody_knows() {
        try (GatewayProcess gateway = gateway();
                Client console = Client.admin(gateway);
                Player admin = Player.with(gateway, BOTH, GatewayProcess.ADMIN)) {
            EchoGame.awaitReady(admin);
            admin.ask("look", "'zone':'demo'");
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
        }
    }

    private static GatewayProcess gateway() {
        return builder().start();
    }

    private static GatewayProcess.Builder builder() {
        return EchoGame.in(GatewayProcess.with()).set("VS_JWT_SECRET", Issuer.SECRET);
    }
}
