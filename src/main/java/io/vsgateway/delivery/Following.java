package io.vsgateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.unix.Socket;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Start;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One client's way through a [FrameLog]: as long as its channel is writable, it is given slices of
/// as many consecutive frames as there are, and one flush. When it is not, nothing waits in memory
/// for it but its place in the feed. All methods are called on the channel's event loop.
final class Following<T> {
    /// Most bytes of one write, unless one frame is longer.
    static final int MAX_SLICE = 256 * 1024;

    private static final int MAX_COUNT = 256;
    private static final long MAX_BYTES = 64 * 1024;

    private final ChannelHandlerContext wire;
    private final @Nullable Socket socket;
    private final FrameLog<T> log;
    private final LoopWriters writers;
    private final Cursor<T> cursor;
    private final Traffic traffic;
    private int place;

    Following(ChannelHandlerContext wire, FrameLog<T> log, Start start, Traffic traffic) {
        this.wire = wire;
        this.socket = DirectSocket.under(wire);
        this.log = log;
        this.traffic = traffic;
        this.cursor = log.feed().cursor(start);
        this.writers = log.writers(wire.channel().eventLoop());
        writers.add(this);
    }

    /// Where its list has it.
    int place() {
        return place;
    }

    void place(int place) {
        this.place = place;
    }

    /// Writes what there is, as far as the channel takes it.
    void write() {
        writers.write(this);
    }

    /// Writes what there is, as far as the channel takes it, with the frames that `round` shares.
    void write(LoopWriters round) {
        Channel channel = wire.channel();
        boolean first = true;
        boolean queued = false;
        while (channel.isWritable() && cursor.isBehind()) {
            FrameSlice shared = cursor.isUntold() ? null : round.read(cursor.next());
            if (shared == null) {
                FrameSlice own = readFeed();
                queued |= write(own, first);
                own.bytes().release();
            } else {
                cursor.skipTo(cursor.next() + shared.entries());
                queued |= write(shared, first);
            }
            first = false;
        }
        if (queued) {
            wire.flush();
        }
    }

    /// Writes frames that stay the caller's. What is written first in a turn mostly is all there
    /// is, and goes straight to the socket. A reader with more to get goes the usual way from then
    /// on, where the channel says when it has had enough for one turn.
    ///
    /// @return whether some of them wait in the channel now
    private boolean write(FrameSlice frames, boolean first) {
        ByteBuf bytes = frames.bytes();
        int size = bytes.readableBytes();
        traffic.sentEntries(frames.entries());
        traffic.sentBytes(size);
        int sent = first && socket != null ? DirectSocket.send(socket, wire.channel(), bytes) : 0;
        if (sent < size) {
            wire.write(
                    bytes.retainedSlice(bytes.readerIndex() + sent, size - sent),
                    wire.voidPromise());
        }
        return sent < size;
    }

    /// Makes frames for this client alone: it is behind the shared ones, or missed some.
    private FrameSlice readFeed() {
        Batch<T> batch = cursor.read(MAX_COUNT, MAX_BYTES);
        ByteBuf frames = wire.alloc().directBuffer();
        try {
            write(frames, batch);
        } catch (RuntimeException | Error e) {
            frames.release();
            throw e;
        }
        return new FrameSlice(frames, batch.entries().size());
    }

    private void write(ByteBuf frames, Batch<T> batch) {
        if (batch.gap() != null) {
            traffic.toldGap(batch.gap().count());
            write(frames, log.encoder().encode(batch.gap()));
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            write(frames, log.encoder().encode(batch.position(i), batch.entries().get(i)));
        }
    }

    private static void write(ByteBuf frames, String message) {
        FrameChunk.write(frames, message.getBytes(StandardCharsets.UTF_8));
    }

    boolean isBehind() {
        return cursor.isBehind();
    }

    /// Ends the connection.
    void drop() {
        wire.close();
    }

    void end() {
        writers.remove(this);
        cursor.close();
    }
}
