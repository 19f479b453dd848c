package io.vsgateway.bench.crowd;

import io.vsgateway.websocket.RawServer;
import io.vsgateway.websocket.connection.Frame;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that can do what the gateway must not. It takes connections that ask for text for
/// watchers, sends each a line, and when a command comes over one that asks for JSON, it confirms
/// it and sends what it was told to all watchers.
public final class FakeGateway implements AutoCloseable {
    private static final String ACCEPTED =
            "HTTP/1.1 101 Switching Protocols\r\n"
                    + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    private final ServerSocket server;
    private final List<OutputStream> watchers = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final String head;
    private final String status;
    private final byte[] frames;

    private FakeGateway(String head, String status, byte[] frames) {
        this.head = head;
        this.status = status;
        this.frames = frames;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// @param frames see [#ticks], [#text] and [RawServer#frame]
    public static FakeGateway sending(byte[]... frames) {
        var all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return new FakeGateway(ACCEPTED, "confirmed", all.toByteArray());
    }

    public static FakeGateway rejecting() {
        return new FakeGateway(ACCEPTED, "rejected", new byte[0]);
    }

    public static FakeGateway answering(String head) {
        return new FakeGateway(head, "", new byte[0]);
    }

    public static byte[] ticks(int... numbers) {
        var all = new ByteArrayOutputStream();
        for (int number : numbers) {
            all.writeBytes(text("tick seq=" + number + " t=" + Long.MAX_VALUE));
        }
        return all.toByteArray();
    }

    public static byte[] text(String text) {
        return RawServer.frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    public String url() {
        return "ws://127.0.0.1:" + server.getLocalPort();
    }

    /// The opcodes of the frames that watchers sent.
    List<Integer> answers() {
        return answers;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            boolean isControl = request(in).contains("format=json");
            if (!isControl) {
                // Before the client knows that it is in.
                watchers.add(out);
            }
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            if (isControl) {
                out.write(text("{\"type\":\"state\",\"state\":\"running\"}"));
            } else {
                out.write(text("[now] an old line"));
            }
            while (true) {
                int opcode = in.readUnsignedByte() & 0xF;
                in.readNBytes(4 + (in.readUnsignedByte() & 0x7F));
                if (isControl && opcode == Frame.TEXT) {
                    confirm(out);
                } else if (!isControl) {
                    answers.add(opcode);
                }
            }
        } catch (IOException _) {
            // It is gone.
        }
    }

    private void confirm(OutputStream out) throws IOException {
        out.write(
                text(
                        "{\"type\":\"receipt\",\"id\":\"bench-1\",\"status\":\""
                                + status
                                + "\",\"reason\":\"so\"}"));
        for (OutputStream watcher : watchers) {
            watcher.write(frames);
        }
    }

    private static String request(DataInputStream in) throws IOException {
        var request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.readUnsignedByte());
        }
        return request.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
