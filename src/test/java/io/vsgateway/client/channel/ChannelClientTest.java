package io.vsgateway.client.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.client.Gateway;
import io.vsgateway.websocket.RawServer;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the client asks for, and what it makes of the answers; against a script, so that a
/// connection ends just where a test wants it.
@Timeout(60)
class ChannelClientTest {
    private static final WebSocketConfig CONFIG =
            RawServer.CLIENT.with().reconnectBackoffBase(Duration.ofMillis(10)).build();

    private static final String CONNECTED =
            "{\"type\":\"connected\",\"connection_id\":\"c\",\"role\":\"player\",\"topics\":[\"system:all\"],"
                    + "\"last_event_id\":\"e-7\"}";

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<ChannelEvent> events = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void it_names_its_topics_and_the_last_event_when_it_comes_back() throws Exception {
        assertThat(resumed(ChannelQuery.of("chat:global", "room:a/b"), event("e-8"), event("e-9")))
                .startsWith("GET /ws?topics=chat%3Aglobal%2Croom%3Aa%2Fb&last_event_id=e-9 ");
    }

    @Test
    void without_an_event_it_goes_on_where_the_connection_began() throws Exception {
        assertThat(resumed(ChannelQuery.of())).startsWith("GET /ws?last_event_id=e-7 ");
    }

    @Test
    void a_history_that_never_came_is_asked_for_again() throws Exception {
        assertThat(resumed(ChannelQuery.of().history(5))).startsWith("GET /ws?history=5 ");
    }

    @Test
    void a_history_that_came_in_part_is_gone_on_with() throws Exception {
        assertThat(resumed(ChannelQuery.of().history(5), event("e-3")))
                .startsWith("GET /ws?last_event_id=e-3 ");
    }

    @Test
    void it_goes_on_behind_the_event_that_the_caller_names() throws Exception {
        assertThat(resumed(ChannelQuery.of().channel("chat").after("d-1")))
                .startsWith("GET /ws/chat?last_event_id=d-1 ");
    }

    /// Others may have been published before the end of the gap, on other topics.
    @Test
    void neither_a_gap_nor_a_value_is_a_place_to_go_on_behind() throws Exception {
        assertThat(
                        resumed(
                                ChannelQuery.of(),
                                event("e-8"),
                                "{\"type\":\"gap\",\"topic\":\"chat:global\",\"from\":\"e-9\",\"to\":\"e-20\",\"recovered\":true}",
                                "{\"type\":\"game_status\",\"topic\":\"game:all\",\"state\":\"running\"}"))
                .startsWith("GET /ws?last_event_id=e-8 ");
    }

    @Test
    void topics_that_the_gateway_took_away_are_not_asked_for_again() throws Exception {
        assertThat(
                        resumed(
                                ChannelQuery.of("chat:global", "room:vip"),
                                "{\"type\":\"subscribed\",\"topic\":\"system:all\"}",
                                "{\"type\":\"unsubscribed\",\"topic\":\"room:vip\",\"reason\":\"permission\"}"))
                .startsWith("GET /ws?topics=chat%3Aglobal&last_event_id=e-7 ");
    }

    @Test
    void it_offers_the_subprotocol_of_the_channels() throws Exception {
        assertThat(resumed(ChannelQuery.of()))
                .contains("Sec-WebSocket-Protocol: vs.channels.v1.json\r\n");
    }

    @Test
    void the_listener_is_told_what_becomes_of_the_connection() throws Exception {
        resumed(ChannelQuery.of(), event("e-8"));

        assertThat(events.take())
                .isEqualTo(
                        new ChannelEvent.Connected(
                                "c", null, "player", List.of("system:all"), null));
        assertThat(events.take())
                .isInstanceOfSatisfying(
                        ChannelEvent.Published.class,
                        one -> {
                            assertThat(one.type()).isEqualTo("note");
                            assertThat(one.topic()).isEqualTo("app:a");
                            assertThat(one.json().path("n").asInt()).isEqualTo(1);
                        });
        assertThat(events.take()).isInstanceOf(ChannelEvent.Reconnecting.class);
        assertThat(events.take())
                .isEqualTo(
                        new ChannelEvent.Connected(
                                "c", null, "player", List.of("system:all"), "e-8"));
        assertThat(events.take())
                .isInstanceOfSatisfying(
                        ChannelEvent.Ended.class,
                        end ->
                                assertThat(end.why())
                                        .isInstanceOfSatisfying(
                                                ConnectionClosedException.class,
                                                closed ->
                                                        assertThat(closed.code()).isEqualTo(1000)));
    }

    private static String event(String id) {
        return "{\"type\":\"note\",\"event_id\":\"" + id + "\",\"topic\":\"app:a\",\"n\":1}";
    }

    /// The request of the second connection, after the first one gave these frames and went away.
    private String resumed(ChannelQuery query, String... frames) throws Exception {
        var connections = new AtomicInteger();
        try (var server =
                        new RawServer(connection -> {
                            requests.add(connection.shakeHands(PROTOCOL));
                            connection.text(CONNECTED);
                            if (connections.incrementAndGet() == 1) {
                                for (String frame : frames) {
                                    connection.text(frame);
                                }
                                connection.leave(1001, "");
                            } else {
                                connection.leave(1000, "");
                            }
                            connection.next(RawServer.CLOSE);
                        });
                var client = client(server, query)) {
            client.connect();
            requests.take();
            String second = requests.take();
            ended.await();
            assertThat(client.state()).isEqualTo(ChannelClient.State.CLOSED);
            return second;
        }
    }

    private static final String PROTOCOL = "Sec-WebSocket-Protocol: vs.channels.v1.json\r\n";

    private ChannelClient client(RawServer server, ChannelQuery query) {
        return new ChannelClient(
                Gateway.of("http://127.0.0.1:" + server.port(), ""), query, CONFIG, this::listen);
    }

    private void listen(ChannelEvent event) {
        events.add(event);
        if (event instanceof ChannelEvent.Ended) {
            ended.countDown();
        }
    }

    /// Answers each message of the client's, and ends the connection when there is no answer to it.
    private RawServer answering(Answers answers) {
        return new RawServer(connection -> {
            connection.shakeHands(PROTOCOL);
            connection.text(CONNECTED);
            while (true) {
                JsonNode message = JsonMapper.builder().build().readTree(connection.heard());
                String answer = answers.to(message);
                if (answer.isEmpty()) {
                    connection.leave(4003, "");
                    connection.next(RawServer.CLOSE);
                    return;
                }
                for (String one : answer.split("\n")) {
                    connection.text(one.replace("$", message.path("id").asText()));
                }
            }
        });
    }

    private static String piece(String eventId, String more) {
        return history(event(eventId), more);
    }

    private static String history(String events, String more) {
        return "{\"type\":\"history\",\"id\":\"$\",\"topic\":\"app:a\",\"events\":["
                + events
                + "],\"has_more\":true"
                + more
                + "}\n";
    }

    /// One or more messages, a line each.
    private interface Answers {
        String to(JsonNode message);
    }

    @Test
    void answers_come_to_those_who_asked() throws Exception {
        try (var server =
                        answering(message ->
                                switch (message.at("/event/type")
                                        .asText(message.path("type").asText())) {
                                    case "subscribe" ->
                                            "{\"type\":\"subscribed\",\"id\":\"$\",\"topic\":\"room:vip\"}";
                                    case "note" ->
                                            "{\"type\":\"ack\",\"id\":\"$\",\"event_id\":\"e-8\",\"duplicate\":true}";
                                    case "history" ->
                                            piece("e-1", "") + piece("e-2", ",\"final\":true");
                                    case "presence" ->
                                            "{\"type\":\"presence\",\"id\":\"$\",\"topic\":\"app:a\",\"count\":1,"
                                                    + "\"users\":[{\"user_id\":\"u1\",\"user\":\"Ada\"}]}";
                                    case "chat_message" ->
                                            "{\"type\":\"error\",\"id\":\"$\",\"code\":\"muted\",\"message\":\"no\","
                                                    + "\"retry_after_ms\":1500}";
                                    default -> "{\"type\":\"ack\",\"id\":\"$\"}";
                                });
                var client = client(server, ChannelQuery.of("app:a")).connect()) {
            assertThat(client.subscribe("room:vip").join().topic()).isEqualTo("room:vip");
            assertThat(client.topics()).containsExactly("app:a", "room:vip");
            assertThat(client.publish("app:a", note()).join())
                    .isEqualTo(new ChannelEvent.Done("e-8", true));
            assertThat(client.history("app:a", 1, null).join().events())
                    .extracting(ChannelEvent.Published::eventId)
                    .containsExactly("e-1", "e-2");
            assertThat(client.presence("app:a").join().users())
                    .containsExactly(new ChannelEvent.Person("u1", "Ada", null));
            client.unsubscribe("app:a").join();
            assertThat(client.topics()).containsExactly("room:vip");
            assertThatThrownBy(client.chat("chat:global", "hi")::join)
                    .hasCauseInstanceOf(RefusedException.class)
                    .extracting(Throwable::getCause)
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> {
                                assertThat(refused.code()).isEqualTo("muted");
                                assertThat(refused.retryAfter()).contains(Duration.ofMillis(1500));
                            });
            // An answer is no place to resume behind.
            assertThat(client.lastEventId()).isEqualTo("e-7");
        }
    }

    @Test
    void a_gap_in_the_past_is_told_in_its_place() throws Exception {
        String gap =
                "{\"type\":\"gap\",\"topic\":\"app:a\",\"from\":\"e-2\",\"to\":\"e-5\",\"count\":3,"
                        + "\"recovered\":true,\"timestamp\":\"\"}";
        String past = event("e-1") + "," + gap + "," + event("e-6");
        try (var server = answering(_ -> history(past, ",\"final\":true"));
                var client = client(server, ChannelQuery.of("app:a")).connect()) {
            ChannelEvent.Past answer = client.history("app:a", 10, null).join();

            assertThat(answer.entries())
                    .hasSize(3)
                    .element(1)
                    .isEqualTo(new ChannelEvent.Gap("app:a", "e-2", "e-5", 3L, true));
            assertThat(answer.events())
                    .extracting(ChannelEvent.Published::eventId)
                    .containsExactly("e-1", "e-6");
        }
    }

    /// The past of a topic comes ahead of what others have yet to tell, and the place to go on from
    /// is theirs.
    @Test
    void what_came_as_the_past_of_a_topic_does_not_come_again_behind_a_lost_connection()
            throws Exception {
        var connections = new AtomicInteger();
        try (var server =
                        new RawServer(connection -> {
                            requests.add(connection.shakeHands(PROTOCOL));
                            connection.text(CONNECTED);
                            if (connections.incrementAndGet() == 1) {
                                String id =
                                        JsonMapper.builder()
                                                .build()
                                                .readTree(connection.heard())
                                                .path("id")
                                                .asText();
                                connection.text(
                                        "{\"type\":\"subscribed\",\"id\":\"%s\",\"topic\":\"app:a\"}"
                                                .formatted(id));
                                connection.text(
                                        history(event("e-8") + "," + event("e-10"), "")
                                                .replace("$", id));
                                connection.leave(1001, "");
                            } else {
                                for (String again : List.of("e-8", "e-9", "e-10", "e-11", "f-1")) {
                                    connection.text(event(again));
                                }
                                connection.text(event("e-9").replace("app:a", "app:b"));
                                connection.leave(1000, "");
                            }
                            connection.next(RawServer.CLOSE);
                        });
                var client = client(server, ChannelQuery.of("app:b")).connect()) {
            var _ = client.subscribe("app:a");
            ended.await();
        }

        assertThat(requests).last().asString().contains("last_event_id=e-7 ");
        assertThat(events).filteredOn(ChannelEvent.Past.class::isInstance).hasSize(1);
        assertThat(events)
                .filteredOn(ChannelEvent.Published.class::isInstance)
                .extracting(event -> ((ChannelEvent.Published) event).eventId())
                .containsExactly("e-11", "f-1", "e-9");
    }

    @Test
    void a_ping_is_answered() throws Exception {
        var answer = new CompletableFuture<String>();
        try (var server =
                        new RawServer(connection -> {
                            connection.shakeHands(PROTOCOL);
                            connection.text("{\"type\":\"ping\",\"timestamp\":\"\"}");
                            answer.complete(connection.heard());
                        });
                var client = client(server, ChannelQuery.of()).connect()) {
            assertThat(answer.join()).isEqualTo("{\"type\":\"pong\"}");
            assertThat(client.topics()).isEmpty();
        }
    }

    @Test
    void who_waits_for_an_answer_learns_that_the_connection_is_lost() throws Exception {
        try (var server = answering(_ -> "");
                var client = client(server, ChannelQuery.of()).connect()) {
            CompletableFuture<?> answer = client.publish("app:a", note());

            assertThatThrownBy(answer::join)
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("4003");
        }
    }

    @Test
    void who_asks_without_a_connection_learns_it_at_once() throws Exception {
        try (var server = answering(_ -> "")) {
            ChannelClient client = client(server, ChannelQuery.of()).connect();
            client.close();

            assertThat(client.state()).isEqualTo(ChannelClient.State.CLOSED);
            assertThatThrownBy(client.publish("app:a", note())::join)
                    .hasCauseInstanceOf(ConnectionClosedException.class);
        }
    }

    @Test
    void an_answer_that_does_not_come_is_not_waited_for_without_end() throws Exception {
        WebSocketConfig impatient = CONFIG.with().openTimeout(Duration.ofMillis(500)).build();
        try (var server = answering(_ -> "{\"type\":\"note\",\"topic\":\"app:a\"}");
                var client =
                        new ChannelClient(
                                        Gateway.of("http://127.0.0.1:" + server.port(), ""),
                                        ChannelQuery.of(),
                                        impatient,
                                        events::add)
                                .connect()) {
            assertThatThrownBy(client.publish("app:a", note())::join)
                    .hasCauseInstanceOf(WebSocketTimeoutException.class);
        }
    }

    @Test
    void a_listener_that_fails_misses_nothing_else() throws Exception {
        var seen = new LinkedBlockingQueue<ChannelEvent>();
        try (var server =
                        new RawServer(connection -> {
                            connection.shakeHands(PROTOCOL);
                            connection.text(CONNECTED);
                            connection.text(event("e-8"));
                            connection.next(RawServer.CLOSE);
                        });
                var client =
                        new ChannelClient(
                                Gateway.of("http://127.0.0.1:" + server.port(), ""),
                                ChannelQuery.of(),
                                CONFIG,
                                event -> {
                                    seen.add(event);
                                    throw new IllegalStateException("a fault of the caller's");
                                })) {
            client.connect();

            assertThat(seen.take()).isInstanceOf(ChannelEvent.Connected.class);
            assertThat(seen.take()).isInstanceOf(ChannelEvent.Published.class);
        }
    }

    private static JsonNode note() {
        return JsonNodeFactory.instance.objectNode().put("type", "note");
    }
}
