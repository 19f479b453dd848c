package io.vsgateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.delivery.frame.FrameChunk;
import io.vsgateway.feed.Start;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Writes finished frames to the channel itself, past the platform's WebSocket: one system call may
/// carry hundreds of messages, and the frames of a feed are made once for all followers. Each
/// message is still its own frame on the wire.
public final class FramedOutbound implements Outbound {
    /// Most bytes of answers that may wait for a client that does not read.
    private static final long MAX_WAITING_BYTES = 2 * 1024 * 1024;

    private final ChannelHandlerContext frames;
    private final ChannelHandlerContext wire;
    private final Traffic traffic;
    private @Nullable Following<?> followed;
    private @Nullable Ordered ordered;
    private @Nullable Selected<?> selected;
    private boolean selectedWaits;
    private boolean flushesSoon;
    private boolean stopped;
    private long stalledSince;

    /// What the socket was to take next when that was last asked, and how much of it had been
    /// taken: what comes to the queue's end meanwhile, such as pings, is no progress.
    private @Nullable Object next;

    private long takenOfNext;
    private final AtomicBoolean offered = new AtomicBoolean();

    /// @param frames context whose writes pass the frame encoder
    /// @param wire context whose writes go out unchanged
    public FramedOutbound(
            ChannelHandlerContext frames, ChannelHandlerContext wire, Traffic traffic) {
        this.frames = frames;
        this.wire = wire;
        this.traffic = traffic;
    }

    @Override
    public void send(String message) {
        if (!wire.executor().inEventLoop()) {
            wire.executor().execute(() -> send(message));
            return;
        }
        if (!stopped) {
            ByteBuf frame = FrameChunk.frame(wire.alloc(), message);
            traffic.sentBytes(frame.readableBytes());
            wire.write(frame, wire.voidPromise());
            flushSoon();
        }
    }

    /// Answers to several messages that came together leave together, in one system call.
    private void flushSoon() {
        if (!flushesSoon) {
            flushesSoon = true;
            wire.executor().execute(this::flush);
        }
    }

    private void flush() {
        flushesSoon = false;
        wire.flush();
    }

    @Override
    public boolean offer(List<Bundle> bundles) {
        // What the event loop has not come to yet is not seen in the channel.
        if (!takes() || !offered.compareAndSet(false, true)) {
            return false;
        }
        wire.executor()
                .execute(() -> {
                    offered.set(false);
                    if (!stopped) {
                        write(bundles);
                    }
                });
        return true;
    }

    private void write(List<Bundle> bundles) {
        ByteBuf frames = wire.alloc().directBuffer(bundles.stream().mapToInt(Bundle::size).sum());
        bundles.forEach(bundle -> bundle.writeTo(frames));
        traffic.sentBytes(frames.readableBytes());
        wire.writeAndFlush(frames, wire.voidPromise());
    }

    @Override
    public <T> void follow(FrameLog<T> log, Start start) {
        if (!stopped) {
            var following = new Following<>(wire, log, start, traffic);
            followed = following;
            following.write();
        }
    }

    @Override
    public OrderedOutbound inOrder(LongSupplier end, Traffic ofFeeds) {
        var several = new Ordered(wire, end, ofFeeds);
        ordered = several;
        return several;
    }

    @Override
    public void follow(Selected<?> choice) {
        if (!stopped) {
            selected = choice;
            choice.begin(messages -> wire.executor().execute(() -> write(messages, choice)));
        }
    }

    private void write(List<String> messages, Selected<?> choice) {
        if (stopped) {
            return;
        }
        ByteBuf frames = wire.alloc().directBuffer();
        for (String message : messages) {
            FrameChunk.write(frames, message.getBytes(StandardCharsets.UTF_8));
        }
        traffic.sentBytes(frames.readableBytes());
        wire.writeAndFlush(frames, wire.voidPromise());
        askForMore(choice);
    }

    private void askForMore(Selected<?> choice) {
        selectedWaits = !wire.channel().isWritable();
        if (!selectedWaits) {
            choice.next();
        }
    }

    @Override
    public void writable() {
        if (followed != null) {
            followed.write();
        }
        if (ordered != null) {
            ordered.write();
        }
        Selected<?> choice = selected;
        if (choice != null && selectedWaits) {
            askForMore(choice);
        }
    }

    @Override
    public void ping() {
        if (!stopped) {
            frames.writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        }
    }

    // Which message it is, not what is in it.
    @SuppressWarnings("ReferenceEquality")
    @Override
    public long stalledFor(long now) {
        ChannelOutboundBuffer waiting = wire.channel().unsafe().outboundBuffer();
        // Null also while nothing of what waits has been flushed: that is not for the client to
        // take.
        Object first = waiting == null || waiting.isWritable() ? null : waiting.current();
        long taken = first == null ? 0 : waiting.currentProgress();
        if (first == null || first != next || taken != takenOfNext) {
            stalledSince = now;
        }
        next = first;
        takenOfNext = taken;
        return now - stalledSince;
    }

    @Override
    public boolean takes() {
        return wire.channel().isWritable();
    }

    @Override
    public boolean isOverfull() {
        return wire.channel().bytesBeforeWritable() > MAX_WAITING_BYTES;
    }

    @Override
    public boolean isBehind() {
        Selected<?> choice = selected;
        return !wire.channel().isWritable()
                || (followed != null && followed.isBehind())
                || (ordered != null && ordered.isBehind())
                || (choice != null && choice.isBehind());
    }

    @Override
    public void stop() {
        stopped = true;
        if (followed != null) {
            followed.end();
            followed = null;
        }
        if (ordered != null) {
            ordered.end();
            ordered = null;
        }
        Selected<?> choice = selected;
        if (choice != null) {
            choice.end();
            selected = null;
        }
    }
}
