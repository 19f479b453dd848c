package io.vsgateway.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands first in the pipeline of a connection, counts it, and ends it when the head of a request
/// does not come in time, byte by byte or not at all. All methods are called on its event loop.
public final class TcpGuard extends ChannelInboundHandlerAdapter {
    private final Connections connections;
    private boolean counted;
    private boolean upgraded;

    /// Whether a request is being answered, so that no head is waited for.
    private boolean serving;

    private @Nullable Future<?> timer;

    TcpGuard(Connections connections) {
        this.connections = connections;
    }

    /// That of a connection; null where the platform's hook for it was not called.
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

    /// The head of a request is there.
    public void served() {
        serving = true;
        cancel();
    }

    /// The request is answered; another one may come.
    public void answered() {
        serving = false;
    }

    /// The connection is a WebSocket from now on.
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
