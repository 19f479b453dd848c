package io.vsgateway.channel.socket;

import io.vsgateway.feed.Batch;
import io.vsgateway.hub.Event;
import io.vsgateway.wire.channel.ChannelFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A topic's past as messages of some 64 KiB, each made when the one before has left. There is one
/// at least, and the last one says that it is.
final class HistoryPages implements Iterator<String> {
    private static final int PAGE_CHARACTERS = 60 * 1024;

    private final @Nullable String id;
    private final String topic;
    private final Batch<Event> past;
    private final Predicate<Event> isWanted;
    private final boolean hasMore;
    private int next;
    private boolean isOver;

    /// @param id of the message that asked for it
    /// @param hasMore whether more is remembered from before
    HistoryPages(
            @Nullable String id,
            String topic,
            Batch<Event> past,
            Predicate<Event> isWanted,
            boolean hasMore) {
        this.id = id;
        this.topic = topic;
        this.past = past;
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
        var events = new ArrayList<String>();
        int size = 0;
        while (next < past.entries().size() && size < PAGE_CHARACTERS) {
            Event event = past.entries().get(next);
            if (isWanted.test(event)) {
                String text = event.body().event(past.position(next), event.at(), event.topic());
                events.add(text);
                size += text.length();
            }
            next++;
        }
        isOver = next == past.entries().size();
        return new ChannelFrame.History(Instant.now(), id, topic, events, hasMore, isOver).encode();
    }
}
