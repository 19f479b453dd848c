package io.vsgateway.bench.crowd;

import io.vsgateway.bench.socket.Connection;
import io.vsgateway.bench.socket.FrameReader;
import io.vsgateway.bench.socket.Target;
import io.vsgateway.wire.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Many clients of a gateway, on one thread: the one that calls these methods. Each method works
/// until its job is done or its time is over; nothing is read between two calls.
public final class Crowd implements AutoCloseable {
    private static final int READ_BYTES = 256 * 1024;
    private static final int SLOW_RECEIVE_BUFFER = 64 * 1024;
    private static final int CLIENTS_OF_AN_ADDRESS = 20_000;
    private static final int MOST_REASONS = 5;

    /// Significant digits of the recorded times.
    static final int DIGITS = 3;

    private final Target target;
    private final InetSocketAddress address;
    private final IntFunction<byte[]> requests;
    private final int clients;
    private final int slow;
    private final Consumer<String> progress;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(FrameReader.MAX_FRAME + READ_BYTES);
    private final List<Connection> connections = new ArrayList<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Histogram connects = new Histogram(DIGITS);
    private int opened;
    private int refused;

    /// Clients, other than slow ones, that were gone before they got all lines of the round.
    private int missing;

    private long toldAt = System.nanoTime();
    private String told = "";
    private @Nullable Round round;
    private boolean closing;

    /// Clients that watch the console.
    ///
    /// @param slow how many of the clients do not read while ticks come
    /// @param progress hears about once a second how far it is
    public static Crowd watching(
            Target target, Format format, int clients, int slow, Consumer<String> progress) {
        byte[] request = target.request(format);
        return new Crowd(target, _ -> request, clients, slow, progress);
    }

    /// Clients that follow topics.
    ///
    /// @param requests the handshake of each client, by its number
    /// @param progress hears about once a second how far it is
    public static Crowd following(
            Target target, IntFunction<byte[]> requests, int clients, Consumer<String> progress) {
        return new Crowd(target, requests, clients, 0, progress);
    }

    private Crowd(
            Target target,
            IntFunction<byte[]> requests,
            int clients,
            int slow,
            Consumer<String> progress) {
        this.target = target;
        this.address = target.address();
        this.requests = requests;
        this.clients = clients;
        this.slow = slow;
        this.progress = progress;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens all connections, and waits until each has got its first message.
    ///
    /// @param inFlight how many handshakes may be under way at once
    /// @param perSecond connections begun per second; 0 for no such bound
    public Connects connect(int inFlight, int perSecond, Duration atMost) {
        long began = System.nanoTime();
        long deadline = began + atMost.toNanos();
        while (opened + refused < clients && System.nanoTime() < deadline) {
            begin(inFlight, began, perSecond);
            until(
                    () -> canBegin(inFlight, began, perSecond) || opened + refused == clients,
                    deadline);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        until(this::allSettled, deadline);
        return new Connects(opened, clients - opened, seconds, connects);
    }

    private boolean allSettled() {
        return watchers.stream().allMatch(Watcher::isSettled);
    }

    private boolean canBegin(int inFlight, long began, int perSecond) {
        int begun = connections.size();
        boolean inTime =
                perSecond == 0 || begun < (System.nanoTime() - began) / 1e9 * perSecond + 1;
        return begun < clients && begun - opened - refused < inFlight && inTime;
    }

    private void begin(int inFlight, long began, int perSecond) {
        while (canBegin(inFlight, began, perSecond)) {
            int number = connections.size();
            var watcher = new Watcher(this, number < slow);
            watchers.add(watcher);
            int receiveBuffer = watcher.isSlow() ? SLOW_RECEIVE_BUFFER : 0;
            connections.add(
                    Connection.begin(
                            selector,
                            address,
                            source(number),
                            receiveBuffer,
                            requests.apply(number),
                            watcher));
        }
    }

    /// An address has fewer than 30,000 ports to connect from; there are many loopback addresses.
    private @Nullable InetSocketAddress source(int number) {
        int block = number / CLIENTS_OF_AN_ADDRESS;
        if (block == 0 || !address.getAddress().isLoopbackAddress()) {
            return null;
        }
        try {
            byte[] bytes = {127, 0, 0, (byte) (1 + block)};
            return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Has the game write ticks, and waits until all clients got the last one. Slow clients begin
    /// to read when the others are done.
    public Delivery deliver(TickOrder order, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        var current = new Round(order.lines(), Round.epochNanos());
        try {
            return end(current, begin(current, order, deadline), deadline, atMost);
        } finally {
            round = null;
        }
    }

    /// Has somebody else write ticks, and waits until all clients got the last one of theirs.
    ///
    /// @param lines ticks that each client is to get
    /// @param writer begins to write them, elsewhere
    public Delivery deliver(int lines, Runnable writer, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        var current = new Round(lines, Round.epochNanos());
        try {
            begin(current, false);
            writer.run();
            return end(current, "", deadline, atMost);
        } finally {
            round = null;
        }
    }

    /// Opens all connections, and waits until each has got the ticks that were written before.
    ///
    /// @param lines ticks that each client is to get
    public Delivery comeBack(int lines, int inFlight, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        var current = new Round(lines, 0);
        round = current;
        try {
            connect(inFlight, 0, atMost);
            return end(current, "", deadline, atMost);
        } finally {
            round = null;
        }
    }

    private Delivery end(Round current, String failure, long deadline, Duration atMost) {
        if (failure.isEmpty()) {
            boolean inTime = until(() -> current.complete() + missing >= clients - slow, deadline);
            slowOnesRead(true);
            // Clients that have read nothing so far need time of their own.
            long end = inTime ? System.nanoTime() + atMost.toNanos() : deadline;
            until(() -> watchers.stream().allMatch(w -> w.isComplete() || w.isEnded()), end);
        }
        return Delivery.of(current, watchers, clients - slow, failure);
    }

    /// The command's connection is gone when this returns: lines would be encoded in its format
    /// only for it.
    private String begin(Round next, TickOrder order, long deadline) {
        try (var commander = commander(deadline)) {
            String failure = commander.awaitRunning();
            if (!failure.isEmpty()) {
                return failure;
            }
            begin(next, order.othersMayWrite());
            return commander.command(order.command());
        }
    }

    private void begin(Round next, boolean othersMayWrite) {
        watchers.forEach(watcher -> watcher.begin(othersMayWrite));
        missing = (int) watchers.stream().filter(w -> w.isEnded() && !w.isSlow()).count();
        slowOnesRead(false);
        round = next;
    }

    private void slowOnesRead(boolean does) {
        for (int i = 0; i < Math.min(slow, connections.size()); i++) {
            connections.get(i).reads(does);
        }
    }

    /// Gives a command repeatedly, each time after the one before was confirmed.
    public RoundTrips command(String text, int count, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        var written = new Histogram(DIGITS);
        var confirmed = new Histogram(DIGITS);
        try (var commander = commander(deadline)) {
            String failure = commander.awaitRunning();
            for (int i = 0; i < count && failure.isEmpty(); i++) {
                failure = commander.command(text);
                if (failure.isEmpty()) {
                    written.recordValue(commander.written());
                    confirmed.recordValue(commander.finished());
                }
            }
            return new RoundTrips(count, written, confirmed, failure);
        }
    }

    private Commander commander(long deadline) {
        var control = new Control();
        byte[] request = target.request(Format.JSON);
        var connection = Connection.begin(selector, address, null, 0, request, control);
        return new Commander(this, control, connection, deadline);
    }

    /// Holds the connections, reading what comes.
    public void hold(Duration time) {
        until(() -> false, System.nanoTime() + time.toNanos());
    }

    /// Works until the job is done; returns false if time ran out before.
    boolean until(BooleanSupplier done, long deadline) {
        while (!done.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            tell();
            try {
                selector.select(this::ready, Math.clamp(left / 1_000_000, 1, 20));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            connection.ready(buffer, READ_BYTES);
        }
    }

    private void tell() {
        if (System.nanoTime() - toldAt <= 1_000_000_000L) {
            return;
        }
        toldAt = System.nanoTime();
        String now = state();
        if (!now.equals(told)) {
            told = now;
            progress.accept(now);
        }
    }

    private String state() {
        return round == null
                ? opened + " of " + clients + " clients connected"
                : round.delivered()
                        + " lines delivered, "
                        + round.complete()
                        + " of "
                        + (clients - slow)
                        + " clients have all";
    }

    @Nullable Round round() {
        return round;
    }

    void opened(long nanos) {
        opened++;
        connects.recordValue(nanos);
    }

    void ended(Watcher watcher, String why) {
        if (!watcher.wasOpen()) {
            refused++;
        }
        if (!watcher.isSlow() && !watcher.isComplete()) {
            missing++;
        }
        if (closing) {
            return;
        }
        if (reasons.size() < MOST_REASONS || reasons.containsKey(why)) {
            reasons.merge(why, 1, Integer::sum);
        }
    }

    /// Why clients were not let in or lost their connection, with the number of clients per reason.
    public Map<String, Integer> reasons() {
        return Map.copyOf(reasons);
    }

    @Override
    public void close() {
        closing = true;
        connections.forEach(Connection::close);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
