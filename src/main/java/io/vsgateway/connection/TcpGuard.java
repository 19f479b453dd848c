package io.vsgateway.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands first in the pipeline of a connection, counts it, and closes it when the head of a
/// request does not arrive in time, whether byte by byte or not at all. All methods are called on
/// its event loop.
public final class TcpGuard extends ChannelInboundHandlerAdapter {
    private final Connections connections;
    private boolean counted;
    private boolean upgraded;

    /// Whether a request is being answered, so that no head is expected.
    private boolean serving;

    private @Nullable Future<?> timer;

    TcpGuard(Connections connections) {
        this.connections = connections;
    }

    /// The guard of a connection; null if the platform did not call the hook for it.
    public static @Nullable TcpGuard of(Channel channel) {
        return channel.pipeline().get(TcpGuard.class);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        counted = connections.enter(ctx.channel());
        if (!counted) {
            ctx.close();
            return;
        }
        awaitHead(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (timer == null && !serving && !upgraded) {
            awaitHead(ctx);
        }
        ctx.fireChannelRead(message);
    }

    private void awaitHead(ChannelHandlerContext ctx) {
        timer =
                ctx.executor()
                        .schedule(() -> ctx.close(), connections.headNanos(), TimeUnit.NANOSECONDS);
    }

    /// To be called when the head of a request has arrived.
    public void served() {
        serving = true;
        cancel();
    }

    /// To be called when the request is answered; another one may come.
    public void answered() {
        serving = false;
    }

    /// To be called when the connection has become a WebSocket.
    public void upgraded() {
        cancel();
        if (!upgraded) {
            upgraded = true;
            connections.upgraded();
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancel();
        if (counted) {
            counted = false;
            connections.left(upgraded);
        }
        ctx.fireChannelInactive();
    }
}
