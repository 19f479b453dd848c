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

    public ConsoleBuffer(BufferSettings settings) {
        long bytes = settings.bufferBytes().asLongValue();
        if (bytes < 1024) {
            throw new ConfigurationException(
                    "VS_CONSOLE_BUFFER_BYTES must be at least 1K: " + bytes);
        }
        // Two runs of the gateway never begin in the same millisecond.
        String epoch = Long.toString(System.currentTimeMillis(), 36);
        this.feed = new Feed<>(epoch, settings.bufferLines(), bytes, ConsoleBuffer::weight);
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
