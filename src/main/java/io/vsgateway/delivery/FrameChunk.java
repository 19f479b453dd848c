package io.vsgateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;

/// Consecutive entries as finished WebSocket frames (RFC 6455, 5.2: unmasked text), one behind the
/// other in one off-heap buffer. What was written is not changed any more, so it may be sent from
/// several threads while more is written. Not for several writers.
final class FrameChunk {
    private static final int LEAST_CAPACITY = 2 * 1024;
    private static final int MOST_CAPACITY = 256 * 1024;

    private static final int FIN_TEXT = 0x81;
    private static final int MAX_HEADER = 10;

    private final long first;
    private final ByteBuf bytes;
    private int[] ends = new int[16];
    private int count;

    /// @param first offset of the first entry that will be in it
    /// @param capacity bytes that it holds
    FrameChunk(long first, int capacity) {
        this.first = first;
        // It must never grow: that would move the bytes under those who are sending them.
        this.bytes = PooledByteBufAllocator.DEFAULT.directBuffer(capacity, capacity);
    }

    /// A sensible capacity near to the one that is wished.
    static int capacity(int wished) {
        return Math.clamp(wished, LEAST_CAPACITY, MOST_CAPACITY);
    }

    /// Bytes that a message may take with its header.
    static int size(byte[] message) {
        return MAX_HEADER + message.length;
    }

    boolean hasRoomFor(int size) {
        return bytes.capacity() - bytes.writerIndex() >= size;
    }

    void append(byte[] message) {
        write(bytes, message);
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count++] = bytes.writerIndex();
    }

    /// Writes a message, in UTF-8, as a frame; an empty one is left out.
    static void write(ByteBuf out, byte[] message) {
        int length = message.length;
        if (length == 0) {
            return;
        }
        out.writeByte(FIN_TEXT);
        if (length < 126) {
            out.writeByte(length);
        } else if (length < 65_536) {
            out.writeByte(126).writeShort(length);
        } else {
            out.writeByte(127).writeLong(length);
        }
        out.writeBytes(message);
    }

    long first() {
        return first;
    }

    /// Offset of the entry that comes behind the last one.
    long end() {
        return first + count;
    }

    int capacity() {
        return bytes.capacity();
    }

    /// The frames from an entry on, as many whole ones as fit, but at least one. The bytes are the
    /// receiver's to release.
    FrameSlice slice(long from, int maxBytes) {
        int index = (int) (from - first);
        int start = index == 0 ? 0 : ends[index - 1];
        int last = count - 1;
        if (ends[last] - start > maxBytes) {
            int found = Arrays.binarySearch(ends, index, count, start + maxBytes);
            last = Math.max(index, found >= 0 ? found : -found - 2);
        }
        ByteBuf slice = bytes.retainedSlice(start, ends[last] - start);
        return new FrameSlice(slice, last - index + 1);
    }

    /// Gives the memory back as soon as no slice of it is being sent.
    void release() {
        bytes.release();
    }
}
