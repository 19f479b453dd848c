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
    private final LongAdder skippedBytes = new LongAdder();
    private volatile @Nullable Predicate<ConsoleLine> asides;
    private volatile @Nullable Keeper keeper;

    /// Keeps the lines beyond the end of the gateway.
    @FunctionalInterface
    public interface Keeper {
        /// Takes lines just before anybody sees them. It does not fail.
        ///
        /// @param first offset of the first line
        /// @param behind how far their stream was shown with them; null for lines of the gateway
        void keep(long first, List<ConsoleLine> lines, ConsoleLine.@Nullable Place behind);
    }

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

    /// Goes on where an earlier gateway ended; before the first line is added.
    ///
    /// @param before the place before the first of the lines
    /// @param lines those that are still known, without a hole between them
    /// @param keeper takes all lines from now on
    public void resume(Position before, List<ConsoleLine> lines, Keeper keeper) {
        feed.resume(before, lines);
        this.keeper = keeper;
    }

    /// Where lines are added; one thread at a time.
    public ConsoleLine.Sink sink() {
        return new ConsoleLine.Sink() {
            @Override
            public long accept(ConsoleLine line) {
                return append(line);
            }

            @Override
            public long accept(List<ConsoleLine> lines, ConsoleLine.Place behind) {
                return append(lines, behind);
            }

            @Override
            public void skipped(long bytes) {
                skippedBytes.add(bytes);
            }
        };
    }

    /// Adds a line; one thread at a time.
    ///
    /// @return its offset in the feed
    public long append(ConsoleLine line) {
        return append(List.of(line), null);
    }

    /// Adds lines that were read in one go; one thread at a time.
    ///
    /// @param behind how far their stream was shown with them; null for lines of the gateway
    /// @return the offset of the first, which the others follow one by one
    private long append(List<ConsoleLine> lines, ConsoleLine.@Nullable Place behind) {
        List<ConsoleLine> marked = marked(lines);
        Keeper its = keeper;
        if (its != null) {
            its.keep(feed.lastOffset() + 1, marked, behind);
        }
        long first = 0;
        for (ConsoleLine line : marked) {
            if (!line.isBareEnd()) {
                this.lines.increment();
            }
            long offset = feed.append(line);
            first = first == 0 ? offset : first;
        }
        return first;
    }

    private List<ConsoleLine> marked(List<ConsoleLine> some) {
        Predicate<ConsoleLine> which = asides;
        return which == null
                ? some
                : some.stream().map(line -> which.test(line) ? line.asAside() : line).toList();
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

    /// Names the present run of the feed.
    public String epoch() {
        return feed.end().epoch();
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

    /// Bytes of the game's output since the start that became no lines.
    public long skippedBytes() {
        return skippedBytes.sum();
    }
}
