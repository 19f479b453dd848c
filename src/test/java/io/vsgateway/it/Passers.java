package io.vsgateway.it;

import io.vsgateway.it.access.FrameSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Short visits to a console where many lines flow, each of its own kind: with a wrong key, gone
/// before the handshake or behind it, against the protocol, or some history read and then gone,
/// politely or not. The number of a visit decides.
public final class Passers {
    private static final int VISITS_OF_AN_ADDRESS = 5_000;
    private static final int ADDRESSES = 250;

    private Passers() {}

    /// One visit, to its end.
    ///
    /// @param history lines of it that there are at least
    public static void visit(GatewayProcess gateway, int number, int history) throws IOException {
        int port = gateway.port();
        var random = new SplittableRandom(number);
        String source = "127.0.0." + (1 + number / VISITS_OF_AN_ADDRESS % ADDRESSES);
        String format = random.nextBoolean() ? "json" : "text";
        int lines = random.nextInt(1, history);
        String query = "format=" + format + "&history_lines=" + lines;
        int way = random.nextInt(100);
        String key =
                way < 5
                        ? "wrong"
                        : random.nextInt(4) == 0 ? GatewayProcess.MONITOR : GatewayProcess.ADMIN;
        try (var visit = new Visit(source, port, query, key, 0)) {
            if (way < 5) {
                refused(visit);
            } else if (way < 10) {
                visit.reset();
            } else if (way < 15) {
                visit.opened().reset();
            } else if (way < 20) {
                breaksTheProtocol(visit.opened());
            } else {
                read(visit.opened(), random.nextInt(lines));
                end(visit, random);
            }
        }
    }

    private static void refused(Visit visit) throws IOException {
        visit.opened();
        readToTheEnd(visit);
    }

    /// A text frame that is not UTF-8, in two parts.
    private static void breaksTheProtocol(Visit visit) throws IOException {
        visit.send(FrameSocket.TEXT, "half of".getBytes(StandardCharsets.UTF_8));
        visit.send(FrameSocket.FIN | FrameSocket.CONTINUATION, new byte[] {(byte) 0xFF});
        readToTheEnd(visit);
    }

    /// Until the gateway has closed; its code may be lost with the connection.
    private static void readToTheEnd(Visit visit) throws IOException {
        try {
            while (true) {
                visit.next();
            }
        } catch (EOFException | SocketException _) {
            // As it should be.
        }
    }

    private static void read(Visit visit, int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            visit.next();
        }
    }

    private static void end(Visit visit, SplittableRandom random) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> visit.leave();
            case 1 -> visit.reset();
            case 2 ->
                    visit.send(
                            FrameSocket.FIN | FrameSocket.TEXT,
                            "/time".getBytes(StandardCharsets.UTF_8));
            default -> {}
        }
    }
}
