package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/// A fight of two npcs for whom a back-end acts, each time by whichever gateway comes, several at
/// once: most of them too late, as only one can have the turn.
final class WanderingFight {
    private static final String COMBAT = "/api/v1alpha1/combat";
    private static final int MOST_PAUSE = 150;

    private final List<GatewayProcess> gateways;
    private final String id;

    /// Turns of which some gateway has said that they were acted in.
    private final List<Integer> acknowledged = Collections.synchronizedList(new ArrayList<>());

    WanderingFight(List<GatewayProcess> gateways, long seed) {
        this.gateways = gateways;
        this.id = "w" + seed;
    }

    void begin() {
        String body =
                "{\"id\":\"%s\",\"participants\":[{\"user_id\":\"n1\",\"kind\":\"npc\"},{\"user_id\":\"n2\",\"kind\":\"npc\"}]}"
                        .formatted(id);
        await().ignoreExceptions()
                .until(() -> List.of(201, 409).contains(post(gateways.getFirst(), "", body)));
    }

    /// Acts in turns at gateways that may vanish, until it is over.
    void act(Random random, BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            try {
                JsonNode view = view(gateways.get(random.nextInt(gateways.size())));
                int turn = view.path("turn").asInt();
                String action =
                        "{\"user_id\":\"%s\",\"action\":\"hit\",\"turn\":%d}"
                                .formatted(view.path("user_id").asText(), turn);
                GatewayProcess other = gateways.get(random.nextInt(gateways.size()));
                if (post(other, "/" + id + "/action", action) == 200) {
                    acknowledged.add(turn);
                }
                Thread.sleep(random.nextInt(MOST_PAUSE));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } catch (Exception | AssertionError _) {
                // It is gone, or refuses: what became of it nobody knows.
            }
        }
    }

    /// It stands alike everywhere. If nothing was lost, all that was acknowledged is told, once,
    /// and turns follow each other.
    void check(boolean isWhole) {
        await().ignoreExceptions()
                .untilAsserted(() -> {
                    JsonNode first = view(gateways.getFirst());
                    assertThat(first.path("turn").asInt()).isGreaterThan(1);
                    for (GatewayProcess gateway : gateways) {
                        assertThat(view(gateway)).isEqualTo(first);
                        assertThat(history(gateway)).isEqualTo(history(gateways.getFirst()));
                    }
                });
        if (!isWhole) {
            return;
        }
        List<JsonNode> events = history(gateways.getFirst());
        List<Integer> turns = turns(events, "combat_turn");
        for (int i = 0; i < turns.size(); i++) {
            assertThat(turns.get(i)).isEqualTo(i + 1);
        }
        assertThat(acknowledged).isNotEmpty().doesNotHaveDuplicates();
        assertThat(turns(events, "combat_action"))
                .doesNotHaveDuplicates()
                .containsAll(acknowledged);
    }

    private static List<Integer> turns(List<JsonNode> events, String type) {
        return events.stream()
                .filter(m -> m.path("type").asText().equals(type))
                .map(m -> m.path("turn").asInt())
                .toList();
    }

    private JsonNode view(GatewayProcess gateway) {
        return service(gateway).get(COMBAT + "/" + id);
    }

    private List<JsonNode> history(GatewayProcess gateway) {
        var all = new ArrayList<JsonNode>();
        String before = "";
        while (true) {
            JsonNode page =
                    service(gateway)
                            .get(
                                    "/api/v1alpha1/topics/combat:%s/history?limit=1000%s"
                                            .formatted(id, before))
                            .path("events");
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(0, StreamSupport.stream(page.spliterator(), false).toList());
            before = "&before=" + page.get(0).path("event_id").asText();
        }
    }

    private static int post(GatewayProcess gateway, String path, String body) {
        return service(gateway)
                .request()
                .contentType("application/json")
                .body(body)
                .post(COMBAT + path)
                .statusCode();
    }

    private static Rest service(GatewayProcess gateway) {
        return new Rest(gateway, Player.SERVICE_KEY);
    }
}
