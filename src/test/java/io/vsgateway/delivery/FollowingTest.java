package io.vsgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.delivery.frame.Window;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowingTest {
    private final Feed<String> feed = new Feed<>("e1", 100, 64_000_000, String::length);
    private final FrameLog<String> log = new FrameLog<>(feed, new Words(), Window.LARGE);
    private final Traffic traffic = new Traffic();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());

    @Test
    void history_and_what_follows_are_written_without_a_hole() {
        append(1, 3);
        follow(new Start.Last(2)).write();

        append(4, 5);
        channel.runPendingTasks();

        assertThat(written()).containsExactly("2", "3", "4", "5");
        assertThat(traffic.entries()).isEqualTo(4);
    }

    @Test
    void appends_between_two_turns_of_the_loop_leave_in_one_write() {
        follow(new Start.Last(0)).write();

        append(1, 50);
        channel.runPendingTasks();

        assertThat(channel.outboundMessages()).hasSize(1);
        assertThat(written()).hasSize(50);
    }

    @Test
    void nothing_is_written_while_the_channel_takes_nothing_and_then_the_gap_is_told() {
        Following<String> following = follow(new Start.Last(0));
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        append(1, 250);
        channel.runPendingTasks();
        assertThat(channel.outboundMessages()).isEmpty();

        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        following.write();

        List<String> seen = written();
        assertThat(seen.getFirst()).isEqualTo("gap 1 to 150: 150");
        assertThat(seen.subList(1, seen.size())).hasSize(100).startsWith("151").endsWith("250");
        assertThat(traffic.gaps()).isOne();
        assertThat(traffic.missed()).isEqualTo(150);
    }

    @Test
    void a_reader_far_behind_the_shared_frames_catches_up_from_the_feed() {
        append(1, 60);
        follow(new Start.Last(5)).write();
        assertThat(written()).containsExactly("56", "57", "58", "59", "60");

        follow(new Start.Last(60)).write();

        assertThat(written()).hasSize(60).startsWith("1", "2").endsWith("59", "60");
    }

    @Test
    void a_reader_from_another_epoch_is_told_before_all_else() {
        append(1, 3);
        follow(new Start.Last(9)).write();
        written();

        follow(new Start.After(new Position("e0", 7))).write();

        assertThat(written()).containsExactly("gap 7 to 0: 0", "1", "2", "3");
    }

    @Test
    void a_channel_takes_no_more_than_its_mark_and_one_slice() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(500, 1000));
        for (int i = 0; i < 100; i++) {
            feed.append("x".repeat(100_000));
        }
        var held = new HeldFlush();
        channel.pipeline().addFirst(held);

        follow(new Start.Last(100)).write();

        assertThat(held.bytes).isBetween(1000L, 2L * 256 * 1024);
    }

    @Test
    void a_crowd_is_served_by_turns_and_the_loop_does_other_things_between_them() {
        var following = new ArrayList<Following<String>>();
        for (int i = 0; i < 2500; i++) {
            following.add(follow(new Start.Last(0)));
        }
        var seenBetween = new ArrayList<Long>();

        append(1, 1);
        channel.eventLoop().execute(() -> seenBetween.add(traffic.entries()));
        // While the round lasts there is more to write, and one of those who wait leaves.
        channel.eventLoop()
                .execute(() -> {
                    append(2, 2);
                    following.get(7).end();
                });
        channel.runPendingTasks();

        assertThat(seenBetween).singleElement().matches(count -> count > 0 && count < 2500);
        assertThat(traffic.entries()).isBetween(2L * 2499, 2L * 2500);
        assertThat(written()).hasSize((int) traffic.entries());
    }

    @Test
    void who_leaves_leaves_nothing_behind() {
        Following<String> first = follow(new Start.Last(0));
        Following<String> second = follow(new Start.Last(0));
        Following<String> third = follow(new Start.Last(0));

        first.end();
        append(1, 1);
        channel.runPendingTasks();
        assertThat(written()).containsExactly("1", "1");
        third.end();
        second.end();

        assertThat(feed.readers()).isZero();
        channel.runPendingTasks();
        assertThat(feed.waiting()).isZero();
        append(2, 2);
        assertThat(written()).isEmpty();
    }

    private Following<String> follow(Start start) {
        return new Following<>(wire(), log, start, traffic);
    }

    /// Behind what a test puts in front.
    private ChannelHandlerContext wire() {
        return channel.pipeline().lastContext();
    }

    private void append(int first, int last) {
        for (int i = first; i <= last; i++) {
            feed.append(Integer.toString(i));
        }
    }

    private List<String> written() {
        var messages = new ArrayList<String>();
        for (ByteBuf bytes = channel.readOutbound();
                bytes != null;
                bytes = channel.readOutbound()) {
            messages.addAll(FrameLogTest.messages(bytes));
            bytes.release();
        }
        return messages;
    }

    /// Counts what is written, and lets it leave only when it is told to.
    private static final class HeldFlush extends io.netty.channel.ChannelOutboundHandlerAdapter {
        long bytes;
        private ChannelHandlerContext waiting;

        @Override
        public void write(
                ChannelHandlerContext ctx,
                Object message,
                io.netty.channel.ChannelPromise promise) {
            bytes += ((ByteBuf) message).readableBytes();
            ctx.write(message, promise);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            waiting = ctx;
        }

        void letThrough() {
            if (waiting != null) {
                waiting.flush();
            }
        }
    }

    private static final class Words implements Encoder<String> {
        @Override
        public String encode(Position position, String entry) {
            return entry;
        }

        @Override
        public String encode(Gap gap) {
            return "gap %d to %d: %d"
                    .formatted(gap.from().offset(), gap.to().offset(), gap.count());
        }
    }
}
