package io.vsgateway.channel.socket;

import io.vsgateway.delivery.Followed;
import io.vsgateway.delivery.OrderedOutbound;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one connection follows. All methods are called on its event loop, but [#names].
final class Subscriptions {
    private final Hub hub;
    private final SharedTopics topics;
    private final OrderedOutbound outbound;
    private final Consumer<ChannelFrame> teller;
    private final Predicate<Event> isWanted;

    /// Mostly few, and there are thousands of these.
    private volatile List<Subscription> all = List.of();

    /// @param teller sends something to the client at once
    /// @param isWanted asked for events that are not for all
    Subscriptions(
            Hub hub,
            SharedTopics topics,
            OrderedOutbound outbound,
            Consumer<ChannelFrame> teller,
            Predicate<Event> isWanted) {
        this.hub = hub;
        this.topics = topics;
        this.outbound = outbound;
        this.teller = teller;
        this.isWanted = isWanted;
    }

    private static final class Subscription {
        final SharedTopics.Shared topic;

        /// Null until what goes before has been sent, and at the end.
        @Nullable Followed followed;

        boolean ended;

        Subscription(SharedTopics.Shared topic) {
            this.topic = topic;
        }
    }

    /// What is followed. Any thread.
    List<TopicPattern> names() {
        return all.stream().map(one -> one.topic.name()).toList();
    }

    boolean has(TopicPattern name) {
        return find(name) != null;
    }

    private @Nullable Subscription find(TopicPattern name) {
        for (Subscription one : all) {
            if (one.topic.name().equals(name)) {
                return one;
            }
        }
        return null;
    }

    /// Whether there is room for one more.
    boolean hasRoom() {
        return all.size() < ChannelMessage.MAX_TOPICS;
    }

    /// Follows one of those with which the connection opens; nothing is sent before [#begin].
    ///
    /// @param seen what the client saw last; null if it does not come back
    /// @param end the place behind which there is nothing yet, as the client was told
    /// @param history how many events come first, if it does not
    /// @return whether nothing is missing behind what the client saw; empty if there is no room
    Optional<Boolean> open(TopicPattern name, @Nullable Position seen, Position end, int history) {
        return add(name)
                .map(added -> {
                    Feed<Event> feed = added.topic.feed();
                    boolean isComplete = seen == null || feed.remembersAllSince(seen);
                    if (seen == null || !isComplete) {
                        tellRetained(added);
                    }
                    follow(
                            added,
                            new Start.After(seen == null ? beginning(feed, end, history) : seen));
                    return isComplete;
                });
    }

    private static Position beginning(Feed<Event> feed, Position end, int history) {
        Batch<Event> past = history == 0 ? null : feed.before(end.offset() + 1, history);
        return past == null || past.entries().isEmpty()
                ? end
                : new Position(end.epoch(), past.offset(0) - 1);
    }

    /// Sends what there is of those that were opened.
    ///
    /// @param caughtUp what is said behind all that was missed; null for nothing
    void begin(@Nullable ChannelFrame caughtUp) {
        if (caughtUp != null) {
            outbound.whenCaughtUp(caughtUp.encode());
        }
        outbound.write();
    }

    /// Follows one more, of an open connection. Its past comes before all that comes then: the
    /// others wait for it.
    ///
    /// @param seen what the client saw of it last; null if it asks for the last `history` events
    /// @return false if there is no room
    boolean subscribe(
            @Nullable String id, TopicPattern name, @Nullable Position seen, int history) {
        Optional<Subscription> added = add(name);
        added.ifPresent(subscription -> {
            Position end = hub.endPosition();
            Feed<Event> feed = subscription.topic.feed();
            Boolean recovered = seen == null ? null : feed.remembersAllSince(seen);
            teller.accept(
                    new ChannelFrame.Subscribed(Instant.now(), id, name.text(), end, recovered));
            if (recovered == null || !recovered) {
                tellRetained(subscription);
            }
            outbound.pause(
                    past(id, name, feed, seen, end, history),
                    () -> {
                        if (!subscription.ended) {
                            follow(subscription, new Start.After(end));
                        }
                    });
        });
        return added.isPresent();
    }

    private Iterator<String> past(
            @Nullable String id,
            TopicPattern name,
            Feed<Event> feed,
            @Nullable Position seen,
            Position end,
            int history) {
        if (seen == null) {
            return history == 0
                    ? Stream.<String>empty().iterator()
                    : pages(id, name.text(), feed, end.offset() + 1, history);
        }
        Batch<Event> missed =
                feed.detachedCursor(new Start.After(seen))
                        .read(Integer.MAX_VALUE, Long.MAX_VALUE, end.offset());
        return new HistoryPages(id, name.text(), missed, isWanted, false);
    }

    private HistoryPages pages(
            @Nullable String id, String name, Feed<Event> feed, long before, int limit) {
        Batch<Event> past = feed.before(before, limit);
        return new HistoryPages(id, name, past, isWanted, past.first() > feed.oldest());
    }

    /// Sends a piece of a topic's past.
    ///
    /// @param before null for the end
    void history(
            @Nullable String id,
            TopicPattern name,
            Feed<Event> feed,
            @Nullable Position before,
            int limit) {
        long behind = hub.end() + 1;
        boolean isOfNow = before == null || before.epoch().equals(hub.endPosition().epoch());
        long from = before == null ? behind : isOfNow ? Math.min(before.offset(), behind) : 0;
        outbound.pause(pages(id, name.text(), feed, from, limit), () -> {});
    }

    /// Follows one without a word; what is published from now on is sent.
    void follow(TopicPattern name) {
        if (!has(name)) {
            add(name)
                    .ifPresent(added -> {
                        follow(added, new Start.After(hub.endPosition()));
                        outbound.write();
                    });
        }
    }

    private Optional<Subscription> add(TopicPattern name) {
        return topics.join(name)
                .map(shared -> {
                    var added = new Subscription(shared);
                    all = Stream.concat(all.stream(), Stream.of(added)).toList();
                    return added;
                });
    }

    private void follow(Subscription subscription, Start start) {
        subscription.followed = outbound.follow(subscription.topic.log(), start, isWanted);
    }

    private void tellRetained(Subscription subscription) {
        for (Event value : subscription.topic.topic().retained()) {
            if (isWanted.test(value)) {
                teller.accept(new ChannelFrame.StateValue(value.at(), value.topic(), value.body()));
            }
        }
    }

    /// Follows one no more.
    ///
    /// @return whether it was followed
    boolean end(TopicPattern name) {
        Subscription subscription = find(name);
        if (subscription == null) {
            return false;
        }
        all = all.stream().filter(one -> one != subscription).toList();
        end(subscription);
        return true;
    }

    /// Follows nothing any more.
    void endAll() {
        List<Subscription> there = all;
        all = List.of();
        there.forEach(this::end);
    }

    private void end(Subscription subscription) {
        subscription.ended = true;
        Followed followed = subscription.followed;
        if (followed != null) {
            followed.end();
        }
        topics.leave(subscription.topic);
    }
}
