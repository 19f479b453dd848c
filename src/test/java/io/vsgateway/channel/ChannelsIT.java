package io.vsgateway.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vsgateway.access.AccessProfile;
import io.vsgateway.hub.Outcome;
import io.vsgateway.it.Client;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The server's own side, for a program that has the gateway in itself.
@QuarkusTest
@TestProfile(AccessProfile.class)
class ChannelsIT {
    @Inject Channels channels;
    @Inject Passers passers;

    /// Takes note of who comes and goes.
    @ApplicationScoped
    static class Passers {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        List<String> seen() {
            return seen;
        }

        void came(@ObservesAsync Connected event) {
            seen.add("+" + event.connection().id());
        }

        void went(@ObservesAsync Disconnected event) {
            seen.add("-" + event.connection().id());
        }
    }

    @Test
    void a_program_reaches_everybody_a_connection_and_a_topic_and_closes() throws Exception {
        try (Client client = Client.connect(RestAssured.port, "/ws/game?rooms=den", true)) {
            String id = connection(client);
            await().until(() -> passers.seen().contains("+" + id));

            placed(channels.broadcast(event("to_all"), null));
            placed(channels.sendToConnection(id, event("to_you")).orElseThrow());
            placed(channels.publish(TopicName.of("room:den"), event("to_room")));
            placed(channels.sendToUser("somebody else", event("to_user")).orElseThrow());
            placed(channels.broadcast(event("end"), null));

            assertThat(client.until(m -> m.contains("\"end\"")))
                    .extracting(m -> Client.parse(m).path("type").asText())
                    .filteredOn(type -> !type.equals("players") && !type.equals("game_status"))
                    .containsExactly("to_all", "to_you", "to_room", "end");
            assertThat(channels.sendToConnection("none", event("x"))).isEmpty();
            assertThat(channels.sendToUser("x".repeat(500), event("x"))).isEmpty();

            assertThat(channels.disconnect(id, CloseCode.FORBIDDEN)).isTrue();
            assertThat(client.closed().code()).isEqualTo(4003);
            await().until(() -> passers.seen().contains("-" + id));
            assertThat(channels.disconnect(id, CloseCode.FORBIDDEN)).isFalse();
        }
    }

    private static String connection(Client client) {
        return Client.parse(client.expect("\"connected\"")).path("connection_id").asText();
    }

    private static void placed(CompletionStage<Outcome> published) throws Exception {
        assertThat(published.toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isInstanceOf(Outcome.Placed.class);
    }

    private static EventBody event(String type) {
        return EventBody.of(type, JsonNodeFactory.instance.objectNode());
    }
}
