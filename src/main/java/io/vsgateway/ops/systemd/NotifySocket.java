package io.vsgateway.ops.systemd;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;

/// The socket of `sd_notify(3)`. Java has none of this kind (`SOCK_DGRAM` of `AF_UNIX`); Netty's
/// native transport has.
final class NotifySocket implements AutoCloseable {
    private final Channel channel;
    private final DomainSocketAddress manager;

    private NotifySocket(Channel channel, DomainSocketAddress manager) {
        this.channel = channel;
        this.manager = manager;
    }

    /// Opens it; blocks for a moment.
    ///
    /// @param address `NOTIFY_SOCKET`: a path, or behind `@` a name that is in no file system
    /// @param loops of the native transport
    static NotifySocket open(String address, EventLoopGroup loops) {
        String path = address.startsWith("@") ? "\0" + address.substring(1) : address;
        ChannelFuture registered =
                new Bootstrap()
                        .group(loops)
                        .channelFactory(EpollDomainDatagramChannel::new)
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        // Nothing comes in.
                                    }
                                })
                        .register()
                        .syncUninterruptibly();
        return new NotifySocket(registered.channel(), new DomainSocketAddress(path));
    }

    /// Sends assignments such as `READY=1`, one a line. Does not wait; the future says whether it
    /// was sent.
    ChannelFuture send(String state) {
        var content = Unpooled.copiedBuffer(state, StandardCharsets.UTF_8);
        return channel.writeAndFlush(new DomainDatagramPacket(content, manager));
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
