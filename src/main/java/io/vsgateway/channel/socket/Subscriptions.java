package io.vsgateway.channel.socket;

import io.vsgateway.delivery.Followed;
import io.vsgateway.delivery.OrderedOutbound;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one connection follows. All methods are called on its event loop, but [#names].
final class Subscriptions {
    private static final int MOST_WAITING = 256;

    private final Hub hub;
    private final SharedTopics topics;
    private final OrderedOutbound outbound;
    private final Predicate<Event> isWanted;
    private final Executor later;
    private final Function<TopicPattern, List<ChannelFrame>> greetings;

    /// Mostly few, and there are thousands of these.
    private volatile List<Subscription> all = List.of();

    /// How many wait for what goes before them, or for a piece of the past.
    private int waiting;

    private boolean isOver;

    /// @param isWanted asked for events that are not for all
    /// @param later the event loop, after what it does now
    /// @param greetings what comes before the events of a topic
    Subscriptions(
            Hub hub,
            SharedTopics topics,
            OrderedOutbound outbound,
            Predicate<Event> isWanted,
            Executor later,
            Function<TopicPattern, List<ChannelFrame>> greetings) {
        this.hub = hub;
        this.topics = topics;
        this.outbound = outbound;
        this.isWanted = isWanted;
        this.later = later;
        this.greetings = greetings;
    }

    private static final class Subscription {
        final SharedTopics.Shared topic;

        /// Null until what goes before has been sent, and at the end.
        @Nullable Followed followed;

        boolean ended;

        /// Whether the client asked for it, or had it from the first moment.
        final boolean isOwn;

        Subscription(SharedTopics.Shared topic, boolean isOwn) {
            this.topic = topic;
            this.isOwn = isOwn;
        }
    }

    /// What is followed. Any thread.
    List<TopicPattern> names() {
        return all.stream().map(one -> one.topic.name()).toList();
    }

    /// Those that the client wanted, and that it may lose with its rights; others put it into the
    /// rest.
    List<TopicPattern> ownNames() {
        return all.stream().filter(one -> one.isOwn).map(one -> one.topic.name()).toList();
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

    /// Whether the client has asked for more of the past than it takes.
    boolean isBusy() {
        return waiting >= MOST_WAITING;
    }

    /// Follows one of those with which the connection opens; nothing is sent before [#begin].
    ///
    /// @param seen where the client goes on; null if it does not come back
    /// @param end the place behind which there is nothing yet, as the client was told
    /// @param history how many events come first, if it does not
    /// @return whether nothing is missing behind what the client saw; empty if there is no room
    Optional<Boolean> open(
            TopicPattern name, @Nullable Start seen, Position end, int history, boolean isTrusted) {
        return add(name, true, isTrusted)
                .map(added -> {
                    Feed<Event> feed = added.topic.feed();
                    Start start =
                            seen == null ? new Start.After(beginning(feed, end, history)) : seen;
                    follow(added, start);
                    return seen == null
                            || (seen instanceof Start.After(Position last)
                                    && feed.remembersAllSince(last));
                });
    }

    /// Follows what is for the user alone, who does not come back by an id: nothing of it is left
    /// out that they have not acknowledged.
    ///
    /// @param acknowledged the last event that the user has dealt with; null if none is known
    /// @param history how many events come at least, acknowledged or not
    /// @return the place behind which there is something for the user, or the end; empty if there
    ///   is no room
    Optional<Position> openInbox(
            TopicPattern name, @Nullable Position acknowledged, Position end, int history) {
        return add(name, true, true)
                .map(added -> {
                    Feed<Event> feed = added.topic.feed();
                    Position unread =
                            acknowledged == null ? added.topic.topic().start() : acknowledged;
                    Position asked = beginning(feed, end, history);
                    Position from = asked.offset() < unread.offset() ? asked : unread;
                    follow(added, new Start.After(from));
                    return feed.lastOffset() > from.offset() ? from : end;
                });
    }

    private static Position beginning(Feed<Event> feed, Position end, int history) {
        Batch<Event> past = history == 0 ? null : feed.before(end.offset() + 1, history);
        return past == null || past.entries().isEmpty()
                ? end
                : new Position(end.epoch(), past.offset(0) - 1);
    }

    /// The client has seen what another gateway has handed on, and perhaps this one has not: that
    /// does not come again.
    void skipTo(Position seen) {
        outbound.skipTo(seen);
    }

    /// Sends what there is of those that were opened.
    ///
    /// @param caughtUp what is said behind all that was missed; null for nothing
    /// @param withValues whether the latest values come first; behind a gap they come anyway
    void begin(@Nullable ChannelFrame caughtUp, boolean withValues) {
        if (caughtUp != null) {
            outbound.whenCaughtUp(caughtUp.encode());
        }
        Stream<String> greeting = all.stream().flatMap(this::greeting);
        Stream<String> values =
                withValues ? all.stream().flatMap(this::values) : Stream.<String>empty();
        pause(Stream.concat(greeting, values).iterator(), () -> {});
    }

    /// The feeds wait, so that ids rise, and so that nothing is in memory for a client that takes
    /// its time.
    private void pause(Iterator<String> messages, Runnable then) {
        waiting++;
        outbound.pause(
                messages,
                () -> {
                    waiting--;
                    then.run();
                });
    }

    /// Follows one more, of an open connection. Its past comes before all that comes then: the
    /// others wait for it.
    ///
    /// @param seen what the client saw of it last; null if it asks for the last `history` events
    /// @param isOwn whether the client asked for it
    /// @return false if there is no room
    boolean subscribe(
            @Nullable String id,
            TopicPattern name,
            @Nullable Position seen,
            int history,
            boolean isOwn,
            boolean isTrusted) {
        Optional<Subscription> added = add(name, isOwn, isTrusted);
        added.ifPresent(subscription -> {
            Position end = hub.endPosition();
            Feed<Event> feed = subscription.topic.feed();
            Boolean recovered = seen == null ? null : feed.remembersAllSince(seen);
            var subscribed =
                    new ChannelFrame.Subscribed(Instant.now(), id, name.text(), end, recovered);
            Stream<String> values =
                    recovered == null || !recovered ? values(subscription) : Stream.empty();
            Stream<String> first =
                    Stream.concat(Stream.of(subscribed.encode()), greeting(subscription));
            Iterator<String> past = Collections.emptyIterator();
            if (seen != null || history > 0) {
                Position from = seen == null ? beginning(feed, end, history) : seen;
                past = past(id, name, feed, from, end.offset(), seen == null);
            }
            // One pause: between two of them the others would go on, past the place from which
            // this one is to follow.
            pause(
                    behind(Stream.concat(first, values).iterator(), past),
                    () -> {
                        if (!subscription.ended) {
                            follow(subscription, new Start.After(end));
                        }
                    });
        });
        return added.isPresent();
    }

    private static Iterator<String> behind(Iterator<String> first, Iterator<String> second) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return first.hasNext() || second.hasNext();
            }

            @Override
            public String next() {
                return first.hasNext() ? first.next() : second.next();
            }
        };
    }

    private HistoryPages past(
            @Nullable String id,
            TopicPattern name,
            Feed<Event> feed,
            Position from,
            long upTo,
            boolean mayHaveMore) {
        Cursor<Event> cursor = feed.detachedCursor(new Start.After(from));
        boolean hasMore = mayHaveMore && cursor.next() > feed.oldest();
        return new HistoryPages(id, name.text(), cursor, upTo, isWanted, hasMore);
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
        Position end = hub.endPosition();
        boolean isOfNow = before == null || before.epoch().equals(end.epoch());
        long last =
                before == null
                        ? end.offset()
                        : isOfNow ? Math.min(before.offset() - 1, end.offset()) : 0;
        var upTo = new Position(end.epoch(), Math.max(0, last));
        Position from = beginning(feed, upTo, limit);
        pause(past(id, name, feed, from, upTo.offset(), true), () -> {});
    }

    /// Follows one without a word; what is published from now on is sent.
    ///
    /// @return whether it is followed
    boolean follow(TopicPattern name) {
        if (has(name)) {
            return true;
        }
        Optional<Subscription> added = add(name, false, true);
        added.ifPresent(one -> {
            follow(one, new Start.After(hub.endPosition()));
            outbound.write();
        });
        return added.isPresent();
    }

    /// @return empty if there are too many, or the connection is gone
    private Optional<Subscription> add(TopicPattern name, boolean isOwn, boolean isTrusted) {
        if (isOver) {
            return Optional.empty();
        }
        return topics.join(name, isTrusted)
                .map(shared -> {
                    var added = new Subscription(shared, isOwn);
                    all = Stream.concat(all.stream(), Stream.of(added)).toList();
                    return added;
                });
    }

    private void follow(Subscription subscription, Start start) {
        var reader =
                new OrderedOutbound.Reader<Event>() {
                    @Override
                    public boolean wants(Event event) {
                        return isWanted.test(event);
                    }

                    @Override
                    public void missedSome() {
                        later.execute(() -> tellValues(subscription));
                    }
                };
        subscription.followed = outbound.follow(subscription.topic.log(), start, reader);
    }

    /// A client that missed some events may have missed the one that retained a value.
    private void tellValues(Subscription subscription) {
        if (!subscription.ended && subscription.topic.topic().hasRetained()) {
            pause(values(subscription).iterator(), () -> {});
        }
    }

    private Stream<String> greeting(Subscription subscription) {
        return greetings.apply(subscription.topic.name()).stream().map(ChannelFrame::encode);
    }

    /// The latest values of a topic, as messages.
    private Stream<String> values(Subscription subscription) {
        return subscription.topic.topic().retained().stream()
                .filter(isWanted)
                .map(one ->
                        new ChannelFrame.StateValue(one.at(), one.topic(), one.body()).encode());
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
        isOver = true;
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
