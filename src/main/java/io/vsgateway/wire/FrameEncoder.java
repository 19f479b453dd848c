package io.vsgateway.wire;

import org.jspecify.annotations.Nullable;

/// How frames are written for a client.
@FunctionalInterface
public interface FrameEncoder {
    /// The text of one WebSocket message, or null if there are no words for the frame here.
    @Nullable String encode(Frame frame);
}
