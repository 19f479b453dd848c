package io.vsgateway.client.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.GatewayApi;
import io.vsgateway.websocket.ReconnectPolicy;
import io.vsgateway.websocket.ReconnectingClient;
import io.vsgateway.websocket.Retry;
import io.vsgateway.websocket.WebSocketClient;
import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.Threads;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.InvalidMessageException;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.wire.channel.ChannelFrame;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Subscribes to topics of a gateway and publishes, over as many connections as needed: after a
/// lost connection it names its topics and the last event it has seen, so that none is repeated,
/// and what is missing is reported as a [ChannelEvent.Gap].
///
/// ```java
/// var gateway = Gateway.of("https://example.org", token);
/// var wanted = ChannelQuery.of("chat:global", "room:vip");
/// try (var channels = new ChannelClient(gateway, wanted, WebSocketConfig.DEFAULT, System.out::println)) {
///     channels.connect();
///     channels.chat("chat:global", "Hello world!").join();
/// }
/// ```
///
/// Its own thread reads, reconnects, and calls the listener: until the listener returns, nothing
/// more is read, and after a while the gateway has a gap to report. Other methods may be called
/// from any thread, including from the listener, which must not wait for an answer, because its own
/// thread delivers it.
///
/// An answer is a future. It fails with [RefusedException] if the gateway refused, and with a
/// [WebSocketException] if no answer came: then it may or may not have been done. The credential
/// goes into a header of each connection, so that it is in no URL and no proxy's log.
public final class ChannelClient implements AutoCloseable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final WebSocketConfig config;
    private final Consumer<ChannelEvent> listener;
    private final ReconnectingClient connections;
    private final Requests requests;
    private final Resumption resumption;
    private volatile Access access;
    private volatile State state = State.NEW;
    private volatile @Nullable WebSocketClient socket;

    /// The state of the connection.
    public enum State {
        /// [#connect] has not been called.
        NEW,
        CONNECTED,
        /// The connection was lost, and is being retried.
        RECONNECTING,
        /// There will be no other connection.
        CLOSED
    }

    private record Access(Gateway gateway, GatewayApi api) {}

    /// @param listener called by one thread, with one event after another
    public ChannelClient(
            Gateway gateway,
            ChannelQuery query,
            WebSocketConfig config,
            Consumer<ChannelEvent> listener) {
        resumption = new Resumption(query);
        this.config = config;
        this.listener = listener;
        access = access(gateway);
        requests = new Requests(config.openTimeout());
        connections =
                new ReconnectingClient(this::endpoint, config, ReconnectPolicy.console(), _ -> {});
    }

    private Access access(Gateway gateway) {
        return new Access(gateway, new GatewayApi(gateway, config.openTimeout()));
    }

    private Endpoint endpoint() throws InterruptedException {
        Access now = access;
        now.api.checkKey();
        return now.gateway.endpoint(
                now.gateway.webSocket(resumption.query().path()), ChannelFrame.SUBPROTOCOL);
    }

    /// Connects for the first time, with a single attempt: a wrong address or credential is
    /// reported at once. If the right is missing, [ChannelEvent.Ended] reports it.
    ///
    /// @return this
    /// @throws WebSocketException if it fails
    public ChannelClient connect() throws InterruptedException {
        try {
            opened(connections.attempt());
        } catch (WebSocketException | InterruptedException e) {
            // Nobody else has a reference to close it.
            close();
            throw e;
        }
        Threads.start("channels", this::run);
        return this;
    }

    private void opened(WebSocketClient connection) {
        socket = connection;
        state = State.CONNECTED;
    }

    private void run() {
        try {
            while (true) {
                WebSocketClient now = socket;
                try {
                    if (now == null) {
                        opened(connections.attempt());
                    } else {
                        read(now);
                    }
                } catch (WebSocketException why) {
                    lost(why);
                }
            }
        } catch (WebSocketException last) {
            tell(new ChannelEvent.Ended(last));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private void read(WebSocketClient now) throws InterruptedException {
        JsonNode json;
        try {
            json = WebSocketClient.json(now.receive());
        } catch (InvalidMessageException _) {
            // From a newer gateway, perhaps; what matters comes as JSON.
            return;
        }
        if (ChannelFrames.text(json, "type").equals("ping") && !json.has("topic")) {
            now.sendJson(message("pong"));
            return;
        }
        ChannelEvent event = ChannelFrames.parse(json, resumption.query().after());
        if (event != null) {
            boolean isRepeated = resumption.isRepeated(event);
            resumption.remember(json, event);
            if (isRepeated) {
                return;
            }
            // The `id` of what others published is theirs.
            boolean isPublished =
                    event instanceof ChannelEvent.Published || event instanceof ChannelEvent.Value;
            if (isPublished || !requests.answered(json, event)) {
                tell(event);
            }
        }
    }

    private void lost(WebSocketException why) {
        socket = null;
        requests.lost(why);
        try {
            Retry retry = connections.lost(why);
            state = State.RECONNECTING;
            tell(new ChannelEvent.Reconnecting(retry.attempt(), retry.delay(), why));
        } catch (WebSocketException last) {
            state = State.CLOSED;
            throw last;
        }
    }

    private void tell(ChannelEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            // An error of the caller's must not make it miss what comes next.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /// Subscribes to a topic: its events arrive from now on, also over later connections.
    public CompletableFuture<ChannelEvent.Subscribed> subscribe(String topic)
            throws InterruptedException {
        ObjectNode message = message("subscribe");
        message.putArray("topics").add(topic);
        return ask(message, ChannelEvent.Subscribed.class);
    }

    /// Unsubscribes from a topic.
    public CompletableFuture<Void> unsubscribe(String topic) throws InterruptedException {
        resumption.forget(topic);
        return done(ask(message("unsubscribe").put("topic", topic), ChannelEvent.class));
    }

    /// Publishes an event: an object with a `type`.
    public CompletableFuture<ChannelEvent.Done> publish(String topic, JsonNode event)
            throws InterruptedException {
        return publish(topic, event, null, null);
    }

    /// Publishes an event: an object with a `type`.
    ///
    /// @param idempotencyKey only one of several events with the same key is published, so that
    ///   publishing can be retried when no answer came
    /// @param retain the key under which it is kept as the topic's latest value
    public CompletableFuture<ChannelEvent.Done> publish(
            String topic, JsonNode event, @Nullable String idempotencyKey, @Nullable String retain)
            throws InterruptedException {
        ObjectNode message = message("publish").put("topic", topic);
        message.set("event", event);
        if (idempotencyKey != null) {
            message.put("idempotency_key", idempotencyKey);
        }
        if (retain != null) {
            message.put("retain", retain);
        }
        return ask(message, ChannelEvent.Done.class);
    }

    /// The last events of a topic, oldest first.
    ///
    /// @param before the id of the event before which to begin; null for the end
    public CompletableFuture<ChannelEvent.Past> history(
            String topic, int limit, @Nullable String before) throws InterruptedException {
        ObjectNode message = message("history").put("topic", topic).put("limit", limit);
        if (before != null) {
            message.put("before", before);
        }
        return ask(message, ChannelEvent.Past.class);
    }

    /// Who is in a topic.
    public CompletableFuture<ChannelEvent.Present> presence(String topic)
            throws InterruptedException {
        return ask(message("presence").put("topic", topic), ChannelEvent.Present.class);
    }

    /// Acknowledges an event sent to the user's own topic, and all before it: none of them waits
    /// any longer for this user's later connections.
    ///
    /// @param eventId of a [ChannelEvent.Published]
    public CompletableFuture<Void> ack(String eventId) throws InterruptedException {
        return done(ask(message("ack").put("event_id", eventId), ChannelEvent.class));
    }

    /// Sends a chat message to a topic such as `chat:global` or `room:vip`.
    public CompletableFuture<ChannelEvent.Done> chat(String topic, String content)
            throws InterruptedException {
        String channel = topic.substring(topic.indexOf(':') + 1);
        return publish(
                topic, message("chat_message").put("channel", channel).put("content", content));
    }

    /// Shows a new credential of the same user, before the present one expires. Later connections
    /// use it.
    public CompletableFuture<Void> renew(String token) throws InterruptedException {
        Gateway gateway = access.gateway;
        return done(ask(message("auth").put("token", token), ChannelEvent.class))
                .thenRun(() -> {
                    Access old = access;
                    access = access(gateway.withKey(token));
                    old.api.close();
                });
    }

    private static CompletableFuture<Void> done(CompletableFuture<? extends ChannelEvent> answer) {
        return answer.thenAccept(_ -> {});
    }

    private <T extends ChannelEvent> CompletableFuture<T> ask(ObjectNode message, Class<T> kind)
            throws InterruptedException {
        Requests.Request request = requests.open();
        try {
            connected().sendJson(message.put("id", request.id()));
        } catch (WebSocketException e) {
            requests.lost(request.id(), e);
        }
        return request.answer()
                .thenApply(answer -> {
                    if (kind.isInstance(answer)) {
                        return kind.cast(answer);
                    }
                    throw new InvalidMessageException("another answer than that asked for", null);
                });
    }

    private static ObjectNode message(String type) {
        return JSON.objectNode().put("type", type);
    }

    private WebSocketClient connected() {
        WebSocketClient now = socket;
        if (now == null) {
            throw new ConnectionClosedException(
                    ConnectionClosedException.LOST, "there is no connection at the moment");
        }
        return now;
    }

    public State state() {
        return state;
    }

    /// The last event seen, or where the first connection began; null before either.
    public @Nullable String lastEventId() {
        return resumption.query().after();
    }

    /// The requested topics, without those that the endpoint adds by itself.
    public Set<String> topics() {
        return resumption.query().topics();
    }

    /// Closes the connection; the listener gets [ChannelEvent.Ended].
    @Override
    public void close() {
        state = State.CLOSED;
        connections.close();
        access.api.close();
    }
}
