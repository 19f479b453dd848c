package io.vsgateway.game.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vsgateway.game.GameSettings;
import io.vsgateway.game.LineEnd;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns bytes into lines; used by one thread.
///
/// A line ends at LF; the CRs directly before it are not part of the line, a bare CR within it is.
/// Text is UTF-8, or another charset that is converted to it; invalid bytes become U+FFFD and never
/// throw. A byte order mark at the beginning is left out. A NUL, which upsets terminals, is shown
/// as its picture U+2400 (`␀`). Everything else stays as it came.
///
/// Lines are never lost, only cut: a line longer than `maxBytes` is shown in parts of at most that
/// length, and [#flushPartial] shows what there is of an unfinished one. The next text of that line
/// continues it without repeating anything; it is empty if only the line break is left. No cut
/// falls inside a UTF-8 sequence, nor inside an escape sequence of at most
/// [EscapeSequences#LONGEST] bytes that fits into a part. Where lines are cut does not depend on
/// how the bytes were read.
///
/// `maxBytes` bounds the memory, whatever comes.
public final class LineDecoder {
    /// What viewers see after every part of a long line except the last.
    public static final String MORE = "…";

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int LEAST_MAX_BYTES = 16;
    private static final int MOST_MAX_BYTES = 64 * 1024 * 1024;
    private static final int USUAL_LINE = 1024;
    private static final byte[] NOTHING = {};

    private final int maxBytes;
    private final Out out;

    /// Null for UTF-8.
    private final @Nullable Transcoder transcoder;

    /// The bytes of the present line not shown yet, in `[0, count)`.
    private byte[] waiting = new byte[0];

    private int count;

    /// CRs after them: the next byte tells whether they are part of a line break or of the line.
    private long crs;

    /// Whether part of the present line was shown.
    private boolean shown;

    /// Whether nothing has been shown since the beginning.
    private boolean fresh = true;

    /// How many texts were shown.
    private long texts;

    /// A decoder for UTF-8.
    public LineDecoder(int maxBytes, Out out) {
        this(maxBytes, GameSettings.Encoding.UTF_8, out);
    }

    /// @param maxBytes the most bytes of a line in UTF-8
    public LineDecoder(int maxBytes, GameSettings.Encoding charset, Out out) {
        this.maxBytes = checked(maxBytes);
        this.transcoder = charset == GameSettings.Encoding.UTF_8 ? null : new Transcoder(charset);
        this.out = out;
    }

    /// The longest line, as a decoder takes it; throws if it is out of bounds.
    public static int checked(long maxBytes) {
        if (maxBytes < LEAST_MAX_BYTES || maxBytes > MOST_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the longest line (VS_GAME_LINES_MAX_BYTES) must have %d to %d bytes, not %d"
                            .formatted(LEAST_MAX_BYTES, MOST_MAX_BYTES, maxBytes));
        }
        return (int) maxBytes;
    }

    /// Takes the bytes read next and shows every line that they end. Returns whether something was
    /// shown; if so, what now waits to be shown arrived since.
    public boolean accept(byte[] buffer, int offset, int length) {
        long before = texts;
        if (transcoder == null) {
            utf8(buffer, offset, length);
        } else {
            transcoder.accept(buffer, offset, length, this::utf8);
        }
        return texts != before;
    }

    private void utf8(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            if (buffer[i] == '\n') {
                line(buffer, start, i);
                start = i + 1;
            }
        }
        append(buffer, start, end);
    }

    /// Whether [#flushPartial] would show something.
    public boolean hasPartial() {
        return count > 0 && TextCuts.lastBefore(waiting, count) > 0;
    }

    /// Shows what came since it last showed something, except for an incomplete character or escape
    /// sequence at the end.
    public void flushPartial() {
        if (count > 0) {
            showUpTo(TextCuts.lastBefore(waiting, count), LineEnd.PAUSE);
        }
    }

    /// What it has taken and not shown.
    ///
    /// @param unread how many of the last bytes it took count as not taken: they would be taken
    ///   again
    /// @param held what else it has, in UTF-8
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    public record Rest(int unread, byte[] held) {}

    /// What it has taken and not shown. Text of another charset than UTF-8 is held, as a character
    /// may have had another length.
    public Rest rest() {
        int carriageReturns = Math.toIntExact(crs);
        if (transcoder == null) {
            return new Rest(count + carriageReturns, NOTHING);
        }
        byte[] held = Arrays.copyOf(waiting, count + carriageReturns);
        Arrays.fill(held, count, held.length, (byte) '\r');
        return new Rest(transcoder.unread(), held);
    }

    /// Continues where another decoder stopped; before the first bytes.
    ///
    /// @param within whether that one has shown a part of the present line
    /// @param held what it held
    public void resume(boolean within, byte[] held) {
        fresh = false;
        shown = within;
        utf8(held, 0, held.length);
    }

    /// The bytes have ended: what remains is a line. Further bytes begin a new one.
    public void end() {
        if (transcoder != null) {
            transcoder.end(this::utf8);
        }
        if (count > 0 || shown) {
            endLine();
        }
        crs = 0;
        fresh = true;
    }

    private void line(byte[] buffer, int start, int end) {
        if (count > 0 || crs > 0) {
            append(buffer, start, end);
            endLine();
            return;
        }
        int last = withoutCrs(buffer, start, end);
        if (last - start > maxBytes) {
            append(buffer, start, last);
            endLine();
        } else {
            show(text(buffer, start, last), LineEnd.BREAK);
        }
    }

    private void endLine() {
        int length = count;
        count = 0;
        crs = 0;
        show(text(waiting, 0, length), LineEnd.BREAK);
        if (waiting.length > USUAL_LINE) {
            waiting = new byte[0];
        }
    }

    private void append(byte[] buffer, int start, int end) {
        int last = withoutCrs(buffer, start, end);
        if (last > start) {
            for (; crs > 0; crs--) {
                makeRoom(1);
                waiting[count++] = '\r';
            }
            for (int from = start; from < last; ) {
                int taken = makeRoom(last - from);
                System.arraycopy(buffer, from, waiting, count, taken);
                count += taken;
                from += taken;
            }
        }
        crs += end - last;
    }

    /// Called when at least one more byte will come. Returns how many bytes there is room for.
    private int makeRoom(int wanted) {
        if (count == maxBytes) {
            int cut = TextCuts.lastBefore(waiting, count);
            showUpTo(cut > 0 ? cut : TextCuts.characters(waiting, count), LineEnd.LENGTH);
        }
        int taken = Math.min(wanted, maxBytes - count);
        if (count + taken > waiting.length) {
            int doubled = Math.max(waiting.length * 2, USUAL_LINE);
            waiting = Arrays.copyOf(waiting, Math.clamp(doubled, count + taken, maxBytes));
        }
        return taken;
    }

    private void showUpTo(int cut, LineEnd why) {
        if (cut > 0) {
            String text = text(waiting, 0, cut);
            System.arraycopy(waiting, cut, waiting, 0, count - cut);
            count -= cut;
            show(text, why);
        }
    }

    private void show(String whole, LineEnd end) {
        String text = whole;
        if (fresh) {
            fresh = false;
            text = whole.startsWith(BYTE_ORDER_MARK) ? whole.substring(1) : whole;
            if (text.isEmpty() && end != LineEnd.BREAK) {
                return;
            }
        }
        texts++;
        shown = end != LineEnd.BREAK;
        out.line(text, end);
    }

    private static int withoutCrs(byte[] buffer, int start, int end) {
        int last = end;
        while (last > start && buffer[last - 1] == '\r') {
            last--;
        }
        return last;
    }

    private static String text(byte[] bytes, int start, int end) {
        String text = new String(bytes, start, end - start, UTF_8);
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '␀');
    }

    /// Takes the lines.
    @FunctionalInterface
    public interface Out {
        /// The next text. It begins a line, unless the text before did not end with
        /// [LineEnd#BREAK]: then it is the rest of that line, or a further part of it.
        void line(String text, LineEnd end);
    }
}
