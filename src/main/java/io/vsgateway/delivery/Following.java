package io.vsgateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.Socket;
import io.vsgateway.delivery.OrderedOutbound.Reader;
import io.vsgateway.delivery.frame.FrameChunk;
import io.vsgateway.delivery.frame.FrameSlice;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Start;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One client's way through a [FrameLog]: while its channel is writable, it gets slices of as many
/// consecutive frames as there are, and one flush. While it is not, nothing waits in memory for it
/// but its place in the feed. All methods are called on the channel's event loop.
final class Following<T> implements Merge.Source {
    /// Most bytes of one write, unless a single frame is longer.
    static final int MAX_SLICE = 256 * 1024;

    /// Small pieces of memory give small slices.
    static final int MOST_DIRECT = 3;

    private static final int MAX_COUNT = 256;
    private static final long MAX_BYTES = 64 * 1024;

    private final ChannelHandlerContext wire;

    /// The channel itself, a few steps nearer than through `wire`: each step reads memory that no
    /// longer is in any cache when this reader's turn comes.
    private final Channel.Unsafe channel;

    private final @Nullable Socket socket;
    private final FrameLog<T> log;
    private final LoopWriters writers;
    private final Cursor<T> cursor;
    private final Traffic traffic;
    private final Reader<? super T> reader;

    /// The order of all feeds of the connection; null if there is only one feed.
    private final @Nullable Ordered order;

    private int place;

    /// The only one of a connection.
    Following(ChannelHandlerContext wire, FrameLog<T> log, Start start, Traffic traffic) {
        this(wire, log, start, traffic, null, _ -> true);
    }

    /// One of several that share an order.
    Following(
            ChannelHandlerContext wire,
            FrameLog<T> log,
            Start start,
            Traffic traffic,
            @Nullable Ordered order,
            Reader<? super T> reader) {
        this.wire = wire;
        this.channel = wire.channel().unsafe();
        this.socket = DirectSocket.under(wire);
        this.log = log;
        this.traffic = traffic;
        this.order = order;
        this.reader = reader;
        this.cursor = log.feed().cursor(start);
        this.writers = log.writers(wire.channel().eventLoop());
        writers.add(this);
    }

    /// Its index in the list of its [LoopWriters].
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
    ///
    /// The first slices are usually all there is, and go straight to the socket. A reader with more
    /// to get continues the usual way, where the channel says when it has had enough.
    void write(LoopWriters round) {
        if (order != null) {
            order.write(this, round);
            return;
        }
        boolean queued = false;
        for (int slices = 0; isReady(); slices++) {
            queued |= step(round, !queued && slices < MOST_DIRECT, Long.MAX_VALUE);
        }
        if (queued) {
            wire.flush();
        }
    }

    /// Whether there is something to write and the channel takes it.
    boolean isReady() {
        ChannelOutboundBuffer waiting = channel.outboundBuffer();
        return waiting != null && waiting.isWritable() && cursor.isBehind();
    }

    /// Writes one slice outside a round.
    ///
    /// @param upTo offset of the last entry that may be written
    /// @return whether something waits in the channel now
    boolean stepAlone(boolean directly, long upTo) {
        return writers.step(this, directly, upTo);
    }

    /// Writes one slice with the frames that `round` shares.
    ///
    /// @param upTo offset of the last entry that may be written
    /// @return whether something waits in the channel now
    boolean step(LoopWriters round, boolean directly, long upTo) {
        FrameSlice slice = isNextNew() ? round.read(cursor.next(), upTo) : null;
        if (slice != null) {
            cursor.skipTo(cursor.next() + slice.entries(), slice.last());
            told(slice);
            return write(slice, directly);
        }
        FrameSlice own = readFeed(upTo);
        told(own);
        boolean queued = write(own, directly);
        own.bytes().release();
        return queued;
    }

    /// Whether the next entry is due for every reader, as far as this one knows.
    private boolean isNextNew() {
        return !cursor.isUntold()
                && (order == null
                        || (order.isNextNew()
                                // Frames of what the feed has forgotten come before what the order
                                // of the feeds was judged by.
                                && cursor.next() >= log.feed().oldest()));
    }

    private void told(FrameSlice slice) {
        if (order != null) {
            order.wrote(this, slice.last());
        }
    }

    /// Writes frames; the caller still owns them.
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

    /// Makes frames for this client alone: it is behind the shared ones, missed some, or must be
    /// asked whether it wants them.
    private FrameSlice readFeed(long upTo) {
        Batch<T> batch = cursor.read(MAX_COUNT, MAX_BYTES, upTo);
        ByteBuf frames = wire.alloc().directBuffer();
        try {
            write(frames, batch);
        } catch (RuntimeException | Error e) {
            frames.release();
            throw e;
        }
        int count = batch.entries().size();
        return new FrameSlice(frames, count, count == 0 ? 0 : batch.offset(count - 1));
    }

    private void write(ByteBuf frames, Batch<T> batch) {
        if (batch.gap() != null) {
            traffic.toldGap(batch.gap());
            if (order != null && !batch.gap().recovered()) {
                order.began(batch.epoch());
            }
            write(frames, log.encoder().encode(batch.gap()));
            reader.missedSome();
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            T entry = batch.entries().get(i);
            boolean isNew = order == null || order.isNew(batch.offset(i));
            if (isNew && (log.isForAll(entry) || reader.wants(entry))) {
                write(frames, log.encoder().encode(batch.position(i), entry));
            }
        }
    }

    private static void write(ByteBuf frames, String message) {
        FrameChunk.write(frames, message.getBytes(StandardCharsets.UTF_8));
    }

    boolean isBehind() {
        return cursor.isBehind();
    }

    @Override
    public long nextOffset() {
        return cursor.nextOffset();
    }

    @Override
    public Feed<?> feed() {
        return log.feed();
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
