package io.vsgateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// The message that a client is sending, in any number of fragments: measured and joined. Used on
/// the channel's event loop.
final class IncomingMessage {
    private final long maxBytes;
    private long bytes;
    private @Nullable ByteBuf fragments;

    IncomingMessage(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Whether the frame is a text message, or a fragment of a message.
    static boolean isPartOfOne(WebSocketFrame frame) {
        return frame instanceof TextWebSocketFrame || frame instanceof ContinuationWebSocketFrame;
    }

    /// Whether the message is still within the limit with this frame.
    boolean fits(WebSocketFrame frame) {
        // An empty fragment counts too: there could be any number of them.
        bytes += Math.max(1, frame.content().readableBytes());
        boolean fits = bytes <= maxBytes;
        if (frame.isFinalFragment()) {
            bytes = 0;
        }
        return fits;
    }

    /// The message, once it is whole; null before. Only text is joined. Anything else begins with
    /// binary data, before the client was let in, and passes unchanged.
    @Nullable WebSocketFrame join(ByteBufAllocator memory, WebSocketFrame frame) {
        boolean begins = frame instanceof TextWebSocketFrame && !frame.isFinalFragment();
        boolean goesOn = frame instanceof ContinuationWebSocketFrame && fragments != null;
        if (!begins && !goesOn) {
            return frame;
        }
        ByteBuf message = fragments == null ? memory.buffer() : fragments;
        message.writeBytes(frame.content());
        boolean isWhole = frame.isFinalFragment();
        frame.release();
        fragments = isWhole ? null : message;
        return isWhole ? new TextWebSocketFrame(true, 0, message) : null;
    }

    void release() {
        ReferenceCountUtil.release(fragments);
        fragments = null;
    }
}
