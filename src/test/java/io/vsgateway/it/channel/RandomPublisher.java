package io.vsgateway.it.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/// Publishes to random rooms, and takes note of what is acknowledged.
///
/// @param topics how many rooms there are
/// @param acknowledged topics by the id of their events
public record RandomPublisher(
        GatewayProcess gateway, int topics, Random random, Map<String, String> acknowledged) {
    private static final int AT_ONCE = 20;
    private static final int FEW = 5;
    private static final int MOST_PAUSE = 300;

    private String room() {
        return "room:t" + random.nextInt(topics);
    }

    /// Publishes so many events, some of which may be refused.
    public void byRest(int count) {
        byRest(count, AT_ONCE);
    }

    private void byRest(int count, int atOnce) {
        var service = new Rest(gateway, Player.SERVICE_KEY);
        for (int i = 0; i < count; i += atOnce) {
            var names = new ArrayList<String>();
            var bodies = new ArrayList<String>();
            for (int j = 0; j < atOnce; j++) {
                String topic = room();
                names.add(topic);
                bodies.add(
                        "{\"topic\":\"%s\",\"event\":{\"type\":\"e\",\"x\":\"%s\"}}"
                                .formatted(topic, "x".repeat(random.nextInt(2000))));
            }
            String body = "{\"publications\":[" + String.join(",", bodies) + "]}";
            JsonNode results = service.post("/api/v1alpha1/publish", body).path("results");
            for (int j = 0; j < atOnce; j++) {
                note(results.path(j), names.get(j));
            }
        }
    }

    /// The same over a socket, one after the other.
    public void bySocket(int count) {
        try (Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            bot.await("connected");
            for (int i = 0; i < count; i++) {
                String topic = room();
                note(
                        bot.ask("publish", "'topic':'%s','event':{'type':'s'}".formatted(topic)),
                        topic);
            }
        }
    }

    /// Publishes now and then at one or the other of gateways that may vanish, until it is over.
    public static void amidTrouble(
            List<GatewayProcess> gateways,
            int topics,
            Random random,
            Map<String, String> acknowledged,
            BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            GatewayProcess gateway = gateways.get(random.nextInt(gateways.size()));
            try {
                new RandomPublisher(gateway, topics, random, acknowledged).byRest(FEW, FEW);
                Thread.sleep(random.nextInt(MOST_PAUSE));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } catch (Exception | AssertionError _) {
                // It is gone, or refuses: what became of these events nobody knows.
            }
        }
    }

    private void note(JsonNode answer, String topic) {
        String id = answer.path("event_id").asText();
        if (!id.isEmpty()) {
            acknowledged.put(id, topic);
        }
    }
}
