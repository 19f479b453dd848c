package io.vsgateway.delivery;

import io.netty.buffer.ByteBuf;

/// Some consecutive frames, ready to be sent.
///
/// @param bytes owned by whoever holds this, who releases them
/// @param entries how many frames
record FrameSlice(ByteBuf bytes, int entries) {}
