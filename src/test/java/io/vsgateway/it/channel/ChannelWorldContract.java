package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Clients that read slowly, stall, are cut and come back by one id, while others publish by REST
/// and over sockets: ids rise strictly, nothing comes twice, and every event that was acknowledged
/// is received or lies in a gap that was told.
@Tag("alone")
abstract class ChannelWorldContract {
    private static final int CLIENTS = 6;
    private static final int PUBLICATIONS = 1200;

    abstract String writer();

    @Test
    void few_topics() throws Exception {
        run(5, 1);
    }

    @Test
    void many_topics() throws Exception {
        run(200, 2);
    }

    private void run(int topics, long seed) throws Exception {
        try (GatewayProcess gateway =
                Player.gateway(writer()).set("VS_SESSION_LIMITS_PER_USER", "1000").start()) {
            Map<Long, String> acknowledged = Collections.synchronizedMap(new TreeMap<>());
            var readers = new ArrayList<Reader>();
            for (int i = 0; i < CLIENTS; i++) {
                readers.add(new Reader(gateway, i, topics, new Random(seed * 100 + i)));
            }
            var published = new CountDownLatch(2);
            Thread.ofVirtual()
                    .start(() -> {
                        publishByRest(gateway, topics, new Random(seed), acknowledged);
                        published.countDown();
                    });
            Thread.ofVirtual()
                    .start(() -> {
                        publishBySocket(gateway, topics, new Random(seed + 50), acknowledged);
                        published.countDown();
                    });
            var threads = readers.stream().map(reader -> Thread.ofVirtual().start(reader)).toList();
            assertThat(published.await(120, TimeUnit.SECONDS)).isTrue();
            var end = new Rest(gateway, Player.SERVICE_KEY);
            end.post("/api/v1alpha1/publish", "{\"all\":true,\"event\":{\"type\":\"the_end\"}}");
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(120));
            }

            assertThat(acknowledged).hasSize(PUBLICATIONS);
            readers.forEach(reader -> reader.check(acknowledged));
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static void publishByRest(
            GatewayProcess gateway, int topics, Random random, Map<Long, String> acknowledged) {
        var service = new Rest(gateway, Player.SERVICE_KEY);
        for (int i = 0; i < PUBLICATIONS / 2; i += 20) {
            var names = new ArrayList<String>();
            var bodies = new ArrayList<String>();
            for (int j = 0; j < 20; j++) {
                String topic = "room:t" + random.nextInt(topics);
                names.add(topic);
                bodies.add(
                        "{\"topic\":\"%s\",\"event\":{\"type\":\"e\",\"x\":\"%s\"}}"
                                .formatted(topic, "x".repeat(random.nextInt(2000))));
            }
            String body = "{\"publications\":[" + String.join(",", bodies) + "]}";
            JsonNode results = service.post("/api/v1alpha1/publish", body).path("results");
            for (int j = 0; j < 20; j++) {
                acknowledged.put(order(results.get(j).path("event_id").asText()), names.get(j));
            }
        }
    }

    private static void publishBySocket(
            GatewayProcess gateway, int topics, Random random, Map<Long, String> acknowledged) {
        try (Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            bot.await("connected");
            for (int i = 0; i < PUBLICATIONS / 2; i++) {
                String topic = "room:t" + random.nextInt(topics);
                JsonNode ack =
                        bot.ask("publish", "'topic':'%s','event':{'type':'s'}".formatted(topic));
                acknowledged.put(order(ack.path("event_id").asText()), topic);
            }
        }
    }

    private static long order(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    /// One client and its several connections, one behind the other.
    private static final class Reader implements Runnable {
        private final GatewayProcess gateway;
        private final String user;
        private final List<String> rooms = new ArrayList<>();
        private final Random random;
        private final List<Long> seen = new ArrayList<>();
        private final Map<String, List<long[]>> gaps = new HashMap<>();
        private final List<String> begins = new ArrayList<>();
        private long begin = -1;
        private String last = "";
        private boolean isOver;
        private @Nullable AssertionError failure;

        Reader(GatewayProcess gateway, int number, int topics, Random random) {
            this.gateway = gateway;
            this.user = "u" + number;
            this.random = random;
            for (int i = 0; i < Math.min(topics, 20); i++) {
                String room = "t" + random.nextInt(topics);
                if (!rooms.contains(room)) {
                    rooms.add(room);
                }
            }
            connect().close();
        }

        /// Connects and takes note of the place where it all begins.
        private Client connect() {
            String target =
                    "/ws?rooms="
                            + String.join(",", rooms)
                            + (last.isEmpty() ? "" : "&last_event_id=" + last);
            Client client = Player.raw(gateway, target, Player.token(user, Map.of()), true);
            JsonNode connected = client.json(m -> m.path("type").asText().equals("connected"));
            last = connected.path("last_event_id").asText();
            begins.add(last);
            if (begin < 0) {
                begin = order(last);
            }
            return client;
        }

        @Override
        public void run() {
            try {
                while (!isOver) {
                    try (Client client = connect()) {
                        int most = 1 + random.nextInt(300);
                        for (int i = 0; i < most && !isOver; i++) {
                            take(client);
                        }
                    }
                }
            } catch (AssertionError e) {
                failure = e;
            }
        }

        private void take(Client client) {
            if (random.nextInt(40) == 0) {
                pause(random.nextInt(100));
            }
            JsonNode message = Client.parse(client.next());
            String type = message.path("type").asText();
            if (type.equals("gap")) {
                assertThat(message.path("recovered").asBoolean()).isTrue();
                gaps.computeIfAbsent(message.path("topic").asText(), _ -> new ArrayList<>())
                        .add(
                                new long[] {
                                    order(message.path("from").asText()),
                                    order(message.path("to").asText())
                                });
            }
            if (message.has("event_id") && !type.equals("ack")) {
                last = message.path("event_id").asText();
                seen.add(order(last));
            }
            isOver = type.equals("the_end");
        }

        private static void pause(int millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private String about(long order, String topic) {
            List<Long> near = seen.stream().filter(one -> Math.abs(one - order) < 30).toList();
            String told =
                    gaps.getOrDefault(topic, List.of()).stream()
                            .map(gap -> gap[0] + ".." + gap[1])
                            .toList()
                            .toString();
            return "seen near it %s, gaps there %s, connected at %s".formatted(near, told, begins);
        }

        void check(Map<Long, String> acknowledged) {
            assertThat(failure).as(user).isNull();
            assertThat(isOver).as("%s came to the end", user).isTrue();
            for (int i = 1; i < seen.size(); i++) {
                assertThat(seen.get(i)).as(user).isGreaterThan(seen.get(i - 1));
            }
            var received = new HashSet<>(seen);
            acknowledged.forEach((order, topic) -> {
                if (order > begin && rooms.contains(topic.substring("room:".length()))) {
                    boolean isTold =
                            received.contains(order)
                                    || gaps.getOrDefault(topic, List.of()).stream()
                                            .anyMatch(gap -> gap[0] <= order && order <= gap[1]);
                    assertThat(isTold)
                            .as("%s heard of %d in %s: %s", user, order, topic, about(order, topic))
                            .isTrue();
                }
            });
        }
    }
}
