package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.Patience;
import io.vsgateway.it.Begun;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.RedisServer;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Back-ends that know nothing but plain publish and subscribe of Redis, and two gateways. The last
/// tests take Redis and one of these away.
@ExtendWith(Patience.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PubSubIT {
    private RedisServer redis;
    private GatewayProcess one;
    private GatewayProcess two;

    @BeforeAll
    void begin(@TempDir Path folder) {
        redis = RedisServer.start(folder);
        one = gateway();
        two = gateway();
        await().until(() -> listening(one) + listening(two) == 1);
    }

    private GatewayProcess gateway() {
        return Player.gateway("framed")
                .set("VS_GAME_ENABLED", "false")
                .set("VS_REDIS_URL", redis.url())
                .set("VS_REDIS_INGRESS", "true")
                .set("VS_REDIS_EGRESS", "true")
                .start();
    }

    @AfterAll
    void end() {
        Begun.end(one, two, redis);
    }

    private static double listening(GatewayProcess gateway) {
        return Rest.of(gateway).metric("vs_ingress_listening");
    }

    private void publish(String name, String text) {
        redis.cli("PUBLISH", name, text);
    }

    private static List<JsonNode> all(Player player, String until) {
        return player.until(until).stream().filter(event -> event.has("event_id")).toList();
    }

    @Test
    @Order(1)
    void what_back_ends_publish_comes_once_wherever_one_is_connected() {
        try (Player ada = Player.connect(one, "/ws", "ada");
                Player bob = Player.connect(two, "/ws", "bob")) {
            String id = bob.await("connected").path("connection_id").asText();
            ada.await("connected");
            await().until(() ->
                    Rest.of(one).get("/api/v1alpha1/users/bob").path("connections").size() == 1);

            publish(
                    "ws:broadcast",
                    "{\"type\":\"agent_activity_update\",\"event_id\":\"mine\",\"data\":{\"x\":\"ü\"}}");
            publish("ws:user:ada", "{\"type\":\"task_status_update\",\"data\":{\"n\":1}}");
            publish("ws:connection:" + id, "{\"type\":\"for_bob\"}");
            publish("ws:broadcast", "{\"event\":{\"type\":\"not_bob\"},\"exclude_user\":\"bob\"}");
            publish("ws:broadcast", "{\"type\":\"the_end\"}");

            List<JsonNode> here = all(ada, "the_end");
            List<JsonNode> there = all(bob, "the_end");
            assertThat(here)
                    .extracting(event -> event.path("type").asText())
                    .containsExactly(
                            "agent_activity_update", "task_status_update", "not_bob", "the_end");
            assertThat(here.getFirst().path("data").path("x").asText()).isEqualTo("ü");
            assertThat(here.getFirst().path("event_id").asText()).isNotEqualTo("mine");
            assertThat(there)
                    .extracting(event -> event.path("type").asText())
                    .containsExactlyInAnyOrder("agent_activity_update", "for_bob", "the_end");
        }
    }

    @Test
    @Order(2)
    void what_is_no_event_is_told_and_counted_and_keeps_nothing_else_away() {
        GatewayProcess listener = listening(one) == 1 ? one : two;
        double before = Rest.of(listener).metric("vs_ingress_total{result=\"malformed\"}");
        try (Player ada = Player.connect(one, "/ws", "ada")) {
            ada.await("connected");
            for (int i = 0; i < 20; i++) {
                publish("ws:broadcast", "no JSON " + i);
            }
            publish("ws:connection:nobody", "{\"type\":\"lost\"}");
            publish("ws:broadcast", "{\"type\":\"after\"}");
            ada.await("after");
        }
        Rest rest = Rest.of(listener);
        assertThat(rest.metric("vs_ingress_total{result=\"malformed\"}") - before).isEqualTo(20);
        assertThat(rest.metric("vs_ingress_total{result=\"unknown\"}")).isEqualTo(1);
        assertThat(listener.output())
                .filteredOn(line -> line.contains("is lost: it is no JSON"))
                .hasSizeBetween(1, 19);
    }

    @Test
    @Order(3)
    void each_event_is_told_once_and_never_taken_in_again() throws Exception {
        try (var subscriber = new Subscriber(redis.port(), "vs:ws:*");
                Player eve = Player.connect(one, "/ws?rooms=a", "eve")) {
            String id = eve.await("connected").path("connection_id").asText();
            var service = new Rest(two, Player.SERVICE_KEY);
            String body =
                    "{\"topic\":\"room:a\",\"event\":{\"type\":\"said\",\"n\":1},\"idempotency_key\":\"k\"}";
            JsonNode placed = service.post("/api/v1alpha1/publish", body);
            service.post("/api/v1alpha1/publish", body);
            service.post(
                    "/api/v1alpha1/publish", "{\"user\":\"eve\",\"event\":{\"type\":\"yours\"}}");
            await().until(() ->
                    service.get("/api/v1alpha1/users/eve").path("connections").size() == 1);
            service.post(
                    "/api/v1alpha1/publish",
                    "{\"connection\":\"%s\",\"event\":{\"type\":\"here\"}}".formatted(id));
            publish("ws:broadcast", "{\"type\":\"the_end\"}");

            JsonNode said = subscriber.next("vs:ws:topic:room:a");
            assertThat(said.path("event_id")).isEqualTo(placed.path("event_id"));
            assertThat(said.path("n").asInt()).isEqualTo(1);
            assertThat(subscriber.next("vs:ws:user:eve").path("type").asText()).isEqualTo("yours");
            assertThat(subscriber.next("vs:ws:connection:" + id).path("type").asText())
                    .isEqualTo("here");
            assertThat(subscriber.next("vs:ws:broadcast").path("type").asText())
                    .isEqualTo("the_end");
            assertThat(all(eve, "the_end"))
                    .extracting(event -> event.path("type").asText())
                    .containsExactly("said", "yours", "here", "the_end");
        }
    }

    @Test
    @Order(4)
    void behind_a_restart_of_redis_it_is_heard_and_told_again() throws Exception {
        redis.kill();
        redis.startAgain();
        await().until(() -> listening(one) + listening(two) == 1);
        heardOnce("back");
        try (var subscriber = new Subscriber(redis.port(), "vs:ws:topic:room:*")) {
            var service = new Rest(one, Player.SERVICE_KEY);
            double before = Rest.of(one).metric("vs_egress_total");
            // Until it is connected again, nothing is told.
            await().until(() -> {
                service.post(
                        "/api/v1alpha1/publish",
                        "{\"topic\":\"room:b\",\"event\":{\"type\":\"told\"}}");
                return Rest.of(one).metric("vs_egress_total") > before;
            });
            assertThat(subscriber.next("vs:ws:topic:room:b").path("type").asText())
                    .isEqualTo("told");
        }
    }

    private void heardOnce(String type) {
        try (Player ada = Player.connect(one, "/ws", "ada")) {
            ada.await("connected");
            // Until somebody listens, it is lost.
            await().until(() ->
                    !redis.cli("PUBLISH", "ws:broadcast", "{\"type\":\"try\"}").equals("0"));
            publish("ws:broadcast", "{\"type\":\"%s\"}".formatted(type));
            publish("ws:broadcast", "{\"type\":\"the_end\"}");
            assertThat(all(ada, "the_end"))
                    .extracting(event -> event.path("type").asText())
                    .containsOnlyOnce(type);
        }
    }

    @Test
    @Order(5)
    void if_the_one_that_listens_is_killed_another_one_does() throws Exception {
        if (listening(one) == 1) {
            GatewayProcess other = one;
            one = two;
            two = other;
        }
        two.kill();
        await().atMost(Duration.ofSeconds(60)).until(() -> listening(one) == 1);
        heardOnce("taken_over");
        assertThat(one.complaints()).isEmpty();
    }

    /// A plain subscriber of Redis.
    private static final class Subscriber implements AutoCloseable {
        private final Socket socket;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Subscriber(int port, String pattern) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.getOutputStream()
                    .write(("PSUBSCRIBE " + pattern + "\r\n").getBytes(StandardCharsets.UTF_8));
            var reader =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            reader.lines().forEach(lines::add);
                        } catch (RuntimeException _) {
                            lines.add("ended");
                        }
                    });
            await().until(() -> lines.contains("psubscribe"));
        }

        /// The next event, which must have come on this name.
        JsonNode next(String name) throws InterruptedException {
            while (true) {
                String line = lines.poll(30, TimeUnit.SECONDS);
                assertThat(line).isNotNull();
                if (line.startsWith("vs:ws:") && !line.endsWith("*")) {
                    if (line.equals("vs:ws:topic:system:connections")) {
                        continue;
                    }
                    assertThat(line).isEqualTo(name);
                    lines.poll(30, TimeUnit.SECONDS);
                    return Client.parse(lines.poll(30, TimeUnit.SECONDS));
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
