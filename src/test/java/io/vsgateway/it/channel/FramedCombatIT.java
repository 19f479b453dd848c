package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FramedCombatIT extends CombatContract {
    private static final int MOST = 10_000;

    @Override
    String writer() {
        return "framed";
    }

    @Test
    void of_more_fights_than_there_may_be_one_is_not_begun_until_another_is_gone()
            throws InterruptedException {
        try (GatewayProcess gateway = Player.gateway(writer()).start();
                HttpClient http = HttpClient.newHttpClient()) {
            var next = new AtomicInteger();
            Map<Integer, Integer> answers = new ConcurrentHashMap<>();
            int clients = 8;
            var done = new CountDownLatch(clients);
            for (int i = 0; i < clients; i++) {
                Thread.ofVirtual()
                        .start(() -> {
                            while (next.getAndIncrement() < MOST + clients) {
                                answers.merge(begin(http, gateway), 1, Integer::sum);
                            }
                            done.countDown();
                        });
            }
            done.await();
            assertThat(answers).isEqualTo(Map.of(201, MOST, 503, clients));

            var service = new Rest(gateway, Player.SERVICE_KEY);
            String one = service.get("/api/v1alpha1/combat").get(0).asText();
            service.request().delete("/api/v1alpha1/combat/" + one).then().statusCode(204);
            assertThat(begin(http, gateway)).isEqualTo(201);
            assertThat(begin(http, gateway)).isEqualTo(503);
        }
    }

    private static int begin(HttpClient http, GatewayProcess gateway) {
        var request =
                HttpRequest.newBuilder(URI.create(gateway.url("/api/v1alpha1/combat")))
                        .header("X-API-Key", Player.SERVICE_KEY)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"participants\":[{\"user_id\":\"a\",\"kind\":\"npc\"},"
                                                + "{\"user_id\":\"b\",\"kind\":\"npc\"}]}"))
                        .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
