package io.vsgateway.bench.socket;

import io.vsgateway.websocket.connection.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One WebSocket to the gateway: opens it, finds its frames, answers pings. All methods are called
/// on the crowd's thread; none blocks. Between two reads it keeps only the beginning of a frame.
public final class Connection implements FrameReader.Frames {
    private static final byte[] NOTHING = {};

    private final byte[] request;
    private final Inbox inbox;
    private @Nullable SocketChannel socket;
    private @Nullable SelectionKey key;
    private byte[] rest = NOTHING;
    private int restLength;
    private long began;
    private boolean open;
    private boolean ended;

    private Connection(byte[] request, Inbox inbox) {
        this.request = request;
        this.inbox = inbox;
    }

    /// Begins to connect; the inbox hears how that ends.
    ///
    /// @param source address to connect from, or null for any
    /// @param receiveBuffer bytes that the system buffers, or 0 for its default
    public static Connection begin(
            Selector selector,
            InetSocketAddress address,
            @Nullable InetSocketAddress source,
            int receiveBuffer,
            byte[] request,
            Inbox inbox) {
        var connection = new Connection(request, inbox);
        try {
            connection.connect(selector, address, source, receiveBuffer);
        } catch (IOException | RuntimeException e) {
            connection.end(reason(e));
        }
        return connection;
    }

    private void connect(
            Selector selector,
            InetSocketAddress address,
            @Nullable InetSocketAddress source,
            int receiveBuffer)
            throws IOException {
        began = System.nanoTime();
        SocketChannel channel = SocketChannel.open();
        socket = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        if (source != null) {
            channel.bind(source);
        }
        channel.connect(address);
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    /// Handles a channel that is ready to be connected or read.
    ///
    /// @param buffer the crowd's; at least [FrameReader#MAX_FRAME] plus one read long
    /// @param most bytes of one read
    public void ready(ByteBuffer buffer, int most) {
        SocketChannel channel = socket;
        SelectionKey registered = key;
        if (ended || channel == null || registered == null) {
            return;
        }
        try {
            if (registered.isConnectable()) {
                channel.finishConnect();
                registered.interestOps(SelectionKey.OP_READ);
                write(ByteBuffer.wrap(request));
            } else if (registered.isReadable()) {
                read(channel, buffer, most);
            }
        } catch (IOException e) {
            end(reason(e));
        }
    }

    private void read(SocketChannel channel, ByteBuffer buffer, int most) throws IOException {
        byte[] bytes = buffer.array();
        System.arraycopy(rest, 0, bytes, 0, restLength);
        buffer.limit(restLength + most).position(restLength);
        if (channel.read(buffer) < 0) {
            throw new EOFException("the gateway ended the connection");
        }
        inbox.arrived();
        int end = buffer.position();
        int from = 0;
        if (!open) {
            int frames = Handshake.answer(bytes, 0, end);
            if (frames >= 0) {
                open = true;
                from = frames;
                inbox.opened(System.nanoTime() - began);
            }
        }
        int used = open ? FrameReader.read(bytes, from, end, this) : 0;
        keep(bytes, used, end);
    }

    private void keep(byte[] bytes, int from, int to) {
        restLength = to - from;
        if (restLength > rest.length) {
            rest = Arrays.copyOfRange(bytes, from, to);
        } else {
            System.arraycopy(bytes, from, rest, 0, restLength);
        }
    }

    @Override
    public void frame(int opcode, byte[] bytes, int from, int to) {
        switch (opcode) {
            case Frame.TEXT -> inbox.message(bytes, from, to);
            case Frame.PING -> send(Frame.PONG, Arrays.copyOfRange(bytes, from, to));
            case Frame.CLOSE -> end(closed(bytes, from, to));
            case Frame.CONTINUATION, Frame.PONG -> {}
            default -> end("the gateway sent a frame of kind " + opcode);
        }
    }

    static String closed(byte[] bytes, int from, int to) {
        if (to - from < 2) {
            return "closed by the gateway";
        }
        int code = (bytes[from] & 0xFF) << 8 | bytes[from + 1] & 0xFF;
        String reason = new String(bytes, from + 2, to - from - 2, StandardCharsets.UTF_8);
        return "closed by the gateway: " + code + " " + reason;
    }

    public void send(String text) {
        send(Frame.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private void send(int opcode, byte[] payload) {
        if (ended) {
            return;
        }
        try {
            int mask = ThreadLocalRandom.current().nextInt();
            write(ByteBuffer.wrap(new Frame(opcode, true, payload).masked(mask)));
        } catch (IOException e) {
            end(reason(e));
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        SocketChannel channel = socket;
        if (channel != null) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            throw new IOException("the gateway does not take what we send");
        }
    }

    /// Stops reading, or resumes it.
    public void reads(boolean does) {
        if (!ended && key != null) {
            key.interestOps(does ? SelectionKey.OP_READ : 0);
        }
    }

    boolean isEnded() {
        return ended;
    }

    /// Closes the connection.
    public void close() {
        if (open) {
            send(Frame.CLOSE, new byte[] {0x03, (byte) 0xE8});
        }
        end("closed");
    }

    private void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        rest = NOTHING;
        restLength = 0;
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException _) {
            // It is gone either way.
        }
        inbox.ended(why);
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
