package io.vsgateway.delivery.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that several clients get together, made into frames once for all of them. Any thread.
public final class Bundle {
    private final List<String> messages;

    /// Null until the first client needs it.
    private volatile byte @Nullable [] frames;

    public Bundle(List<String> messages) {
        this.messages = List.copyOf(messages);
    }

    public List<String> messages() {
        return messages;
    }

    /// Bytes of all frames.
    public int size() {
        return bytes().length;
    }

    /// Appends all frames.
    public void writeTo(ByteBuf out) {
        out.writeBytes(bytes());
    }

    private byte[] bytes() {
        byte[] there = frames;
        if (there == null) {
            ByteBuf made = Unpooled.buffer();
            for (String message : messages) {
                FrameChunk.write(made, message.getBytes(StandardCharsets.UTF_8));
            }
            there = new byte[made.readableBytes()];
            made.readBytes(there);
            frames = there;
        }
        return there;
    }
}
