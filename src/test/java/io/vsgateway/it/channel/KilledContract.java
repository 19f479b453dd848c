package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A gateway that is killed while two publish and others read, and the one that comes after it at
/// the same address: what was acknowledged is received, or whoever comes back is told that it is
/// gone.
abstract class KilledContract {
    private static final List<String> ROOMS = List.of("room:a", "room:b", "room:c", "room:d");

    /// So many events of each publisher are acknowledged before the end, and after it.
    private static final int EACH = 150;

    private static final String THE_END = "{\"all\":true,\"event\":{\"type\":\"the_end\"}}";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    abstract String writer();

    /// What was published, as a publisher or reader knows it.
    private record Told(String topic, String text) {
        String members() {
            return "\"topic\":\"%s\",\"event\":{\"type\":\"e\",\"text\":\"%s\"}"
                    .formatted(topic, text);
        }
    }

    @Test
    void what_was_acknowledged_is_received_or_told_to_be_gone() throws Exception {
        String port = Integer.toString(FreePort.get());
        try (GatewayProcess first = Player.gateway(writer()).set("VS_HTTP_PORT", port).start()) {
            var byRest = new Publisher("rest", new RestSender(first));
            var bySocket = new Publisher("socket", new SocketSender(first));
            var readers =
                    List.of(
                            new Reader(first, "ada", List.of("room:a", "room:b", "room:c")),
                            new Reader(first, "bob", List.of("room:c", "room:d")),
                            new Reader(first, "cyd", ROOMS));
            var reading = readers.stream().map(KilledContract::inBackground).toList();
            var publishing = List.of(inBackground(byRest), inBackground(bySocket));
            awaitAcknowledged(byRest, EACH);
            awaitAcknowledged(bySocket, EACH);

            first.kill();
            int before = byRest.acknowledged.size() + bySocket.acknowledged.size();
            try (GatewayProcess second =
                    Player.gateway(writer()).data(first.data()).set("VS_HTTP_PORT", port).start()) {
                awaitAcknowledged(byRest, byRest.size() + EACH);
                awaitAcknowledged(bySocket, bySocket.size() + EACH);
                byRest.isOver = true;
                bySocket.isOver = true;
                for (var publisher : publishing) {
                    publisher.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                }
                readers.forEach(Reader::awaitSecondLife);
                Rest service = new Rest(second, Player.SERVICE_KEY);
                service.post("/api/v1alpha1/publish", THE_END);
                for (var reader : reading) {
                    reader.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                }

                var acknowledged = new HashMap<>(byRest.acknowledged);
                acknowledged.putAll(bySocket.acknowledged);
                assertThat(acknowledged)
                        .as("no id was given twice")
                        .hasSize(byRest.size() + bySocket.size());
                assertThat(acknowledged.size()).isGreaterThan(before);
                Set<String> lives = lives(acknowledged.keySet());
                assertThat(lives).as("one life before and one behind").hasSize(2);
                readers.forEach(reader -> reader.check(acknowledged));
                noIdHasTwoContents(readers, acknowledged);
            }
        }
    }

    private static CompletableFuture<Void> inBackground(Runnable task) {
        return CompletableFuture.runAsync(task, Thread::startVirtualThread);
    }

    private static void awaitAcknowledged(Publisher publisher, int atLeast) {
        await().atMost(PATIENCE).until(() -> publisher.size() >= atLeast);
    }

    private static Set<String> lives(Set<String> ids) {
        var lives = new HashSet<String>();
        ids.forEach(id -> lives.add(life(id)));
        return lives;
    }

    private static void noIdHasTwoContents(List<Reader> readers, Map<String, Told> acknowledged) {
        var all = new HashMap<>(acknowledged);
        for (Reader reader : readers) {
            reader.seen.forEach((id, told) ->
                    assertThat(all.merge(id, told, (known, _) -> known)).as(id).isEqualTo(told));
        }
    }

    private static String life(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    private static long order(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    /// Publishes one event.
    private interface Sender extends AutoCloseable {
        /// @return its id; empty if nobody knows what became of it
        Optional<String> publish(Told event);

        @Override
        void close();
    }

    private record RestSender(GatewayProcess gateway) implements Sender {
        @Override
        public Optional<String> publish(Told event) {
            try {
                var answer =
                        new Rest(gateway, Player.SERVICE_KEY)
                                .request()
                                .contentType("application/json")
                                .body("{" + event.members() + "}")
                                .post("/api/v1alpha1/publish");
                assertThat(answer.statusCode()).isEqualTo(202);
                return Optional.of(answer.jsonPath().getString("event_id"));
            } catch (Exception _) {
                return Optional.empty();
            }
        }

        @Override
        public void close() {}
    }

    private static final class SocketSender implements Sender {
        private final GatewayProcess gateway;
        private Optional<Client> client = Optional.empty();

        SocketSender(GatewayProcess gateway) {
            this.gateway = gateway;
        }

        @Override
        public Optional<String> publish(Told event) {
            try {
                Client open =
                        client.orElseGet(
                                () -> Player.raw(gateway, "/ws", Player.SERVICE_KEY, true));
                client = Optional.of(open);
                String id = event.text();
                open.send("{\"type\":\"publish\",\"id\":\"" + id + "\"," + event.members() + "}");
                while (true) {
                    Optional<String> message = open.nextUnlessClosed();
                    if (message.isEmpty()) {
                        close();
                        return Optional.empty();
                    }
                    JsonNode answer = Client.parse(message.get());
                    if (answer.path("id").asText().equals(id)) {
                        assertThat(answer.path("type").asText()).isEqualTo("ack");
                        return Optional.of(answer.path("event_id").asText());
                    }
                }
            } catch (RuntimeException _) {
                close();
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            client.ifPresent(Client::close);
            client = Optional.empty();
        }
    }

    /// Publishes one event after the other, each once, whatever happens.
    private static final class Publisher implements Runnable {
        private final String name;
        private final Sender sender;
        final Map<String, Told> acknowledged = new ConcurrentHashMap<>();
        volatile boolean isOver;

        Publisher(String name, Sender sender) {
            this.name = name;
            this.sender = sender;
        }

        int size() {
            return acknowledged.size();
        }

        @Override
        public void run() {
            try (sender) {
                for (int number = 0; !isOver; number++) {
                    var event = new Told(ROOMS.get(number % ROOMS.size()), name + number);
                    Optional<String> id = sender.publish(event);
                    id.ifPresentOrElse(
                            given -> acknowledged.put(given, event), KilledContract::pause);
                }
            }
        }
    }

    /// What is not there yet is asked for again a moment later.
    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Follows its topics and comes back by one id as often as it must.
    private static final class Reader implements Runnable {
        private final GatewayProcess gateway;
        private final String user;
        private final List<String> topics;
        private Client client;
        private volatile String life;
        private final String firstLife;
        private final long begin;
        private String last;
        private boolean isOver;

        final Map<String, Told> seen = new HashMap<>();

        /// In the order in which they came.
        private final List<String> ids = new ArrayList<>();

        /// Topic and place, up to which it is gone: of the life before, and in the new one.
        private final Map<String, String> lost = new HashMap<>();

        private final List<JsonNode> missed = new ArrayList<>();
        private final List<Boolean> resumed = new ArrayList<>();

        Reader(GatewayProcess gateway, String user, List<String> topics) {
            this.gateway = gateway;
            this.user = user;
            this.topics = topics;
            this.last = "";
            JsonNode connected = connect().orElseThrow();
            this.last = connected.path("last_event_id").asText();
            this.firstLife = life(last);
            this.life = firstLife;
            this.begin = order(last);
        }

        /// @return what it is told first; empty if nobody is there
        private Optional<JsonNode> connect() {
            String target =
                    "/ws?topics="
                            + String.join(",", topics)
                            + (last.isEmpty() ? "" : "&last_event_id=" + last);
            try {
                client = Player.raw(gateway, target, Player.token(user, Map.of()), true);
                return client.nextUnlessClosed().map(Client::parse);
            } catch (RuntimeException _) {
                return Optional.empty();
            }
        }

        void awaitSecondLife() {
            await().atMost(PATIENCE).until(() -> !life.equals(firstLife));
        }

        @Override
        public void run() {
            while (!isOver) {
                Optional<String> message = client.nextUnlessClosed();
                if (message.isPresent()) {
                    take(Client.parse(message.get()));
                } else {
                    client.close();
                    while (connect().isEmpty()) {
                        pause();
                    }
                }
            }
            client.close();
        }

        private void take(JsonNode message) {
            switch (message.path("type").asText()) {
                case "e" -> {
                    seen(message.path("event_id").asText());
                    seen.put(
                            last,
                            new Told(
                                    message.path("topic").asText(), message.path("text").asText()));
                }
                case "gap" -> {
                    if (message.path("recovered").asBoolean()) {
                        missed.add(message);
                    } else {
                        lost.put(message.path("topic").asText(), message.path("to").asText());
                    }
                }
                case "resumed" -> {
                    resumed.add(message.path("recovered").asBoolean());
                    life = "second";
                }
                case "the_end" -> {
                    seen(message.path("event_id").asText());
                    isOver = true;
                }
                default -> {}
            }
        }

        private void seen(String id) {
            ids.add(id);
            last = id;
        }

        void check(Map<String, Told> acknowledged) {
            assertThat(resumed).as(user).containsExactly(false);
            assertThat(lost.keySet()).as(user).containsAll(topics);
            for (int i = 1; i < ids.size(); i++) {
                if (life(ids.get(i)).equals(life(ids.get(i - 1)))) {
                    assertThat(order(ids.get(i))).as(user).isGreaterThan(order(ids.get(i - 1)));
                }
            }
            assertThat(lives(new HashSet<>(ids)).size()).as(user).isEqualTo(2);
            acknowledged.forEach((id, event) -> {
                if (topics.contains(event.topic()) && isDue(id)) {
                    assertThat(seen.containsKey(id) || isToldOf(id, event.topic()))
                            .as("%s heard of %s in %s", user, id, event)
                            .isTrue();
                }
            });
            seen.forEach((id, event) -> assertThat(topics).as(id).contains(event.topic()));
        }

        /// What was there before it came is not its.
        private boolean isDue(String id) {
            return !life(id).equals(firstLife) || order(id) > begin;
        }

        private boolean isToldOf(String id, String topic) {
            return life(id).equals(firstLife)
                    ? lost.containsKey(topic)
                    : (life(lost.get(topic)).equals(life(id))
                                    && order(id) <= order(lost.get(topic)))
                            || missed.stream()
                                    .filter(gap -> gap.path("topic").asText().equals(topic))
                                    .anyMatch(gap ->
                                            order(gap.path("from").asText()) <= order(id)
                                                    && order(id) <= order(gap.path("to").asText()));
        }
    }
}
