package io.vsgateway.game.outlive;

import io.vsgateway.feed.Position;
import io.vsgateway.feed.journal.Journal;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.LineSource;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The lines of the console on the disk: each is there before anybody sees it, so the next gateway
/// goes on with the same ids, and knows how far each output of the game was shown.
///
/// Lines come from one thread at a time.
public final class ConsoleJournal implements ConsoleBuffer.Keeper, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ConsoleJournal.class);
    private static final long LEAST_BYTES = 1 << 20;

    private final Journal journal;
    private final LineCodec codec = new LineCodec();

    /// The newest lines of earlier gateways; empty once the game is taken over.
    private final Deque<ConsoleLine> past = new ArrayDeque<>();

    private final int mostLines;
    private final Map<LineSource, Shown> shown = new EnumMap<>(LineSource.class);

    /// How far each output is shown and kept, for those who give back its room.
    private final AtomicLongArray kept = new AtomicLongArray(LineSource.values().length);

    private volatile long last;

    /// @param line offset of the last line shown with it
    private record Shown(ConsoleLine.Place place, long line) {}

    /// @param dataDir no other gateway uses it
    /// @param epoch for a console that cannot go on with an earlier one
    /// @param mostLines that the console remembers
    /// @param mostBytes that the console remembers, counting two for each character
    /// @throws UncheckedIOException if the folder cannot be used
    public ConsoleJournal(Path dataDir, String epoch, int mostLines, long mostBytes) {
        this.mostLines = mostLines;
        try {
            this.journal =
                    Journal.open(
                            dataDir.resolve("console"),
                            Math.max(LEAST_BYTES, mostBytes / 4 * 3),
                            new Journal.Run(epoch, ProcessMark.boot()),
                            this::recall,
                            LOG::warn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        last = Math.max(last, journal.first() - 1);
    }

    private void recall(Journal.Entries entries) {
        LineCodec.Lines some = LineCodec.read(entries.payload());
        if (entries.first() != last + 1) {
            past.clear();
        }
        last = entries.first() + some.lines().size() - 1;
        past.addAll(some.lines());
        while (past.size() > mostLines) {
            past.removeFirst();
        }
        if (some.behind() != null) {
            shown.put(some.behind().source(), new Shown(some.behind(), last));
        }
    }

    /// Lets a console go on where the last one ended.
    public void resume(ConsoleBuffer console) {
        console.resume(new Position(journal.epoch(), last - past.size()), List.copyOf(past), this);
    }

    /// Offset of the last line.
    long last() {
        return last;
    }

    /// The lines of earlier gateways behind an offset, those that are still known.
    List<ConsoleLine> linesBehind(long offset) {
        int count = Math.clamp(last - offset, 0, past.size());
        return new ArrayList<>(past).subList(past.size() - count, past.size());
    }

    /// How far the outputs of a run that began behind this offset were shown.
    Map<LineSource, ConsoleLine.Place> placesBehind(long offset) {
        Map<LineSource, ConsoleLine.Place> places = new EnumMap<>(LineSource.class);
        shown.forEach((source, one) -> {
            if (one.line() > offset) {
                places.put(source, one.place());
            }
        });
        return places;
    }

    /// From now on, a new run's outputs are shown, from their beginnings.
    void newRun() {
        for (LineSource source : LineSource.values()) {
            kept.set(source.ordinal(), 0);
        }
    }

    /// Bytes of an output that will not be read again.
    long kept(LineSource source) {
        return kept.get(source.ordinal());
    }

    @Override
    public void keep(long first, List<ConsoleLine> lines, ConsoleLine.@Nullable Place behind) {
        codec.write(lines, behind);
        journal.append(first, codec.bytes(), codec.length());
        last = first + lines.size() - 1;
        if (behind != null && journal.isWhole()) {
            kept.set(behind.source().ordinal(), behind.offset());
        }
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            LOG.debug("the journal could not be closed", e);
        }
    }
}
