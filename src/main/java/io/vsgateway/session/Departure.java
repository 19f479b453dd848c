package io.vsgateway.session;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vsgateway.wire.CloseCode;
import java.util.concurrent.TimeUnit;

/// The end of a WebSocket: the TCP connection ends as soon as both sides have sent their close
/// frames (RFC 6455, 7.1.1). Used on the channel's event loop.
final class Departure {
    /// How long a client that broke the protocol may take to read why, and to leave.
    private static final long LEAVE_MILLIS = 800;

    private boolean sent;
    private boolean heard;
    private boolean deaf;

    /// To be called when our close frame is written.
    void sent(ChannelHandlerContext channel) {
        sent = true;
        endIfBoth(channel);
    }

    /// To be called when the client's close frame has arrived.
    void heard(ChannelHandlerContext channel) {
        heard = true;
        endIfBoth(channel);
    }

    /// To be called after undecodable data: nothing that follows is understood, not even the answer
    /// to a close frame.
    void hearsNoMore() {
        deaf = true;
    }

    /// The close code for data that was no WebSocket frame.
    static CloseCode codeFor(CorruptedWebSocketFrameException corrupt) {
        return switch (corrupt.closeStatus().code()) {
            case 1007 -> CloseCode.INVALID_UTF8;
            case 1009 -> CloseCode.MESSAGE_TOO_BIG;
            default -> CloseCode.PROTOCOL_ERROR;
        };
    }

    private void endIfBoth(ChannelHandlerContext channel) {
        if (sent && heard) {
            channel.close();
        } else if (sent && deaf) {
            // Not at once: unread data from the client would make the connection end with a reset,
            // which could overtake our close frame.
            if (channel.channel() instanceof DuplexChannel socket) {
                socket.shutdownOutput();
            }
            channel.executor().schedule(() -> channel.close(), LEAVE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
