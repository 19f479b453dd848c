package io.vsgateway.session;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.vsgateway.connection.TcpGuard;
import io.vsgateway.wire.CloseCode;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Stands between the frame decoder and the platform's WebSocket, and holds what a client sends to
/// RFC 6455: 1002 for a protocol violation (5.1 ff.), 1003 for binary data, 1007 for text that is
/// not UTF-8 (8.1), 1009 for a message that is too big (7.4.1). It answers pings itself; while the
/// client does not read, it answers only the latest (5.5.3), so that answers cannot pile up. It
/// joins the fragments of a message, including empty ones, which the platform's own code stops at.
/// And it ends the TCP connection as soon as both sides have sent their close frames (7.1.1).
///
/// Nothing bounds what the platform keeps for those who take the messages. So until a session is
/// bound to it, when the client is let in, the guard passes no more than one message may have; from
/// then on it stops reading while [#MAX_IN_FLIGHT] messages are not handled; and once the gateway
/// closes, it passes nothing but the answer to that.
///
/// Belongs to one channel; all methods are called on its event loop.
public final class FrameGuard extends ChannelDuplexHandler {
    private static final Logger LOG = Logger.getLogger(FrameGuard.class);

    /// Approximate cost of a frame besides its content.
    private static final int FRAME_OVERHEAD_BYTES = 256;

    private static final int MAX_IN_FLIGHT = 64;

    private final long maxMessageBytes;
    private @Nullable ChannelHandlerContext channel;
    private @Nullable Session session;
    private @Nullable PingWebSocketFrame unanswered;
    private long earlyBytes;
    private int inFlight;
    private boolean refusing;
    private boolean validating;

    /// Null before the first data: most clients only watch.
    private @Nullable IncomingMessage incoming;

    /// Null before the first close frame or undecodable data.
    private @Nullable Departure departure;

    /// Runs when the answer to the handshake leaves; null afterwards.
    private @Nullable Runnable afterHandshake;

    private FrameGuard(long maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /// Puts a guard in front of the `platform` handler, before the upgrade.
    ///
    /// @param afterHandshake runs when the answer to the handshake is written
    public static FrameGuard install(
            ChannelHandlerContext platform, long maxMessageBytes, Runnable afterHandshake) {
        ChannelPipeline pipeline = platform.pipeline();
        FrameGuard guard = pipeline.get(FrameGuard.class);
        if (guard == null) {
            guard = new FrameGuard(maxMessageBytes);
            pipeline.addBefore(platform.name(), null, guard);
        }
        guard.afterHandshake = afterHandshake;
        return guard;
    }

    /// The context of this guard in its pipeline: writes here pass the frame encoder.
    ChannelHandlerContext channel() {
        return Objects.requireNonNull(channel);
    }

    /// Where finished frames are written: between here and the wire there is only what the encoder
    /// itself writes to. It exists from the handshake on.
    ChannelHandlerContext wire() {
        return channel().pipeline().context(WebSocketFrameEncoder.class);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx;
    }

    /// Starts guarding for a session. The heartbeat deals with silent clients, so the platform's
    /// timer for each connection is removed.
    void bind(Session session) {
        this.session = session;
        ChannelPipeline pipeline = channel().pipeline();
        TcpGuard tcp = TcpGuard.of(channel().channel());
        if (tcp != null) {
            tcp.upgraded();
        }
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
    }

    /// Whether the connection still exists.
    boolean isConnected() {
        return channel().channel().isActive();
    }

    /// Ends the TCP connection, whatever still waits to be written.
    void drop() {
        channel().close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!(message instanceof WebSocketFrame frame)) {
            ctx.fireChannelRead(message);
        } else if (!validating && IncomingMessage.isPartOfOne(frame)) {
            validate(ctx, frame);
        } else if (session == null) {
            hold(ctx, frame);
        } else {
            session.heard();
            take(ctx, frame);
        }
    }

    /// Puts the UTF-8 check in front of this guard, beginning with the first text frame: most
    /// clients only watch. What passes it comes back here.
    private void validate(ChannelHandlerContext ctx, WebSocketFrame text) throws Exception {
        validating = true;
        var validator = new Utf8FrameValidator(false);
        ctx.pipeline().addBefore(ctx.name(), null, validator);
        validator.channelRead(ctx.pipeline().context(validator), text);
    }

    /// Nobody has been identified yet, and until then the platform keeps what the client sends.
    private void hold(ChannelHandlerContext ctx, WebSocketFrame frame) {
        earlyBytes += FRAME_OVERHEAD_BYTES + frame.content().readableBytes();
        if (earlyBytes > FRAME_OVERHEAD_BYTES + maxMessageBytes) {
            frame.release();
            ctx.close();
        } else if (frame instanceof CloseWebSocketFrame close) {
            leave(ctx, close);
        } else {
            join(ctx, frame);
        }
    }

    private void take(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (refusing && !(frame instanceof CloseWebSocketFrame)) {
            frame.release();
            return;
        }
        switch (frame) {
            case PingWebSocketFrame ping -> answer(ctx, ping);
            case PongWebSocketFrame pong -> pong.release();
            case BinaryWebSocketFrame binary -> {
                binary.release();
                refuse(CloseCode.UNSUPPORTED_DATA);
            }
            case CloseWebSocketFrame close -> leave(ctx, close);
            default -> measure(ctx, frame);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        Runnable action = afterHandshake;
        if (action != null && message instanceof HttpResponse) {
            afterHandshake = null;
            action.run();
        }
        if (message instanceof CloseWebSocketFrame) {
            ctx.write(message, promise.unvoid().addListener(_ -> departure().sent(ctx)));
        } else {
            ctx.write(message, promise);
        }
    }

    private void leave(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
        ctx.fireChannelRead(close);
        departure().heard(ctx);
    }

    private Departure departure() {
        Departure present = departure;
        if (present == null) {
            present = new Departure();
            departure = present;
        }
        return present;
    }

    private IncomingMessage incoming() {
        IncomingMessage present = incoming;
        if (present == null) {
            present = new IncomingMessage(maxMessageBytes);
            incoming = present;
        }
        return present;
    }

    private void measure(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (!incoming().fits(frame)) {
            frame.release();
            refuse(CloseCode.MESSAGE_TOO_BIG);
            return;
        }
        if (frame.isFinalFragment() && ++inFlight == MAX_IN_FLIGHT) {
            ctx.channel().config().setAutoRead(false);
        }
        join(ctx, frame);
    }

    private void join(ChannelHandlerContext ctx, WebSocketFrame frame) {
        WebSocketFrame whole = incoming().join(ctx.alloc(), frame);
        if (whole != null) {
            ctx.fireChannelRead(whole);
        }
    }

    /// To be called when a message that was let through has been handled.
    void handled() {
        if (inFlight > 0 && --inFlight == MAX_IN_FLIGHT / 2) {
            channel().channel().config().setAutoRead(true);
        }
    }

    /// The gateway closes: from now on only the answer to that passes.
    void refuseAll() {
        refusing = true;
        channel().channel().config().setAutoRead(true);
    }

    private void answer(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
        if (ctx.channel().isWritable()) {
            ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
        } else {
            ReferenceCountUtil.release(unanswered);
            unanswered = ping;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        PingWebSocketFrame ping = unanswered;
        if (ping != null && ctx.channel().isWritable()) {
            unanswered = null;
            answer(ctx, ping);
        }
        if (session != null && ctx.channel().isWritable()) {
            session.writable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ReferenceCountUtil.release(unanswered);
        unanswered = null;
        if (incoming != null) {
            incoming.release();
        }
        ctx.fireChannelInactive();
    }

    @Override
    @SuppressWarnings(
            "deprecation") // the method is deprecated in ChannelHandler, not in the inbound one
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupt when session != null ->
                    fail(Departure.codeFor(corrupt));
            case TooLongFrameException _ when session != null -> fail(CloseCode.MESSAGE_TOO_BIG);
            default -> {
                // Usually a reset by the peer. The platform would log a stack trace for each.
                LOG.debugf("connection of %s broke: %s", ctx.channel().remoteAddress(), cause);
                ctx.close();
            }
        }
    }

    private void fail(CloseCode code) {
        departure().hearsNoMore();
        refuse(code);
    }

    private void refuse(CloseCode code) {
        if (session != null) {
            session.close(code);
        }
    }
}
