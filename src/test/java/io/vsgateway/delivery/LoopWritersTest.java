package io.vsgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.delivery.frame.Window;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several who follow one log, each over its own channel, on one loop.
class LoopWritersTest {
    private final Feed<String> feed = new Feed<>("e1", 100, 1_000_000, String::length);
    private final DefaultEventLoopGroup loop = new DefaultEventLoopGroup(1);
    private final BlockingQueue<Channel> accepted = new ArrayBlockingQueue<>(1);
    private Channel server;

    @BeforeEach
    void listen() throws Exception {
        var inner =
                new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
                        accepted.add(channel);
                    }
                };
        server =
                new ServerBootstrap()
                        .group(loop)
                        .channel(LocalServerChannel.class)
                        .childHandler(inner)
                        .bind(LocalAddress.ANY)
                        .sync()
                        .channel();
    }

    @AfterEach
    void end() throws Exception {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /// A client, and what it got.
    private record Reader(Channel served, List<String> got) {
        boolean has(String message) {
            return got.contains(message);
        }
    }

    private Reader reader(FrameLog<String> log, Start start) throws Exception {
        var got = new CopyOnWriteArrayList<String>();
        var reading =
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        var bytes = (ByteBuf) message;
                        got.addAll(FrameLogTest.messages(bytes));
                        bytes.release();
                    }
                };
        new Bootstrap()
                .group(loop)
                .channel(LocalChannel.class)
                .handler(reading)
                .connect(server.localAddress())
                .sync();
        Channel served = accepted.take();
        ChannelHandlerContext wire = served.pipeline().firstContext();
        loop.submit(() -> new Following<>(wire, log, start, new Traffic())).sync();
        return new Reader(served, got);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void one_that_cannot_be_written_to_is_dropped_and_the_others_are_served(
            Class<? extends Throwable> kind) throws Exception {
        var log = new FrameLog<>(feed, new Gapless(kind), Window.LARGE);
        Reader before = reader(log, new Start.Last(0));
        // This one has to be told of a gap.
        Reader failing = reader(log, new Start.After(new Position("e0", 7)));
        Reader after = reader(log, new Start.Last(0));

        feed.append("first");

        await().until(() -> before.has("first") && after.has("first"));
        await().until(() -> !failing.served.isOpen());
        assertThat(failing.got).isEmpty();
        feed.append("second");
        await().until(() -> before.has("second") && after.has("second"));
        assertThat(before.got).containsExactly("first", "second");
        assertThat(after.got).containsExactly("first", "second");
    }

    @Test
    void a_crowd_has_one_turn_in_the_queue_however_often_there_is_more() throws Exception {
        var log = new FrameLog<>(feed, new Gapless(IllegalStateException.class), Window.LARGE);
        Channel served = reader(log, new Start.Last(0)).served;
        var queued = new ArrayList<Integer>();

        loop.submit(
                        () -> {
                            // So that nothing but turns is done.
                            served.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
                            ChannelHandlerContext wire = served.pipeline().firstContext();
                            for (int i = 0; i < 2500; i++) {
                                new Following<>(wire, log, new Start.Last(0), new Traffic());
                            }
                            appendAndGoOn(served.eventLoop(), 300, queued);
                        })
                .sync();

        await().until(() -> feed.end().offset() == 300);
        loop.submit(() -> {}).sync();
        // A turn, the bell, and what this test does.
        assertThat(queued).hasSize(300).allSatisfy(tasks -> assertThat(tasks).isLessThan(5));
    }

    private void appendAndGoOn(EventLoop on, int times, List<Integer> queued) {
        feed.append("more");
        queued.add(((SingleThreadEventExecutor) on).pendingTasks());
        if (times > 1) {
            on.execute(() -> appendAndGoOn(on, times - 1, queued));
        }
    }

    /// Has no words for a gap.
    private record Gapless(Class<? extends Throwable> kind) implements Encoder<String> {
        @Override
        public String encode(Position position, String entry) {
            return entry;
        }

        @Override
        public String encode(Gap gap) {
            if (kind == OutOfMemoryError.class) {
                throw new OutOfMemoryError("a failure that the test wants");
            }
            throw new IllegalStateException("a failure that the test wants");
        }
    }
}
