package io.vsgateway.feed.journal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One file of a journal: a head and, behind it, records. It is written again from its beginning
/// when its turn comes, so that it takes no further room on the disk; records of an earlier turn
/// are not valid any more, as the sum over each contains the number of the turn.
///
/// ```
/// head:    magic 8, turn 8, first offset 8, epoch 32, boot 40, sum 4, whole 1
/// record:  length of the payload 4, sum 4, offset of its first entry 8, payload
/// ```
///
/// Used by one thread at a time.
final class Segment {
    private static final long MAGIC = 0x56_53_4A_4F_55_52_4E_31L;
    private static final int EPOCH_BYTES = 32;
    private static final int BOOT_BYTES = 40;
    private static final int SUMMED = 24 + EPOCH_BYTES + BOOT_BYTES;
    static final int WHOLE_AT = SUMMED + 4;
    private static final int HEAD_BYTES = 128;
    private static final int RECORD_HEAD = 16;

    private final FileChannel channel;
    private Head head;
    private long end;

    /// @param turn rises with each segment of a journal
    /// @param first offset of its first entry
    /// @param boot the run of the machine in which the epoch holds
    record Head(long turn, long first, String epoch, String boot) {}

    private Segment(FileChannel channel, Head head, long end) {
        this.channel = channel;
        this.head = head;
        this.end = end;
    }

    /// Begins a file anew.
    static Segment begin(FileChannel channel, Head head) throws IOException {
        var segment = new Segment(channel, head, HEAD_BYTES);
        segment.rename(head);
        return segment;
    }

    /// Gives it another head, with the same turn.
    void rename(Head other) throws IOException {
        var bytes = ByteBuffer.allocate(HEAD_BYTES);
        bytes.putLong(MAGIC).putLong(other.turn).putLong(other.first);
        put(bytes, other.epoch, EPOCH_BYTES);
        put(bytes, other.boot, BOOT_BYTES);
        bytes.putInt(sum(bytes.array(), SUMMED)).put((byte) 1);
        writeAll(bytes.position(HEAD_BYTES).flip(), 0);
        head = other;
    }

    private static void put(ByteBuffer to, String text, int length) {
        int end = to.position() + length;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.put(bytes, 0, Math.min(length, bytes.length)).position(end);
    }

    /// Reads the head of a file; null if it has no valid one.
    static @Nullable Head head(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(HEAD_BYTES);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // Until all of it is there.
        }
        if (bytes.hasRemaining()
                || bytes.flip().getLong() != MAGIC
                || bytes.getInt(SUMMED) != sum(bytes.array(), SUMMED)) {
            return null;
        }
        long turn = bytes.getLong();
        long first = bytes.getLong();
        String epoch = text(bytes, EPOCH_BYTES);
        return new Head(turn, first, epoch, text(bytes, BOOT_BYTES));
    }

    private static String text(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
    }

    /// Reads what a file contains, up to the first record that is not whole; it can be continued
    /// there.
    @CanIgnoreReturnValue
    static Segment read(FileChannel channel, Head head, Consumer<Journal.Entries> into)
            throws IOException {
        long end = HEAD_BYTES;
        long size = channel.size();
        var in =
                new DataInputStream(
                        new BufferedInputStream(
                                Channels.newInputStream(channel.position(HEAD_BYTES)), 1 << 16));
        try {
            for (Journal.Entries next = next(in, head, size - end);
                    next != null;
                    next = next(in, head, size - end)) {
                end += RECORD_HEAD + next.payload().remaining();
                into.accept(next);
            }
        } catch (EOFException e) {
            // The last record is torn, and nobody saw its entries.
        }
        return new Segment(channel, head, end);
    }

    private static Journal.@Nullable Entries next(DataInputStream in, Head head, long left)
            throws IOException {
        int length = in.readInt();
        int sum = in.readInt();
        long first = in.readLong();
        if (length <= 0 || length > left - RECORD_HEAD) {
            return null;
        }
        byte[] payload = in.readNBytes(length);
        return payload.length == length && sum == sum(head.turn, first, payload, length)
                ? new Journal.Entries(first, ByteBuffer.wrap(payload))
                : null;
    }

    Head head() {
        return head;
    }

    /// Bytes of the file in use.
    long end() {
        return end;
    }

    /// Whether all that came after its first entry is in it. Written in place, it needs no room.
    static boolean isWhole(FileChannel channel) throws IOException {
        var one = ByteBuffer.allocate(1);
        return channel.read(one, WHOLE_AT) == 1 && one.get(0) == 1;
    }

    /// From now on, entries exist that are not in it.
    void notWhole() throws IOException {
        writeAll(ByteBuffer.wrap(new byte[1]), WHOLE_AT);
    }

    /// Appends; if that fails, the segment is as it was.
    void append(long first, byte[] payload, int length) throws IOException {
        var record = ByteBuffer.allocate(RECORD_HEAD + length);
        record.putInt(length).putInt(sum(head.turn, first, payload, length)).putLong(first);
        record.put(payload, 0, length).flip();
        writeAll(record, end);
        end += RECORD_HEAD + length;
    }

    private void writeAll(ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) {
            place += channel.write(bytes, place);
        }
    }

    private static int sum(byte[] bytes, int length) {
        var sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    private static int sum(long turn, long first, byte[] payload, int length) {
        var sum = new CRC32C();
        sum.update(ByteBuffer.allocate(16).putLong(turn).putLong(first).flip());
        sum.update(payload, 0, length);
        return (int) sum.getValue();
    }
}
