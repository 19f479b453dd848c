package io.vsgateway.delivery.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Consecutive entries as finished WebSocket frames (RFC 6455, 5.2: unmasked text), one after
/// another in one off-heap buffer. Written bytes never change, so several threads may send them
/// while more is written. Only one writer at a time.
public final class FrameChunk {
    private static final int LEAST_CAPACITY = 2 * 1024;
    private static final int MOST_CAPACITY = 256 * 1024;

    private static final int FIN_TEXT = 0x81;
    private static final int MAX_HEADER = 10;
    private static final byte[] NOTHING = {};

    private final long first;
    private final ByteBuf bytes;
    private int[] ends = new int[16];
    private long[] offsets = new long[16];
    private int count;

    /// Which entries are not for every follower; null as long as there is none.
    private @Nullable BitSet personal;

    /// @param first index of the first entry that will be in it
    /// @param capacity its size in bytes
    public FrameChunk(long first, int capacity) {
        this.first = first;
        // It must never grow: that would move the bytes while they are being sent.
        this.bytes = PooledByteBufAllocator.DEFAULT.directBuffer(capacity, capacity);
    }

    /// A sensible capacity near the requested one.
    public static int capacity(int wished) {
        return Math.clamp(wished, LEAST_CAPACITY, MOST_CAPACITY);
    }

    /// Most bytes that a message may take, including its header.
    public static int size(byte[] message) {
        return MAX_HEADER + message.length;
    }

    public boolean hasRoomFor(int size) {
        return bytes.capacity() - bytes.writerIndex() >= size;
    }

    /// @param offset the entry's place in the order of its feed
    public void append(long offset, byte[] message) {
        write(bytes, message);
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
            offsets = Arrays.copyOf(offsets, count * 2);
        }
        offsets[count] = offset;
        ends[count++] = bytes.writerIndex();
    }

    /// Reserves a place for an entry that is not for everyone: each reader decides for itself.
    public void appendPersonal(long offset) {
        if (personal == null) {
            personal = new BitSet();
        }
        personal.set(count);
        append(offset, NOTHING);
    }

    /// A message as a frame of its own, which is the caller's to release.
    public static ByteBuf frame(ByteBufAllocator allocator, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = allocator.directBuffer(size(bytes));
        write(frame, bytes);
        return frame;
    }

    /// Writes a message, in UTF-8, as a frame; an empty one is left out.
    public static void write(ByteBuf out, byte[] message) {
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

    public long first() {
        return first;
    }

    /// Index of the entry after the last one.
    public long end() {
        return first + count;
    }

    public int capacity() {
        return bytes.capacity();
    }

    /// The frames from an entry on: as many whole ones as fit and none behind the offset `upTo`,
    /// but at least one. Null if the first is personal. The receiver must release the bytes.
    public @Nullable FrameSlice slice(long from, int maxBytes, long upTo) {
        int index = (int) (from - first);
        int start = index == 0 ? 0 : ends[index - 1];
        int last = lastOf(index, upTo);
        if (last < index) {
            return null;
        }
        if (ends[last] - start > maxBytes) {
            int found = Arrays.binarySearch(ends, index, count, start + maxBytes);
            last = Math.max(index, found >= 0 ? found : -found - 2);
        }
        ByteBuf slice = bytes.retainedSlice(start, ends[last] - start);
        return new FrameSlice(slice, last - index + 1, offsets[last]);
    }

    private int lastOf(int index, long upTo) {
        int last = count - 1;
        if (offsets[last] > upTo) {
            int found = Arrays.binarySearch(offsets, index, count, upTo);
            last = Math.max(index, found >= 0 ? found : -found - 2);
        }
        int stop = personal == null ? -1 : personal.nextSetBit(index);
        return stop < 0 ? last : Math.min(last, stop - 1);
    }

    /// Frees the memory as soon as no slice of it is being sent.
    public void release() {
        bytes.release();
    }
}
