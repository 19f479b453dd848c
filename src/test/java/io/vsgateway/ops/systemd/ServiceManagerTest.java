package io.vsgateway.ops.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.vsgateway.game.GameState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {
    @TempDir Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final EventLoopGroup loops = new EpollEventLoopGroup(1);

    @AfterEach
    void end() {
        loops.shutdownGracefully();
    }

    @Test
    void what_is_sent_comes_as_one_datagram_each() throws IOException {
        assumeTrue(Epoll.isAvailable());
        String path = folder.resolve("notify").toString();
        Channel manager = listen(path);
        try (NotifySocket socket = NotifySocket.open(path, loops)) {
            socket.send("READY=1\nSTATUS=the game is starting");
            socket.send("STOPPING=1");

            await().until(() -> received.size() == 2);
            assertThat(received)
                    .containsExactly("READY=1\nSTATUS=the game is starting", "STOPPING=1");
        } finally {
            manager.close().syncUninterruptibly();
        }
    }

    @Test
    void nobody_there_is_an_error() {
        assumeTrue(Epoll.isAvailable());
        assertThatThrownBy(() -> NotifySocket.open(folder + "/none", loops))
                .isInstanceOf(IOException.class);
    }

    @Test
    void the_watchdog_hears_of_the_process_it_waits_for_twice_in_its_time() {
        assertThat(ServiceManager.watchdogMillis(Map.of(), 7)).isZero();
        assertThat(ServiceManager.watchdogMillis(Map.of("WATCHDOG_USEC", "30000000"), 7))
                .isEqualTo(15_000);
        assertThat(
                        ServiceManager.watchdogMillis(
                                Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "7"), 7))
                .isEqualTo(15_000);
        assertThat(
                        ServiceManager.watchdogMillis(
                                Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "8"), 7))
                .isZero();
        assertThat(ServiceManager.watchdogMillis(Map.of("WATCHDOG_USEC", "soon"), 7)).isZero();
    }

    @Test
    void the_status_is_that_of_the_game() {
        assertThat(ServiceManager.status(new GameState.GivenUp(Instant.EPOCH, "why")))
                .isEqualTo("STATUS=the game is given up");
    }

    @Test
    void a_restart_in_place_is_a_reload_and_no_end() {
        assertThat(ServiceManager.ending(false, 5_000)).isEqualTo("STOPPING=1");
        assertThat(ServiceManager.ending(true, 5_000)).isEqualTo("RELOADING=1\nMONOTONIC_USEC=5");
    }

    private Channel listen(String path) {
        return new Bootstrap()
                .group(loops)
                .channel(EpollDomainDatagramChannel.class)
                .handler(
                        new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                            @Override
                            protected void channelRead0(
                                    ChannelHandlerContext context, DomainDatagramPacket packet) {
                                received.add(packet.content().toString(StandardCharsets.UTF_8));
                            }
                        })
                .bind(new DomainSocketAddress(path))
                .syncUninterruptibly()
                .channel();
    }
}
