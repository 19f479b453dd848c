package io.vsgateway.delivery.frame;

import io.netty.buffer.ByteBuf;

/// Some consecutive frames, ready to be sent.
///
/// @param bytes owned by the holder of this record, who must release them
/// @param entries number of frames
/// @param last offset of the last one
public record FrameSlice(ByteBuf bytes, int entries, long last) {}
