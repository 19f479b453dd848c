package io.vsgateway.wire;

import org.jspecify.annotations.Nullable;

/// How frames are written for a client.
@FunctionalInterface
public interface FrameEncoder {
    /// The text of one WebSocket message, or null if this encoder has no words for the frame.
    @Nullable String encode(Frame frame);
}
