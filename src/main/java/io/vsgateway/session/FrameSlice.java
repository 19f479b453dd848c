package io.vsgateway.session;

import io.netty.buffer.ByteBuf;

/// Some consecutive frames, ready to be sent.
///
/// @param bytes owned by whoever holds this, and released by being sent
/// @param entries how many frames
record FrameSlice(ByteBuf bytes, int entries) {
    /// The same frames for one more receiver.
    FrameSlice again() {
        return new FrameSlice(bytes.retainedDuplicate(), entries);
    }
}
