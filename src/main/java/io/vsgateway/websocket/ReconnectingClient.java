package io.vsgateway.websocket;

import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.WebSocketException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One connection after another to the same server, with growing waits between them.
///
/// ```java
/// try (var connections = new ReconnectingClient(() -> Endpoint.of(url), WebSocketConfig.DEFAULT)) {
///     for (WebSocketClient socket : connections) {
///         try {
///             socket.forEach(System.out::println);
///         } catch (ConnectionClosedException lost) {
///             continue; // the next one comes
///         }
///     }
/// }
/// ```
///
/// The count of attempts restarts after a connection that has held for ten seconds, or for the
/// longest wait if that is shorter: a server that accepts and drops us at once is not hammered. One
/// thread connects; any thread may call [#close()], which ends its waits.
public final class ReconnectingClient implements AutoCloseable, Iterable<WebSocketClient> {
    private static final Duration HELD = Duration.ofSeconds(10);

    private final Next next;
    private final WebSocketConfig config;
    private final ReconnectPolicy policy;
    private final Consumer<Retry> listener;
    private final LongSupplier nanoTime;
    private final Backoff backoff;
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile @Nullable WebSocketClient current;
    private long connectedAt;
    private boolean isOpen;
    private int attempts;
    private Duration delay = Duration.ZERO;

    /// Decides where the next connection goes, and with what credential: a one-time ticket is
    /// fetched here. It is called on the connecting thread, before each attempt, and may block and
    /// throw as connecting does.
    @FunctionalInterface
    public interface Next {
        Endpoint endpoint() throws InterruptedException;
    }

    /// With the standard policy.
    public ReconnectingClient(Next next, WebSocketConfig config) {
        this(next, config, ReconnectPolicy.standard(), _ -> {});
    }

    /// @param listener called before each wait, on the connecting thread
    public ReconnectingClient(
            Next next, WebSocketConfig config, ReconnectPolicy policy, Consumer<Retry> listener) {
        this(next, config, policy, listener, System::nanoTime);
    }

    ReconnectingClient(
            Next next,
            WebSocketConfig config,
            ReconnectPolicy policy,
            Consumer<Retry> listener,
            LongSupplier nanoTime) {
        this.next = next;
        this.config = config;
        this.policy = policy;
        this.listener = listener;
        this.nanoTime = nanoTime;
        backoff =
                new Backoff(
                        config.reconnectBackoffBase(),
                        config.reconnectBackoffMax(),
                        config.reconnectJitter(),
                        () -> ThreadLocalRandom.current().nextDouble());
    }

    /// The next connection. Closes the previous one, then waits and tries as often as allowed.
    ///
    /// @throws WebSocketException why it gave up: the reason of the last connection's or attempt's
    ///   end
    public WebSocketClient connect() throws InterruptedException {
        WebSocketClient last = current;
        if (last != null) {
            last.close();
            WebSocketException why = last.ending();
            if (isOpen && why != null) {
                listener.accept(lost(why));
            }
        }
        while (true) {
            try {
                return attempt();
            } catch (WebSocketException e) {
                listener.accept(lost(e));
            }
        }
    }

    /// Waits as long as is due and tries once.
    public WebSocketClient attempt() throws InterruptedException {
        check(closed.await(delay.toNanos(), TimeUnit.NANOSECONDS));
        delay = Duration.ZERO;
        var socket = new WebSocketClient(next.endpoint(), config);
        current = socket;
        check(closed.getCount() == 0);
        socket.connect();
        isOpen = true;
        connectedAt = nanoTime.getAsLong();
        return socket;
    }

    private static void check(boolean closed) {
        if (closed) {
            throw new ConnectionClosedException(1000, "closed by the caller");
        }
    }

    /// Decides what to do about a connection or attempt that has ended.
    ///
    /// @throws WebSocketException `why`, if there is no further attempt
    public Retry lost(WebSocketException why) {
        long hold = Math.min(HELD.toNanos(), config.reconnectBackoffMax().toNanos());
        boolean held = isOpen && nanoTime.getAsLong() - connectedAt >= hold;
        isOpen = false;
        attempts = held ? 1 : attempts + 1;
        int most = config.reconnectMaxAttempts();
        if (closed.getCount() == 0
                || !config.reconnectEnabled()
                || !policy.reconnects(why)
                || most > 0 && attempts > most) {
            throw why;
        }
        delay = backoff.before(attempts);
        return new Retry(attempts, delay, why);
    }

    /// The connections, one after another. Ends when one ends normally, by 1000 or our own close,
    /// or when the thread is interrupted; if it gives up, its methods throw.
    @Override
    public Iterator<WebSocketClient> iterator() {
        return new Taking<>(this::connect, end -> end.code() == 1000);
    }

    /// Closes the current connection and opens no other.
    @Override
    public void close() {
        closed.countDown();
        WebSocketClient last = current;
        if (last != null) {
            last.close();
        }
    }
}
