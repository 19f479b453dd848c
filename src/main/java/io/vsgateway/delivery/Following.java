package io.vsgateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
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

    /// Small pieces of memory give small slices.
    private static final int MOST_DIRECT = 3;

    private static final int MAX_COUNT = 256;
    private static final long MAX_BYTES = 64 * 1024;

    private final ChannelHandlerContext wire;

    /// The channel itself, a few steps nearer than by `wire`: each step is a place in memory that
    /// no cache holds by the time this reader's turn comes.
    private final Channel.Unsafe channel;

    private final @Nullable Socket socket;
    private final FrameLog<T> log;
    private final LoopWriters writers;
    private final Cursor<T> cursor;
    private final Traffic traffic;
    private int place;

    Following(ChannelHandlerContext wire, FrameLog<T> log, Start start, Traffic traffic) {
        this.wire = wire;
        this.channel = wire.channel().unsafe();
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

    /// Writes one slice of what there is, if there is any and the channel takes it. What is not
    /// sent at once is not flushed.
    ///
    /// @return whether there was one
    boolean writeSlice() {
        return writers.writeSlice(this);
    }

    /// Writes what there is, as far as the channel takes it, with the frames that `round` shares.
    ///
    /// What is written first mostly is all there is, and goes straight to the socket. A reader with
    /// more to get goes the usual way from then on, where the channel says when it has had enough.
    void write(LoopWriters round) {
        boolean queued = false;
        for (int slices = 0; isReady(); slices++) {
            queued |= step(round, !queued && slices < MOST_DIRECT);
        }
        if (queued) {
            wire.flush();
        }
    }

    /// Writes one slice, as [#writeSlice] says.
    boolean writeSlice(LoopWriters round) {
        if (!isReady()) {
            return false;
        }
        boolean _ = step(round, false);
        return true;
    }

    /// Whether there is something to write, and the channel takes it.
    boolean isReady() {
        ChannelOutboundBuffer waiting = channel.outboundBuffer();
        return waiting != null && waiting.isWritable() && cursor.isBehind();
    }

    /// @return whether something waits in the channel now
    private boolean step(LoopWriters round, boolean directly) {
        FrameSlice shared = cursor.isUntold() ? null : round.read(cursor.next());
        if (shared != null) {
            cursor.skipTo(cursor.next() + shared.entries(), shared.last());
            return write(shared, directly);
        }
        FrameSlice own = readFeed();
        boolean queued = write(own, directly);
        own.bytes().release();
        return queued;
    }

    /// Writes frames that stay the caller's.
    ///
    /// @return whether some of them wait in the channel now
    private boolean write(FrameSlice frames, boolean directly) {
        ByteBuf bytes = frames.bytes();
        int size = bytes.readableBytes();
        traffic.sentEntries(frames.entries());
        traffic.sentBytes(size);
        int sent = directly && socket != null ? DirectSocket.send(socket, channel, bytes) : 0;
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
        return new FrameSlice(frames, batch.entries().size(), 0);
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
