package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.channel.ChannelClient;
import io.vsgateway.client.channel.ChannelEvent;
import io.vsgateway.client.channel.ChannelQuery;
import io.vsgateway.client.channel.RefusedException;
import io.vsgateway.it.Cable;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.AuthenticationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// [ChannelClient] with a gateway.
@Timeout(120)
class ChannelClientIT {
    private static final WebSocketConfig CONFIG =
            WebSocketConfig.DEFAULT
                    .with()
                    .reconnectBackoffBase(Duration.ofMillis(20))
                    .reconnectBackoffMax(Duration.ofMillis(200))
                    .reconnectMaxAttempts(0)
                    .build();

    private static GatewayProcess gateway;

    private final BlockingQueue<ChannelEvent> events = new LinkedBlockingQueue<>();

    @BeforeAll
    static void startGateway() {
        gateway = GatewayProcess.with().start();
    }

    @AfterAll
    static void endGateway() {
        gateway.close();
    }

    @Test
    void what_one_publishes_the_other_gets() throws Exception {
        try (var reader = client(GatewayProcess.MONITOR, ChannelQuery.of("room:a1")).connect();
                var writer = client(GatewayProcess.ADMIN, ChannelQuery.of()).connect()) {
            next(ChannelEvent.Connected.class);

            ChannelEvent.Done done = writer.publish("room:a1", note(1), "k", null).join();
            ChannelEvent.Done again = writer.publish("room:a1", note(1), "k", null).join();
            String last = writer.publish("room:a1", note(2)).join().eventId();

            assertThat(again.eventId()).isEqualTo(done.eventId());
            assertThat(List.of(done.duplicate(), again.duplicate())).containsExactly(false, true);
            var first = next(ChannelEvent.Published.class);
            assertThat(first.eventId()).isEqualTo(done.eventId());
            assertThat(first.json().path("n").asInt()).isEqualTo(1);
            assertThat(next(ChannelEvent.Published.class).eventId()).isEqualTo(last);
            assertThat(reader.lastEventId()).isEqualTo(last);
        }
    }

    @Test
    void what_one_says_the_other_hears() throws Exception {
        try (var reader = client(GatewayProcess.MONITOR, ChannelQuery.of("room:a4")).connect();
                var writer = client(GatewayProcess.ADMIN, ChannelQuery.of()).connect()) {
            writer.chat("room:a4", "Hello world!").join();

            var said = next(ChannelEvent.Published.class);
            assertThat(said.type()).isEqualTo("chat_message");
            assertThat(said.json().path("channel").asText()).isEqualTo("a4");
            assertThat(said.json().path("content").asText()).isEqualTo("Hello world!");
            assertThat(reader.state()).isEqualTo(ChannelClient.State.CONNECTED);
        }
    }

    @Test
    void what_is_acknowledged_does_not_wait_for_the_next_connection() throws Exception {
        try (var reader = client(GatewayProcess.MONITOR, ChannelQuery.of()).connect()) {
            String own =
                    next(ChannelEvent.Connected.class).topics().stream()
                            .filter(topic -> topic.startsWith("user:"))
                            .findFirst()
                            .orElseThrow();
            try (var admin = client(GatewayProcess.ADMIN, ChannelQuery.of()).connect()) {
                for (int i = 1; i <= 3; i++) {
                    admin.publish(own, note(i)).join();
                }
            }
            next(ChannelEvent.Published.class);
            reader.ack(next(ChannelEvent.Published.class).eventId()).join();
            assertThat(number(next(ChannelEvent.Published.class))).isEqualTo(3);
        }

        try (var later = client(GatewayProcess.MONITOR, ChannelQuery.of()).connect()) {
            var last = next(ChannelEvent.Published.class);
            assertThat(number(last)).isEqualTo(3);
            // Or else it waits for the other tests.
            later.ack(last.eventId()).join();
        }
    }

    @Test
    void the_past_of_a_topic_and_who_is_there_can_be_asked_for() throws Exception {
        try (var admin = client(GatewayProcess.ADMIN, ChannelQuery.of("room:a2")).connect()) {
            for (int i = 1; i <= 3; i++) {
                admin.publish("room:a2", note(i)).join();
            }

            ChannelEvent.Past past = admin.history("room:a2", 2, null).join();
            ChannelEvent.Past before =
                    admin.history("room:a2", 2, past.events().getFirst().eventId()).join();

            assertThat(numbers(past.events())).containsExactly(2, 3);
            assertThat(past.hasMore()).isTrue();
            assertThat(numbers(before.events())).containsExactly(1);
            assertThat(before.hasMore()).isFalse();
            assertThat(admin.presence("room:a2").join().users())
                    .extracting(ChannelEvent.Person::userId)
                    .containsExactly("key:admin");
        }
    }

    @Test
    void long_pasts_come_in_pieces_and_are_one_answer() throws Exception {
        try (var admin = client(GatewayProcess.ADMIN, ChannelQuery.of()).connect()) {
            ObjectNode large = note(0).put("text", "x".repeat(30_000));
            for (int i = 1; i <= 8; i++) {
                admin.publish("room:a3", large.deepCopy().put("n", i)).join();
            }

            assertThat(numbers(admin.history("room:a3", 100, null).join().events()))
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    @Test
    void after_the_network_was_cut_nothing_is_missing_or_repeated() throws Exception {
        try (var cable = new Cable(gateway.port());
                var reader =
                        new ChannelClient(
                                Gateway.of(cable.url(""), GatewayProcess.ADMIN),
                                ChannelQuery.of("room:b1"),
                                CONFIG,
                                events::add);
                var writer =
                        new ChannelClient(
                                        Gateway.of(gateway.url(""), GatewayProcess.ADMIN),
                                        ChannelQuery.of(),
                                        CONFIG,
                                        _ -> {})
                                .connect()) {
            reader.connect();
            reader.subscribe("room:b2").join();
            writer.publish("room:b1", note(1)).join();
            writer.publish("room:b2", note(2)).join();
            List<Integer> got = new ArrayList<>();
            got.add(number(next(ChannelEvent.Published.class)));
            got.add(number(next(ChannelEvent.Published.class)));

            cable.cut();
            next(ChannelEvent.Reconnecting.class);
            for (int i = 3; i <= 40; i++) {
                writer.publish(i % 2 == 0 ? "room:b2" : "room:b1", note(i)).join();
            }
            cable.mend();
            while (got.size() < 40) {
                got.add(number(next(ChannelEvent.Published.class)));
            }

            assertThat(got).isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
            assertThat(events).noneMatch(ChannelEvent.Gap.class::isInstance);
        }
    }

    @Test
    void who_may_not_is_told_so() throws Exception {
        assertThatThrownBy(() -> client("wrong-key-0123456789abcdef", ChannelQuery.of()).connect())
                .isInstanceOf(AuthenticationException.class);
        try (var monitor = client(GatewayProcess.MONITOR, ChannelQuery.of()).connect()) {
            assertThatThrownBy(monitor.publish("app:tasks", note(1))::join)
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("you may not write");
            assertThatThrownBy(monitor.subscribe("user:somebody-else")::join)
                    .hasCauseInstanceOf(RefusedException.class);
        }
    }

    @Test
    void what_nobody_can_read_is_refused_and_not_left_without_an_answer() throws Exception {
        ObjectNode deep = note(1);
        ObjectNode inner = deep;
        for (int i = 0; i < 20; i++) {
            inner = inner.putObject("in");
        }
        try (var writer = client(GatewayProcess.ADMIN, ChannelQuery.of()).connect()) {
            assertThatThrownBy(writer.publish("app:tasks", deep)::join)
                    .hasCauseInstanceOf(RefusedException.class);
        }
    }

    @Test
    void what_was_left_does_not_come_any_more() throws Exception {
        try (var admin = client(GatewayProcess.ADMIN, ChannelQuery.of("room:c1")).connect()) {
            admin.publish("room:c1", note(1)).join();
            assertThat(number(next(ChannelEvent.Published.class))).isEqualTo(1);

            admin.unsubscribe("room:c1").join();
            admin.publish("room:c1", note(2)).join();
            admin.subscribe("room:c2").join();
            admin.publish("room:c2", note(3)).join();

            assertThat(number(next(ChannelEvent.Published.class))).isEqualTo(3);
            assertThat(admin.topics()).containsExactly("room:c2");
        }
    }

    private ChannelClient client(String key, ChannelQuery query) {
        return new ChannelClient(Gateway.of(gateway.url(""), key), query, CONFIG, events::add);
    }

    /// The next event of that kind; others are passed over.
    private <T extends ChannelEvent> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            ChannelEvent event = events.take();
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    private static ObjectNode note(int number) {
        return JsonNodeFactory.instance.objectNode().put("type", "note").put("n", number);
    }

    private static int number(ChannelEvent.Published event) {
        return event.json().path("n").asInt();
    }

    private static List<Integer> numbers(List<ChannelEvent.Published> events) {
        return events.stream().map(ChannelClientIT::number).toList();
    }
}
