package io.vsgateway.game.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineEnd;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Reading;
import io.vsgateway.game.dialect.LineDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Makes lines of the bytes of one of the game's outputs, whoever reads them. The lines that are
/// made of bytes read in one go are handed on in one go. The timer shows an unfinished line after a
/// while.
///
/// The lock guards the decoder, which the reading thread and the timer share.
public final class OutputLines {
    private static final Logger LOG = Logger.getLogger(OutputLines.class);
    private static final byte[] NOTHING = {};

    private final LineSource source;
    private final Dialect.LineReader reader;
    private final RunContext context;
    private final Out out;
    private final GatewayVoice voice;
    private final Duration partialAfter;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LineDecoder decoder;

    /// Lines of the present call.
    @GuardedBy("lock")
    private List<Reading> made = new ArrayList<>();

    /// Bytes of the output that the decoder has taken.
    @GuardedBy("lock")
    private long taken;

    /// Since when the unfinished line has waited to be shown.
    @GuardedBy("lock")
    private long waitingSinceNanos;

    @GuardedBy("lock")
    private boolean flushPlanned;

    @GuardedBy("lock")
    private boolean ended;

    /// Takes the lines.
    @FunctionalInterface
    interface Out {
        /// @param behind how far the output was shown with them
        void take(List<Reading> lines, ConsoleLine.Place behind);
    }

    OutputLines(LineSource source, Dialect.LineReader reader, RunContext context, Out out) {
        this.source = source;
        this.reader = reader;
        this.context = context;
        this.out = out;
        this.voice = new GatewayVoice(context);
        GameSettings.Lines lines = context.settings().lines();
        this.partialAfter = lines.partialAfter();
        int maxBytes = Math.toIntExact(lines.maxBytes().asLongValue());
        this.decoder = new LineDecoder(maxBytes, lines.charset(), this::made);
    }

    public LineSource source() {
        return source;
    }

    /// Continues where an earlier gateway stopped; before the first bytes.
    ///
    /// @param within whether it has shown a part of the present line
    void resume(ConsoleLine.Place place, boolean within) {
        lock.lock();
        try {
            taken = place.offset();
            decoder.resume(within, place.held());
        } finally {
            lock.unlock();
        }
    }

    /// Takes the bytes read next; returns false if no more are wanted. It never fails: whatever
    /// becomes of the bytes, the next ones must be read.
    public boolean accept(byte[] buffer, int count) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            boolean waited = decoder.hasPartial();
            boolean shown = decoder.accept(buffer, 0, count);
            taken += count;
            handOn();
            if (decoder.hasPartial() && (shown || !waited)) {
                waitingSinceNanos = System.nanoTime();
                if (!flushPlanned) {
                    planFlush(partialAfter.toNanos());
                }
            }
        } catch (RuntimeException e) {
            LOG.error("output of the game could not be read as lines", e);
        } finally {
            lock.unlock();
        }
        return true;
    }

    /// Where the first line begins in bytes that were read at a place where a character may begin,
    /// but behind its beginning; behind the last character if no line begins in them.
    public int nextLine(byte[] bytes, int count) {
        GameSettings.Encoding charset = context.settings().lines().charset();
        int unit = charset.unit();
        for (int at = 0; at + unit <= count; at += unit) {
            if (charset.isLineBreak(bytes, at)) {
                return at + unit;
            }
        }
        return count / unit * unit;
    }

    /// The bytes that come next will not be read: what remains is a line, and the console says how
    /// many they are.
    ///
    /// @param why in words, for the operator
    public void skip(long bytes, String why) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            decoder.end();
            handOn();
            decoder.resume(false, NOTHING);
            taken += bytes;
            context.out().skipped(bytes);
            voice.say(
                    Level.WARN,
                    "%d bytes of the game's %s are skipped: %s"
                            .formatted(bytes, source.name().toLowerCase(Locale.ROOT), why),
                    new ConsoleLine.Place(source, taken, NOTHING));
        } catch (RuntimeException e) {
            LOG.error("output of the game could not be read as lines", e);
        } finally {
            lock.unlock();
        }
    }

    /// Has the gateway say something of the output on the console, and in the log.
    public void say(Level level, String text) {
        voice.say(level, text);
    }

    /// The output has ended: what remains is a line.
    public void end() {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                decoder.end();
                handOn();
            }
        } finally {
            lock.unlock();
        }
    }

    /// No more lines are wanted, also not what remains: somebody else will read it.
    public void leave() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    // Called by the decoder, under the lock.
    @SuppressWarnings("GuardedBy")
    private void made(String text, LineEnd end) {
        made.add(reader.read(context.now(), text, end));
    }

    @GuardedBy("lock")
    private void handOn() {
        if (made.isEmpty()) {
            return;
        }
        List<Reading> lines = made;
        made = new ArrayList<>();
        LineDecoder.Rest rest = decoder.rest();
        out.take(lines, new ConsoleLine.Place(source, taken - rest.unread(), rest.held()));
    }

    @GuardedBy("lock")
    private void planFlush(long nanos) {
        flushPlanned = true;
        var _ = context.timer().schedule(this::flush, nanos, TimeUnit.NANOSECONDS);
    }

    private void flush() {
        lock.lock();
        try {
            flushPlanned = false;
            if (ended || !decoder.hasPartial()) {
                return;
            }
            long left = waitingSinceNanos + partialAfter.toNanos() - System.nanoTime();
            if (left > 0) {
                planFlush(left);
            } else {
                decoder.flushPartial();
                handOn();
            }
        } catch (RuntimeException e) {
            LOG.error("output of the game could not be read as lines", e);
        } finally {
            lock.unlock();
        }
    }
}
