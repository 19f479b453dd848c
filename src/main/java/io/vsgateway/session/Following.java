package io.vsgateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Start;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// One client's way through a [FrameLog]: as long as its channel is writable, it is given slices of
/// as many consecutive frames as there are, and one flush. When it is not, nothing waits in memory
/// for it but its place in the feed. All methods are called on the channel's event loop.
final class Following<T> {
    /// Most bytes of one write, unless one frame is longer.
    static final int MAX_SLICE = 256 * 1024;

    private static final int MAX_COUNT = 256;
    private static final long MAX_BYTES = 64 * 1024;

    private final ChannelHandlerContext channel;
    private final FrameLog<T> log;
    private final LoopWriters writers;
    private final Cursor<T> cursor;
    private final Traffic traffic;
    private int place;

    Following(ChannelHandlerContext channel, FrameLog<T> log, Start start, Traffic traffic) {
        this.channel = channel;
        this.log = log;
        this.traffic = traffic;
        this.cursor = log.feed().cursor(start);
        this.writers = log.writers(channel.channel().eventLoop());
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
        write(from -> log.read(from, MAX_SLICE));
    }

    /// @param frames gives the shared frames from an entry on, as [FrameLog#read] does; null if it
    ///   has none
    void write(LongFunction<@Nullable FrameSlice> frames) {
        boolean written = false;
        while (channel.channel().isWritable() && cursor.isBehind()) {
            FrameSlice slice = cursor.isUntold() ? null : frames.apply(cursor.next());
            if (slice == null) {
                slice = readFeed();
            } else {
                cursor.skipTo(cursor.next() + slice.entries());
            }
            traffic.sentEntries(slice.entries());
            traffic.sentBytes(slice.bytes().readableBytes());
            channel.write(slice.bytes(), channel.voidPromise());
            written = true;
        }
        if (written) {
            channel.flush();
        }
    }

    /// Makes frames for this client alone: it is behind the shared ones, or missed some.
    private FrameSlice readFeed() {
        Batch<T> batch = cursor.read(MAX_COUNT, MAX_BYTES);
        ByteBuf frames = channel.alloc().directBuffer();
        if (batch.gap() != null) {
            traffic.toldGap(batch.gap().count());
            write(frames, log.encoder().encode(batch.gap()));
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            write(frames, log.encoder().encode(batch.position(i), batch.entries().get(i)));
        }
        return new FrameSlice(frames, batch.entries().size());
    }

    private static void write(ByteBuf frames, String message) {
        FrameChunk.write(frames, message.getBytes(StandardCharsets.UTF_8));
    }

    boolean isBehind() {
        return cursor.isBehind();
    }

    void end() {
        writers.remove(this);
        cursor.close();
    }
}
