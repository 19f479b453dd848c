package io.vsgateway.ops.systemd;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The socket of `sd_notify(3)`. Java has none of this kind (`SOCK_DGRAM` of `AF_UNIX`); Netty's
/// native transport has.
final class NotifySocket implements AutoCloseable {
    private final Channel channel;

    private NotifySocket(Channel channel) {
        this.channel = channel;
    }

    /// Opens it; blocks for a moment.
    ///
    /// @param address `NOTIFY_SOCKET`: a path, or behind `@` a name that is in no file system
    /// @param loops of the native transport
    /// @throws IOException if nobody listens there
    static NotifySocket open(String address, EventLoopGroup loops) throws IOException {
        String path = address.startsWith("@") ? "\0" + address.substring(1) : address;
        ChannelFuture connected =
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
                        .connect(new DomainSocketAddress(path))
                        .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            throw new IOException("nobody listens at NOTIFY_SOCKET", connected.cause());
        }
        return new NotifySocket(connected.channel());
    }

    /// Sends assignments such as `READY=1`, one a line. Does not wait; the future says whether it
    /// was sent.
    ChannelFuture send(String state) {
        return channel.writeAndFlush(Unpooled.copiedBuffer(state, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
