package io.vsgateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vsgateway.delivery.frame.FrameChunk;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Writes several feeds of one order as frames. If only one of them has something, as is usual, it
/// is written like a single feed.
final class Ordered implements OrderedOutbound {
    private final ChannelHandlerContext wire;

    /// For the same reason as in [Following].
    private final Channel.Unsafe channel;

    private final Traffic traffic;
    private final Merge<Following<?>> merge;

    /// Null until the first pause.
    private @Nullable Queue<Pause> pauses;

    private boolean ended;

    Ordered(ChannelHandlerContext wire, LongSupplier end, Traffic traffic) {
        this.wire = wire;
        this.channel = wire.channel().unsafe();
        this.traffic = traffic;
        this.merge = new Merge<>(end, traffic.delays());
    }

    private record Pause(Iterator<String> messages, Runnable then) {}

    @Override
    public <T> Followed follow(FrameLog<T> log, Start start, Reader<? super T> reader) {
        if (ended) {
            return () -> {};
        }
        var following = new Following<T>(wire, log, start, traffic, this, reader);
        merge.add(following);
        return () -> {
            if (merge.sources().contains(following)) {
                merge.remove(following);
                following.end();
            }
        };
    }

    @Override
    public void skipTo(Position seen) {
        merge.skipTo(seen);
    }

    @Override
    public void whenCaughtUp(String message) {
        merge.milestone(message);
    }

    @Override
    public void pause(Iterator<String> messages, Runnable then) {
        if (pauses == null) {
            pauses = new ArrayDeque<>(1);
        }
        pauses.add(new Pause(messages, then));
        write();
    }

    @Override
    public void write() {
        write(null, null);
    }

    /// The same after one of the feeds rang, with the frames that its `round` shares.
    void write(@Nullable Following<?> rung, @Nullable LoopWriters round) {
        boolean queued = false;
        if (pauses != null && !pauses.isEmpty()) {
            queued = writePauses(pauses);
        }
        if (pauses == null || pauses.isEmpty()) {
            queued |= writeFeeds(rung, round, queued);
        }
        if (queued) {
            wire.flush();
        }
    }

    private boolean isWritable() {
        ChannelOutboundBuffer waiting = channel.outboundBuffer();
        return waiting != null && waiting.isWritable();
    }

    private boolean writePauses(Queue<Pause> waiting) {
        boolean queued = false;
        while (!waiting.isEmpty() && isWritable()) {
            Pause pause = waiting.element();
            if (pause.messages().hasNext()) {
                queue(pause.messages().next());
                queued = true;
            } else {
                waiting.remove();
                pause.then().run();
            }
        }
        return queued;
    }

    private void queue(String message) {
        ByteBuf frame = FrameChunk.frame(wire.alloc(), message);
        traffic.sentBytes(frame.readableBytes());
        wire.write(frame, wire.voidPromise());
    }

    private boolean writeFeeds(
            @Nullable Following<?> rung, @Nullable LoopWriters round, boolean isQueued) {
        boolean queued = isQueued;
        for (int slices = 0; isWritable(); slices++) {
            String milestone = merge.reached();
            if (milestone != null) {
                queue(milestone);
                queued = true;
            }
            Following<?> source = merge.next();
            if (source == null) {
                break;
            }
            boolean directly = !queued && slices < Following.MOST_DIRECT;
            queued |=
                    source == rung && round != null
                            ? source.step(round, directly, merge.upTo())
                            : source.stepAlone(directly, merge.upTo());
        }
        return queued;
    }

    /// Whether an entry has not been written for another feed.
    boolean isNew(long offset) {
        return merge.isNew(offset);
    }

    /// The same of what is written next.
    boolean isNextNew() {
        return merge.isNextNew();
    }

    /// A reader is told that a feed has begun anew.
    void began(String epoch) {
        merge.began(epoch);
    }

    void wrote(Following<?> source, long offset) {
        merge.wrote(source, offset);
    }

    boolean isBehind() {
        return (pauses != null && !pauses.isEmpty())
                || merge.sources().stream().anyMatch(Following::isBehind);
    }

    void end() {
        ended = true;
        merge.sources().forEach(Following::end);
        merge.sources().clear();
        pauses = null;
    }
}
