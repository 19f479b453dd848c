package io.vsgateway.delivery.frame;

import io.netty.buffer.ByteBuf;

/// Some consecutive frames, ready to be sent.
///
/// @param bytes owned by whoever holds this, who releases them
/// @param entries how many frames
/// @param last offset of the last one
public record FrameSlice(ByteBuf bytes, int entries, long last) {}
