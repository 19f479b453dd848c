package io.vsgateway.console;

import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.wire.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what the console's feed remembers, page by page. It may take a while for a whole memory
/// and an expression, so it is for threads that may block.
record History(Feed<ConsoleLine> feed, View view) {
    private static final int BATCH = 1000;
    private static final long BATCH_BYTES = 1024 * 1024;

    /// What is asked for: the first `count` matching lines behind `after`, or else the last `count`
    /// before `before`, or the last of all.
    record Page(
            int count, @Nullable Position after, @Nullable Position before, LineFilter filter) {}

    ConsoleRecord.History read(Page page) {
        return page.after() == null ? last(page) : next(page, page.after());
    }

    private ConsoleRecord.History next(Page page, Position after) {
        var lines = new ArrayList<ConsoleRecord.Line>();
        long missed = 0;
        long end = end(page);
        try (Cursor<ConsoleLine> cursor = feed.cursor(new Start.After(after))) {
            while (cursor.isBehind() && lines.size() <= page.count()) {
                Batch<ConsoleLine> batch = cursor.read(BATCH, BATCH_BYTES);
                missed += batch.gap() == null ? 0 : batch.gap().count();
                for (int i = 0; i < batch.entries().size() && lines.size() <= page.count(); i++) {
                    if (batch.first() + i < end) {
                        add(lines, batch, i, page.filter());
                    }
                }
                if (cursor.next() >= end) {
                    break;
                }
            }
        }
        boolean hasMore = lines.size() > page.count();
        return answer(hasMore ? lines.subList(0, page.count()) : lines, hasMore, missed);
    }

    private ConsoleRecord.History last(Page page) {
        Deque<ConsoleRecord.Line> lines = new ArrayDeque<>();
        boolean hasMore = false;
        long end = end(page);
        try (Cursor<ConsoleLine> cursor = feed.cursor(new Start.Last(Integer.MAX_VALUE))) {
            while (cursor.isBehind() && cursor.next() < end) {
                Batch<ConsoleLine> batch = cursor.read(BATCH, BATCH_BYTES);
                for (int i = 0; i < batch.entries().size() && batch.first() + i < end; i++) {
                    add(lines, batch, i, page.filter());
                    if (lines.size() > page.count()) {
                        lines.removeFirst();
                        hasMore = true;
                    }
                }
            }
        }
        return answer(List.copyOf(lines), hasMore, 0);
    }

    /// Lines that come while this reads are for the next call.
    private long end(Page page) {
        Position newest = feed.end();
        Position before = page.before();
        return before != null && before.epoch().equals(newest.epoch())
                ? Math.min(before.offset(), newest.offset() + 1)
                : newest.offset() + 1;
    }

    private void add(
            Collection<ConsoleRecord.Line> lines,
            Batch<ConsoleLine> batch,
            int index,
            LineFilter filter) {
        ConsoleLine line = batch.entries().get(index);
        if (filter.matches(line, view)) {
            Frame.Line frame = view.line(batch.position(index).id(), line);
            if (!frame.isBareEnd()) {
                lines.add(ConsoleRecord.Line.of(frame));
            }
        }
    }

    private ConsoleRecord.History answer(
            List<ConsoleRecord.Line> lines, boolean hasMore, long missed) {
        Position newest = feed.end();
        boolean isEmpty = newest.offset() == 0;
        return new ConsoleRecord.History(
                List.copyOf(lines),
                isEmpty ? null : new Position(newest.epoch(), feed.oldest()).id(),
                isEmpty ? null : newest.id(),
                hasMore,
                missed);
    }
}
