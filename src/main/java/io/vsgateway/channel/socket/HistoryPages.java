package io.vsgateway.channel.socket;

import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Gap;
import io.vsgateway.hub.Event;
import io.vsgateway.wire.channel.ChannelFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A topic's past as messages of some 64 KiB, each read when the one before has left: a client that
/// takes its time holds nothing. There is one message at least, and the last one says that it is.
final class HistoryPages implements Iterator<String> {
    private static final int PAGE_EVENTS = 256;
    private static final long PAGE_BYTES = 60 * 1024;

    private final @Nullable String id;
    private final EventWords words;
    private final Cursor<Event> cursor;
    private final long upTo;
    private final Predicate<Event> isWanted;
    private final boolean hasMore;
    private boolean isOver;

    /// @param id of the message that asked for it
    /// @param cursor where the past begins
    /// @param upTo offset of the last event that is past
    /// @param hasMore whether more is remembered from before
    HistoryPages(
            @Nullable String id,
            String topic,
            Cursor<Event> cursor,
            long upTo,
            Predicate<Event> isWanted,
            boolean hasMore) {
        this.id = id;
        this.words = new EventWords(topic);
        this.cursor = cursor;
        this.upTo = upTo;
        this.isWanted = isWanted;
        this.hasMore = hasMore;
    }

    @Override
    public boolean hasNext() {
        return !isOver;
    }

    @Override
    public String next() {
        if (isOver) {
            throw new NoSuchElementException();
        }
        Batch<Event> past = cursor.read(PAGE_EVENTS, PAGE_BYTES, upTo);
        var events = new ArrayList<String>();
        Gap gap = past.gap();
        if (gap != null) {
            events.add(words.encode(gap));
        }
        for (int i = 0; i < past.entries().size(); i++) {
            Event event = past.entries().get(i);
            if (isWanted.test(event)) {
                events.add(words.encode(past.position(i), event));
            }
        }
        isOver = cursor.nextOffset() > upTo;
        return new ChannelFrame.History(Instant.now(), id, words.topic(), events, hasMore, isOver)
                .encode();
    }
}
