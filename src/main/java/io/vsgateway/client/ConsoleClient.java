package io.vsgateway.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.websocket.ReconnectPolicy;
import io.vsgateway.websocket.ReconnectingClient;
import io.vsgateway.websocket.Retry;
import io.vsgateway.websocket.Taking;
import io.vsgateway.websocket.WebSocketClient;
import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.Message;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.InvalidMessageException;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import io.vsgateway.wire.Format;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Watches a gateway's console and sends it commands, over as many connections as needed: after a
/// lost connection it resumes behind the last line it has seen, so that none is repeated, and what
/// is missing is reported as a [ConsoleEvent.Gap].
///
/// ```java
/// var gateway = Gateway.of("https://example.org", key);
/// try (var console = new ConsoleClient(gateway, ConsoleQuery.ALL, WebSocketConfig.DEFAULT).connect()) {
///     console.send("/time", "t1");
///     for (ConsoleEvent event : console) {
///         switch (event) {
///             case ConsoleEvent.Line line -> System.out.println(line.text());
///             case ConsoleEvent.Receipt receipt -> System.err.println(receipt.status());
///             default -> {}
///         }
///     }
/// }
/// ```
///
/// Each command gets one last receipt: after a lost connection the gateway is asked for it. No
/// command is sent twice.
///
/// The key goes into a header of each connection, so that it is in no URL and no proxy's log. One
/// thread takes the events, and reconnects while doing so; any thread may send and close.
public final class ConsoleClient implements AutoCloseable, Iterable<ConsoleEvent> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Gateway gateway;
    private final ConsoleQuery query;
    private final WebSocketConfig config;
    private final GatewayApi api;
    private final ReconnectingClient connections;
    private final Unsettled unsettled = new Unsettled();
    private volatile @Nullable WebSocketClient socket;

    // Used only by the thread that takes the events.
    private @Nullable String lastId;
    private final Deque<ConsoleEvent> upcoming = new ArrayDeque<>();
    private @Nullable WebSocketException ending;

    public ConsoleClient(Gateway gateway, ConsoleQuery query, WebSocketConfig config) {
        this.gateway = gateway;
        this.query = query;
        this.config = config;
        lastId = query.after();
        api = new GatewayApi(gateway, config.openTimeout());
        connections =
                new ReconnectingClient(this::endpoint, config, ReconnectPolicy.console(), _ -> {});
    }

    private Endpoint endpoint() throws InterruptedException {
        String path =
                "/console/ws" + query.after(lastId).parameters("history_lines", "last_event_id");
        api.checkKey();
        return gateway.endpoint(gateway.ws(path), Format.CONSOLE_JSON_SUBPROTOCOL);
    }

    /// Connects for the first time, with a single attempt: a wrong address or key is reported at
    /// once. If the role lacks the right, [#next()] throws `AuthenticationException`.
    ///
    /// @return this
    /// @throws WebSocketException if it fails
    public ConsoleClient connect() throws InterruptedException {
        try {
            opened(connections.attempt());
            return this;
        } catch (WebSocketException | InterruptedException e) {
            // Nobody else has a reference to close it.
            close();
            throw e;
        }
    }

    private void opened(WebSocketClient connection) throws InterruptedException {
        socket = connection;
        upcoming.add(new ConsoleEvent.Connected(lastId));
        try {
            for (ObjectNode question : unsettled.questions()) {
                connection.sendJson(question);
            }
        } catch (WebSocketException _) {
            // The next read says so, and the next connection asks again.
        }
    }

    /// The next event; waits for it. After [ConsoleEvent.Reconnecting] it waits for the delay, and
    /// connects.
    ///
    /// @throws WebSocketException if the connection is over and will not be restored
    public ConsoleEvent next() throws InterruptedException {
        return take(null);
    }

    /// The next event; waits no longer than the limit while there is a connection.
    ///
    /// @throws WebSocketTimeoutException if there is none by then; nothing else changes
    public ConsoleEvent next(Duration limit) throws InterruptedException {
        return take(limit);
    }

    private ConsoleEvent take(@Nullable Duration limit) throws InterruptedException {
        while (true) {
            ConsoleEvent next = upcoming.poll();
            if (next != null) {
                return next;
            }
            WebSocketClient now = socket;
            ConsoleEvent event = now == null ? reconnect() : read(now, limit);
            if (event != null) {
                return event;
            }
        }
    }

    /// @return null if it succeeded, because that is the next event
    private @Nullable ConsoleEvent reconnect() throws InterruptedException {
        if (ending != null) {
            throw ending;
        }
        try {
            opened(connections.attempt());
            return null;
        } catch (WebSocketException why) {
            return lost(why);
        }
    }

    private @Nullable ConsoleEvent read(WebSocketClient now, @Nullable Duration limit)
            throws InterruptedException {
        try {
            Message message = limit == null ? now.receive() : now.receive(limit);
            ConsoleEvent event = ConsoleFrames.parse(WebSocketClient.json(message));
            switch (event) {
                case ConsoleEvent.Line line -> lastId = line.id();
                case ConsoleEvent.Gap gap -> lastId = gap.to();
                case ConsoleEvent.Ping _ -> now.sendJson(message("pong"));
                case ConsoleEvent.Receipt receipt when receipt.isFinal() ->
                        unsettled.settled(receipt.id());
                case ConsoleEvent.Error error when refusesQuestions(error) ->
                        upcoming.addAll(unsettled.giveUp(error));
                case null, default -> {}
            }
            return event;
        } catch (InvalidMessageException _) {
            // From a newer gateway, perhaps; what matters comes as JSON.
            return null;
        } catch (WebSocketTimeoutException e) {
            throw e;
        } catch (WebSocketException why) {
            socket = null;
            return lost(why);
        }
    }

    private static boolean refusesQuestions(ConsoleEvent.Error error) {
        return error.code().equals("unknown_type") || error.code().equals("forbidden");
    }

    private ConsoleEvent lost(WebSocketException why) {
        try {
            Retry retry = connections.lost(why);
            return new ConsoleEvent.Reconnecting(retry.attempt(), retry.delay(), why);
        } catch (WebSocketException last) {
            ending = last;
            throw last;
        }
    }

    /// The events as they arrive. Ends when the gateway closes with 1000, by our own close, or when
    /// the thread is interrupted; on any other end its methods throw.
    @Override
    public Iterator<ConsoleEvent> iterator() {
        return new Taking<>(this::next, end -> end.code() == 1000);
    }

    /// Sends a command for the game.
    ///
    /// @return the id that its receipts have
    /// @throws WebSocketException if there is no connection now; the command was not sent
    public String send(String command) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        send(command, id);
        return id;
    }

    /// Sends a command for the game.
    ///
    /// @param id 1 to 64 characters
    /// @throws WebSocketException if there is no connection now; the command was not sent
    public void send(String command, String id) throws InterruptedException {
        WebSocketClient now = connected();
        unsettled.sent(id);
        try {
            now.sendJson(message("command").put("content", command).put("id", id));
        } catch (WebSocketException | InterruptedException e) {
            unsettled.settled(id);
            throw e;
        }
    }

    /// Sends a command and takes events until its last receipt arrives, also over a lost
    /// connection.
    ///
    /// @param others gets all other events, and the earlier receipts
    /// @return its last receipt: `confirmed`, `timed_out`, `rejected` or `unknown`
    /// @throws WebSocketException if the connection is over and will not be restored: then the
    ///   command's outcome is unknown
    public ConsoleEvent.Receipt run(String command, Consumer<ConsoleEvent> others)
            throws InterruptedException {
        String id = send(command);
        while (true) {
            ConsoleEvent event = next();
            if (event instanceof ConsoleEvent.Receipt receipt
                    && receipt.isFinal()
                    && receipt.id().equals(id)) {
                return receipt;
            }
            others.accept(event);
        }
    }

    /// Requests a [ConsoleEvent.Pong], which shows how long the gateway itself takes to answer.
    ///
    /// @param id returned in the answer
    public void ping(String id) throws InterruptedException {
        connected().sendJson(message("ping").put("id", id));
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

    public boolean isConnected() {
        WebSocketClient now = socket;
        return now != null && now.isConnected();
    }

    /// See [WebSocketClient#latency()].
    public Optional<Duration> latency() {
        WebSocketClient now = socket;
        return now == null ? Optional.empty() : now.latency();
    }

    public Gateway gateway() {
        return gateway;
    }

    public WebSocketConfig config() {
        return config;
    }

    /// The gateway's REST interface; closed with this client.
    public GatewayApi api() {
        return api;
    }

    /// Closes the connection; a thread that waits for an event is told.
    @Override
    public void close() {
        connections.close();
        api.close();
    }
}
