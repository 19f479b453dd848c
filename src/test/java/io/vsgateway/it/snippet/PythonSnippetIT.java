package io.vsgateway.it.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.deploy.Tool;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.Script;
import io.vsgateway.it.channel.Player;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// In Python, with its library `websockets`: rooms, and the token in a header.
@Tag("jar-only")
@Timeout(120)
class PythonSnippetIT {
    @Test
    void those_in_a_room_hear_each_other_and_the_back_end() {
        Tool python = Tool.named("python3-websockets");
        try (GatewayProcess gateway = Player.gateway("framed").start();
                Script ada = join(python, gateway, "ada");
                Script bob = join(python, gateway, "bob")) {
            type(ada, "connected");
            JsonNode connected = type(bob, "connected");
            assertThat(connected.path("user_id").asText()).isEqualTo("bob");
            assertThat(connected.path("topics").toString()).contains("room:general");

            // Not back to who wrote it, as rooms are often made.
            ada.type(
                    """
                    {"type":"publish","topic":"room:general","exclude_user":"ada","event":{"type":"message","message":"hi"}}\
                    """);
            JsonNode heard = type(bob, "message");
            assertThat(heard.path("message").asText()).isEqualTo("hi");
            assertThat(heard.path("user_id").asText()).isEqualTo("ada");

            new Rest(gateway, Player.SERVICE_KEY)
                    .post(
                            "/api/v1alpha1/publish",
                            "{\"all\":true,\"event\":{\"type\":\"notification\",\"data\":{\"n\":1}}}");
            for (Script client : List.of(ada, bob)) {
                assertThat(type(client, "notification").path("data").path("n").asInt()).isOne();
            }
            assertThat(ada.output())
                    .noneMatch(line -> Client.parse(line).path("type").asText().equals("message"));

            // What it sends first often means nothing; it is told, and stays.
            bob.type("{\"type\":\"hello\"}");
            assertThat(type(bob, "error").path("message").asText()).isNotEmpty();
            bob.type("{\"type\":\"leave_room\",\"room\":\"general\",\"id\":\"1\"}");
            assertThat(type(bob, "unsubscribed").path("topic").asText()).isEqualTo("room:general");
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static Script join(Tool python, GatewayProcess gateway, String user) {
        String script = SnippetContract.CLIENTS.resolve("rooms.py").toString();
        String address = gateway.url("").replaceFirst("^http", "ws");
        String token = Player.token(user, Map.of());
        return Script.start(Map.of(), python.command(script, address, token, "general"));
    }

    private static JsonNode type(Script client, String type) {
        return Client.parse(
                client.await(line -> Client.parse(line).path("type").asText().equals(type)));
    }
}
