package io.vsgateway.it.channel;

import io.vsgateway.bench.socket.Connection;
import io.vsgateway.bench.socket.Inbox;
import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/// Very many clients of the channels on the thread of the test, each with a token and topics of its
/// own. They count what they hear.
final class Audience implements AutoCloseable {
    /// The key of RFC 6455's example, as [Connection] expects it.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /// An address has fewer than 30,000 ports to connect from.
    private static final int OF_AN_ADDRESS = 10_000;

    private static final int AT_ONCE = 64;
    private static final int MOST_OF_A_READ = 64 * 1024;
    private static final int ROOM = 17 * 1024 * 1024;

    private final Selector selector;
    private final InetSocketAddress gateway;
    private final ByteBuffer buffer = ByteBuffer.allocate(ROOM);
    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, Integer> ends = new TreeMap<>();
    private int connected;
    private int heard;
    private String wanted = "\"type\":\"connected\"";

    Audience(GatewayProcess gateway) throws IOException {
        this.selector = Selector.open();
        this.gateway = new InetSocketAddress("127.0.0.1", gateway.port());
    }

    /// Connects so many, and waits until each is told that it is.
    ///
    /// @param target the path of each, by its number
    void connect(int clients, IntFunction<String> target, IntFunction<String> token)
            throws IOException {
        for (int i = 0; i < clients; i++) {
            begin(i, target.apply(i), token.apply(i));
            int begun = i + 1;
            until(() -> begun - connected < AT_ONCE, Duration.ofMinutes(1));
        }
        until(() -> connected == clients, Duration.ofMinutes(1));
    }

    private void begin(int number, String target, String token) throws IOException {
        String request =
                "GET "
                        + target
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + gateway.getPort()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + KEY
                        + "\r\nAuthorization: Bearer "
                        + token
                        + "\r\n\r\n";
        byte[] from = {127, 0, 0, (byte) (1 + number / OF_AN_ADDRESS)};
        connections.add(
                Connection.begin(
                        selector,
                        gateway,
                        new InetSocketAddress(InetAddress.getByAddress(from), 0),
                        0,
                        request.getBytes(StandardCharsets.UTF_8),
                        new Ear()));
    }

    /// Waits until each of them has heard something with this text in it.
    void hear(String text, Runnable cause) throws IOException {
        wanted = text;
        heard = 0;
        cause.run();
        until(() -> heard == connections.size(), Duration.ofMinutes(1));
    }

    private void until(BooleanSupplier isDone, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!isDone.getAsBoolean()) {
            if (System.nanoTime() > end || !ends.isEmpty()) {
                throw new AssertionError(
                        connected + " are connected, " + heard + " heard; ended: " + ends);
            }
            selector.select(100);
            for (var key : selector.selectedKeys()) {
                if (key.attachment() instanceof Connection connection) {
                    connection.ready(buffer, MOST_OF_A_READ);
                }
            }
            selector.selectedKeys().clear();
        }
    }

    /// Closes all of them.
    @Override
    public void close() {
        try {
            connections.forEach(Connection::close);
            selector.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private final class Ear implements Inbox {
        @Override
        public void opened(long nanos) {}

        @Override
        public void arrived() {}

        @Override
        public void message(byte[] bytes, int from, int to) {
            String message = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            connected += message.startsWith("{\"type\":\"connected\"") ? 1 : 0;
            heard += message.contains(wanted) ? 1 : 0;
        }

        @Override
        public void ended(String why) {
            ends.merge(why, 1, Integer::sum);
        }
    }
}
