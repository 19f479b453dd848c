package io.vsgateway.game;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.text.Masking;
import io.vsgateway.text.PieceMask;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The feed of the game's console lines, bounded by `VS_CONSOLE_BUFFER_LINES` and
/// `VS_CONSOLE_BUFFER_BYTES`. The game's threads add lines; everyone else reads.
///
/// Of a game that another gateway has (`VS_GAME_REMOTE`), it is a copy of that one's feed, in which
/// the lines have the ids that they have there.
@Startup
@ApplicationScoped
public class ConsoleBuffer {
    /// What an entry costs besides its text: the record, its time stamp, its position.
    private static final int OVERHEAD_BYTES = 96;

    /// How many lines back to look for a question: the gateway may have added lines of its own.
    private static final int LAST = 8;

    private static final int QUESTION = 256;

    private final Feed<ConsoleLine> feed;
    private final LongAdder lines = new LongAdder();
    private volatile @Nullable Predicate<ConsoleLine> asides;

    public ConsoleBuffer(BufferSettings settings, GameSettings game) {
        long bytes = settings.bufferBytes().asLongValue();
        if (bytes < 1024) {
            throw new ConfigurationException(
                    "VS_CONSOLE_BUFFER_BYTES must be at least 1K: " + bytes);
        }
        if (game.remote().isPresent()) {
            var unknown = new Position("0", 0);
            this.feed = Feed.ofCopy(unknown, settings.bufferLines(), bytes, ConsoleBuffer::weight);
        } else {
            // Two runs of the gateway never begin in the same millisecond.
            String epoch = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
            this.feed = new Feed<>(epoch, settings.bufferLines(), bytes, ConsoleBuffer::weight);
        }
    }

    private static long weight(ConsoleLine line) {
        PieceMask.Piece masked = line.masked();
        int forMonitors = masked == null ? 0 : masked.before().length() + masked.text().length();
        return OVERHEAD_BYTES + 2L * (line.before().length() + line.text().length() + forMonitors);
    }

    /// Adds a line; lines keep the order of the calls.
    ///
    /// @return its offset in the feed
    public long append(ConsoleLine line) {
        if (!line.isBareEnd()) {
            lines.increment();
        }
        Predicate<ConsoleLine> which = asides;
        return feed.append(which != null && which.test(line) ? line.asAside() : line);
    }

    /// Adds lines of the feed that this one is a copy of, in their order. What is there already is
    /// left out; those between are told as missing. One thread does this.
    ///
    /// @param before the place before the first of them; of another epoch if that feed began anew
    public void continueWith(Position before, List<ConsoleLine> copied) {
        Position end = feed.end();
        if (!before.epoch().equals(end.epoch())) {
            feed.restart(before);
        } else if (before.offset() > end.offset()) {
            feed.lose(before.offset());
        }
        long last = feed.lastOffset();
        long offset = before.offset();
        for (ConsoleLine line : copied) {
            offset++;
            if (offset > last) {
                if (!line.isBareEnd()) {
                    lines.increment();
                }
                feed.append(offset, line);
            }
        }
        feed.ring();
    }

    /// From now on, lines that match are asides. The thread that adds a line tests it, in line
    /// order.
    ///
    /// @param which null for none
    public void markAsides(@Nullable Predicate<ConsoleLine> which) {
        asides = which;
    }

    /// The id by which clients know a line.
    public String idOf(long offset) {
        return new Position(feed.end().epoch(), offset).id();
    }

    public Feed<ConsoleLine> feed() {
        return feed;
    }

    /// Whether the game waits in the middle of a line that asks for a secret, such as a password.
    /// What players say always arrives as whole lines.
    public boolean asksForSecret() {
        try (Cursor<ConsoleLine> cursor = feed.detachedCursor(new Start.Last(LAST))) {
            List<ConsoleLine> last = cursor.read(LAST, Long.MAX_VALUE).entries();
            return last.reversed().stream()
                    .filter(line -> line.source() != LineSource.GATEWAY)
                    .findFirst()
                    .filter(ConsoleLine::partial)
                    .map(line -> line.before() + line.text())
                    .map(text -> text.substring(Math.max(0, text.length() - QUESTION)))
                    .filter(Masking::asksForSecret)
                    .isPresent();
        }
    }

    /// Lines added since the start.
    public long lines() {
        return lines.sum();
    }
}
