package io.vsgateway.session;

import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Those entries of a feed that one client wants, as messages for it alone. What is wanted may be
/// costly to find out, so it is found out on a thread that serves no connection and that all
/// readers of this kind share: each has it for one batch at a time, at most [#MAX_COUNT] entries or
/// [#MAX_BYTES], and then the next one has its turn. Readers that want more than that thread can do
/// fall behind and are told the gap; nobody else waits for them.
///
/// The history is the last *wanted* entries. It is searched from the end of the feed backwards, and
/// then read from the place that was found: one cursor for what was and what comes, so there is no
/// seam between them.
///
/// [#begin], [#next] and [#end] may be called from any thread; all else runs on the shared one.
final class Selected<T> {
    private static final int MAX_COUNT = 256;
    private static final long MAX_BYTES = 64 * 1024;
    private static final int SEARCH_COUNT = 64;

    private final Feed<T> feed;
    private final Encoder<T> encoder;
    private final Predicate<T> wanted;
    private final Start start;
    private final Executor thread;
    private final Traffic traffic;
    private final Runnable turn = this::turn;
    private Consumer<List<String>> reader = _ -> {};
    private @Nullable Search search;
    private volatile @Nullable Cursor<T> cursor;
    private volatile boolean waiting;
    private volatile boolean ended;

    Selected(
            Feed<T> feed,
            Encoder<T> encoder,
            Predicate<T> wanted,
            Start start,
            Executor thread,
            Traffic traffic) {
        this.feed = feed;
        this.encoder = new SureEncoder<>(encoder);
        this.wanted = wanted;
        this.start = start;
        this.thread = thread;
        this.traffic = traffic;
    }

    /// Reads the first messages.
    ///
    /// @param reader gets at least one message at a time, on the shared thread, and no more until
    ///   it calls [#next]
    void begin(Consumer<List<String>> reader) {
        thread.execute(() -> {
            this.reader = reader;
            switch (start) {
                case Start.After _ -> cursor = feed.cursor(start);
                case Start.Last(int count) -> search = new Search(feed.end(), count);
            }
            turn();
        });
    }

    /// Reads more messages, as those before have been written.
    void next() {
        thread.execute(turn);
    }

    /// Whether there is, or may be, more to write.
    boolean isBehind() {
        Cursor<T> reading = cursor;
        return reading == null || !waiting || reading.isBehind();
    }

    /// Reads no more.
    void end() {
        ended = true;
        thread.execute(() -> {
            feed.forget(thread, turn);
            Cursor<T> reading = cursor;
            if (reading != null) {
                reading.close();
            }
        });
    }

    private void turn() {
        if (ended) {
            return;
        }
        waiting = false;
        Cursor<T> reading = cursor;
        if (reading == null) {
            goOnSearching();
        } else if (reading.isBehind()) {
            read(reading);
        } else {
            waiting = true;
            feed.awaitAppend(thread, turn);
            // An append before the registration rang for others only.
            if (reading.isBehind()) {
                feed.forget(thread, turn);
                thread.execute(turn);
            }
        }
    }

    private void goOnSearching() {
        Search searching = search;
        if (searching != null && searching.isOver()) {
            cursor = feed.cursor(new Start.After(searching.before()));
            search = null;
        }
        thread.execute(turn);
    }

    private void read(Cursor<T> reading) {
        Batch<T> batch = reading.read(MAX_COUNT, MAX_BYTES);
        var messages = new ArrayList<String>();
        if (batch.gap() != null) {
            traffic.toldGap(batch.gap().count());
            messages.add(encoder.encode(batch.gap()));
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            T entry = batch.entries().get(i);
            if (wanted.test(entry)) {
                traffic.sentEntries(1);
                String message = encoder.encode(batch.position(i), entry);
                if (!message.isEmpty()) {
                    messages.add(message);
                }
            }
        }
        if (messages.isEmpty()) {
            thread.execute(turn);
        } else {
            reader.accept(messages);
        }
    }

    /// Goes back from the end of the feed until enough entries are found.
    private final class Search {
        private final String epoch;
        private final int count;
        private long first;
        private long from;
        private int found;

        Search(Position end, int count) {
            this.epoch = end.epoch();
            this.count = count;
            this.first = end.offset() + 1;
            this.from = first;
        }

        /// Looks at one batch more.
        boolean isOver() {
            long oldest = feed.oldest();
            if (found >= count || from <= oldest) {
                return true;
            }
            long to = from;
            from = Math.max(oldest, to - SEARCH_COUNT);
            List<T> entries = entries(from, to);
            // What was forgotten meanwhile is missing at the front.
            for (int i = entries.size() - 1; i >= 0 && found < count; i--) {
                if (wanted.test(entries.get(i))) {
                    found++;
                    first = to - entries.size() + i;
                }
            }
            return found >= count;
        }

        private List<T> entries(long from, long to) {
            try (Cursor<T> past =
                    feed.detachedCursor(new Start.After(new Position(epoch, from - 1)))) {
                List<T> entries = past.read((int) (to - from), Long.MAX_VALUE).entries();
                return entries.subList(0, (int) Math.max(0, entries.size() - (past.next() - to)));
            }
        }

        Position before() {
            return new Position(epoch, first - 1);
        }
    }
}
