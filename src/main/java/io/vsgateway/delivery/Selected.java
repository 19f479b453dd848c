package io.vsgateway.delivery;

import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.delivery.frame.SureEncoder;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Search;
import io.vsgateway.feed.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The entries of a feed that one client wants, as messages for it alone. The predicate may be
/// costly, so it runs on a thread that serves no connection and that all readers of this kind
/// share: each has it for [Turns#NANOS] at a time, then the next one has its turn. Readers that
/// want more than that thread can do fall behind and get the gap; nobody else waits for them.
///
/// The history is the last *wanted* entries. They are searched for backwards from the end of the
/// feed, and reading then starts at the place found: one cursor for past and future, so there is no
/// seam between them.
///
/// [#begin], [#next] and [#end] may be called from any thread; everything else runs on the shared
/// one.
final class Selected<T> {
    private static final int MAX_COUNT = 256;
    private static final long MAX_BYTES = 64 * 1024;
    private final Feed<T> feed;
    private final Encoder<T> encoder;
    private final Predicate<T> wanted;
    private final Start start;
    private final Executor thread;
    private final Traffic traffic;
    private final Runnable turn = this::turn;
    private Consumer<List<String>> reader = _ -> {};
    private @Nullable Search<T> search;

    /// What was read but not yet examined, from its entry `looked` on.
    private @Nullable Batch<T> batch;

    private int looked;
    private Position searchedFrom;
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
        this.searchedFrom = feed.end();
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
                case Start.After _, Start.Anew _ -> cursor = feed.cursor(start);
                case Start.Last(int count) -> {
                    searchedFrom = feed.end();
                    search = Search.back(feed, searchedFrom.offset() + 1, 1, count, wanted);
                }
            }
            turn();
        });
    }

    /// Reads more messages, now that the previous ones have been written.
    void next() {
        thread.execute(turn);
    }

    /// Whether there is, or may be, more to write.
    boolean isBehind() {
        Cursor<T> reading = cursor;
        return reading == null || !waiting || reading.isBehind();
    }

    /// Stops reading.
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
        } else if (batch != null || reading.isBehind()) {
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
        Search<T> searching = search;
        if (searching != null) {
            searching.look(System.nanoTime() + Turns.NANOS);
            if (searching.isOver()) {
                long first =
                        searching.count() == 0 ? searchedFrom.offset() + 1 : searching.found(0);
                cursor =
                        feed.cursor(new Start.After(new Position(searchedFrom.epoch(), first - 1)));
                search = null;
            }
        }
        thread.execute(turn);
    }

    private void read(Cursor<T> reading) {
        long until = System.nanoTime() + Turns.NANOS;
        var messages = new ArrayList<String>();
        Batch<T> now = batch;
        if (now == null) {
            now = reading.read(MAX_COUNT, MAX_BYTES);
            looked = 0;
            if (now.gap() != null) {
                traffic.toldGap(now.gap());
                messages.add(encoder.encode(now.gap()));
            }
        }
        while (looked < now.entries().size()) {
            T entry = now.entries().get(looked);
            if (wanted.test(entry)) {
                traffic.sentEntries(1);
                String message = encoder.encode(now.position(looked), entry);
                if (!message.isEmpty()) {
                    messages.add(message);
                }
            }
            looked++;
            if (System.nanoTime() - until >= 0) {
                break;
            }
        }
        batch = looked < now.entries().size() ? now : null;
        if (messages.isEmpty()) {
            thread.execute(turn);
        } else {
            reader.accept(messages);
        }
    }
}
