package io.vsgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.delivery.frame.Window;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// [Following] over real sockets: what goes straight to them, and what does not.
class DirectSocketTest {
    private static final int LINE = 1000;

    private final Feed<String> feed = new Feed<>("e1", 100_000, 1L << 30, String::length);
    private final FrameLog<String> log = new FrameLog<>(feed, new Words(), Window.LARGE);
    private final EpollEventLoopGroup loops = loops();
    private final BlockingQueue<Channel> accepted = new ArrayBlockingQueue<>(1);
    private final AtomicInteger writes = new AtomicInteger();
    private Socket client;
    private Channel channel;
    private Following<String> following;

    private static EpollEventLoopGroup loops() {
        assumeTrue(Epoll.isAvailable(), "no epoll here");
        return new EpollEventLoopGroup(1);
    }

    @BeforeEach
    void connect() throws Exception {
        Channel server =
                new ServerBootstrap()
                        .group(loops)
                        .channel(EpollServerSocketChannel.class)
                        .childHandler(new Accepting())
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .sync()
                        .channel();
        client = new Socket();
        client.setReceiveBufferSize(4096);
        client.connect(server.localAddress());
        channel = accepted.take();
        following = onLoop(() -> new Following<>(wire(), log, new Start.Last(0), new Traffic()));
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void what_a_waiting_client_gets_passes_no_handler() throws Exception {
        // On the loop, so that all is there when its turn comes.
        onLoop(() -> {
            append(1, 3);
            return null;
        });

        assertThat(read(3)).isEqualTo(lines(1, 3));
        assertThat(writes).hasValue(0);
    }

    @Test
    void what_the_kernel_does_not_take_comes_behind_it_and_in_order() throws Exception {
        int many = 20_000;
        append(1, many);
        await().until(() -> onLoop(() -> !channel.isWritable()));

        assertThat(read(many)).isEqualTo(lines(1, many));
        assertThat(writes.get()).isPositive();
    }

    @Test
    void nothing_overtakes_what_waits_already() throws Exception {
        int answer = 8_000_000;
        onLoop(() -> channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[answer])));
        assertThat(onLoop(() -> channel.unsafe().outboundBuffer().totalPendingWriteBytes()))
                .isPositive();
        append(1, 2);
        onLoop(() -> null);

        assertThat(client.getInputStream().readNBytes(answer)).containsOnly(0);
        assertThat(read(2)).isEqualTo(lines(1, 2));
    }

    @Test
    void a_client_that_is_gone_ends_its_channel_and_nothing_else() throws Exception {
        client.setSoLinger(true, 0);
        client.close();

        await().until(() -> {
            append(1, 1);
            return !channel.isOpen();
        });

        append(1, 1);
        onLoop(() -> null);
        assertThat(onLoop(following::isBehind)).isTrue();
    }

    @Test
    void tls_and_other_transports_go_the_usual_way() throws Exception {
        var plain = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        assertThat(DirectSocket.under(plain.pipeline().firstContext())).isNull();

        assertThat(onLoop(() -> DirectSocket.under(wire()))).isNotNull();
        var secret = new EpollSocketChannel();
        secret.pipeline()
                .addLast(new SslHandler(SSLContext.getDefault().createSSLEngine()))
                .addLast("wire", new ChannelInboundHandlerAdapter());
        assertThat(DirectSocket.under(secret.pipeline().context("wire"))).isNull();
        secret.unsafe().closeForcibly();
    }

    private ChannelHandlerContext wire() {
        return channel.pipeline().context("wire");
    }

    private void append(int first, int last) {
        lines(first, last).forEach(feed::append);
    }

    private static List<String> lines(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> (i + " ").repeat(LINE / 2).substring(0, LINE))
                .toList();
    }

    private List<String> read(int messages) throws IOException {
        var read = new ArrayList<String>();
        int frame = 4 + LINE;
        for (int i = 0; i < messages; i++) {
            var bytes = Unpooled.wrappedBuffer(client.getInputStream().readNBytes(frame));
            read.addAll(FrameLogTest.messages(bytes));
        }
        return read;
    }

    private <R> R onLoop(Callable<R> action) throws Exception {
        return channel.eventLoop().submit(action).get();
    }

    /// A channel whose handler "wire" is where frames are written, and whose handler behind that,
    /// on the way to the socket, counts what passes it.
    private final class Accepting extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel accept) {
            accept.pipeline()
                    .addLast(
                            new ChannelOutboundHandlerAdapter() {
                                @Override
                                public void write(
                                        ChannelHandlerContext ctx,
                                        Object message,
                                        ChannelPromise promise) {
                                    writes.incrementAndGet();
                                    ctx.write(message, promise);
                                }
                            })
                    .addLast(
                            "wire",
                            new ChannelInboundHandlerAdapter() {
                                @Override
                                public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                                    if (ctx.channel().isWritable()) {
                                        following.write();
                                    }
                                }
                            });
            accepted.add(accept);
        }
    }

    private static final class Words implements Encoder<String> {
        @Override
        public String encode(Position position, String entry) {
            return entry;
        }

        @Override
        public String encode(Gap gap) {
            throw new AssertionError("nothing is missed here: " + gap);
        }
    }
}
