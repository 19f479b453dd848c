package io.vsgateway.game.outlive;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.text.PieceMask;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines of the console as bytes, and back. Used by one thread at a time.
///
/// ```
/// source + 1 of the place, or 0: 1; then its offset: 8, and what is held: 4 and bytes
/// number of lines: 4; for each
///   seconds 8, nanoseconds 4, source 1, level 1, flags 1
///   category and text, and what the flags tell of: before, two of the mask, log: each 4 and bytes
/// ```
final class LineCodec {
    private static final int CONTINUATION = 1;
    private static final int PARTIAL = 2;
    private static final int ASIDE = 4;
    private static final int BEFORE = 8;
    private static final int MASKED = 16;
    private static final int LOG = 32;
    private static final int LINE_HEAD = 15;
    private static final int KEPT_BYTES = 1 << 20;

    private byte[] bytes = new byte[1 << 12];
    private int length;

    /// Lines that were read in one go, and how far their stream was shown with them.
    record Lines(List<ConsoleLine> lines, ConsoleLine.@Nullable Place behind) {}

    /// Writes lines; [#bytes] has them until the next call, in its first [#length] bytes.
    void write(List<ConsoleLine> lines, ConsoleLine.@Nullable Place behind) {
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[KEPT_BYTES];
        }
        length = 0;
        if (behind == null) {
            put(0);
        } else {
            put(behind.source().ordinal() + 1);
            put(Long.BYTES, behind.offset());
            put(behind.held());
        }
        put(Integer.BYTES, lines.size());
        lines.forEach(this::put);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void put(ConsoleLine line) {
        PieceMask.Piece masked = line.masked();
        room(LINE_HEAD);
        put(Long.BYTES, line.at().getEpochSecond());
        put(Integer.BYTES, line.at().getNano());
        put(line.source().ordinal());
        put(line.level().ordinal());
        put(
                (line.continuation() ? CONTINUATION : 0)
                        | (line.partial() ? PARTIAL : 0)
                        | (line.aside() ? ASIDE : 0)
                        | (line.before().isEmpty() ? 0 : BEFORE)
                        | (masked == null ? 0 : MASKED)
                        | (line.log() == null ? 0 : LOG));
        put(line.category());
        put(line.text());
        if (!line.before().isEmpty()) {
            put(line.before());
        }
        if (masked != null) {
            put(masked.before());
            put(masked.text());
        }
        if (line.log() != null) {
            put(line.log());
        }
    }

    private void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] some) {
        put(Integer.BYTES, some.length);
        room(some.length);
        System.arraycopy(some, 0, bytes, length, some.length);
        length += some.length;
    }

    private void put(int one) {
        room(1);
        bytes[length++] = (byte) one;
    }

    private void put(int size, long number) {
        room(size);
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (number >> shift);
        }
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /// Reads what [#write] has written.
    ///
    /// @throws IllegalArgumentException if it was another version that wrote it
    static Lines read(ByteBuffer from) {
        try {
            int source = from.get();
            ConsoleLine.Place behind =
                    source == 0
                            ? null
                            : new ConsoleLine.Place(
                                    LineSource.values()[source - 1], from.getLong(), some(from));
            int count = from.getInt();
            List<ConsoleLine> lines = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                lines.add(line(from));
            }
            return new Lines(lines, behind);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not lines of the console", e);
        }
    }

    private static ConsoleLine line(ByteBuffer from) {
        Instant at = Instant.ofEpochSecond(from.getLong(), from.getInt());
        LineSource source = LineSource.values()[from.get()];
        Level level = Level.values()[from.get()];
        int flags = from.get();
        String category = text(from);
        String text = text(from);
        String before = (flags & BEFORE) == 0 ? "" : text(from);
        PieceMask.Piece masked =
                (flags & MASKED) == 0 ? null : new PieceMask.Piece(text(from), text(from));
        String log = (flags & LOG) == 0 ? null : text(from);
        return new ConsoleLine(
                at,
                source,
                level,
                category,
                (flags & CONTINUATION) != 0,
                before,
                text,
                (flags & PARTIAL) != 0,
                (flags & ASIDE) != 0,
                masked,
                log);
    }

    private static String text(ByteBuffer from) {
        return new String(some(from), StandardCharsets.UTF_8);
    }

    private static byte[] some(ByteBuffer from) {
        int size = from.getInt();
        if (size < 0 || size > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] some = new byte[size];
        from.get(some);
        return some;
    }
}
