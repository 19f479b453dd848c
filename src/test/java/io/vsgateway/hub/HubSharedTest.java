package io.vsgateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Fanout;
import io.vsgateway.fanout.OrderState;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a hub makes of an order that others write, too.
class HubSharedTest {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TopicName ROOM = TopicName.of("room:one");
    private static final TopicName FIGHT = TopicName.of("combat:one");

    private final Order order = new Order();
    private final Hub hub =
            new Hub(
                    order,
                    name ->
                            name.text().startsWith("combat:")
                                    ? TopicClass.kept(3, 10_000, LIFE)
                                    : TopicClass.log(5, 100_000, LIFE),
                    3,
                    1_000_000);

    /// One in which others write what they want.
    private static final class Order implements Fanout {
        private @Nullable Listener listener;
        private long last;

        @Override
        public Recollection follow(Listener listener) {
            this.listener = listener;
            return Recollection.none(new Position("e1", 0));
        }

        @Override
        public CompletionStage<Placement> propose(Proposal proposal) {
            Entry entry = place(proposal.changes().getFirst());
            return CompletableFuture.completedStage(
                    new Placement.Placed(entry.position(), entry.at(), false));
        }

        Entry place(Change change) {
            var entry = new Entry(new Position("e1", ++last), NOW, change);
            listener.entry(entry);
            return entry;
        }

        @Override
        public OrderState state() {
            return new OrderState(true, true, false, 0, 0, 0, 1, 1);
        }
    }

    private static Change.Publication event(String type, TopicName... topics) {
        EventBody body = EventBody.of(type, JsonNodeFactory.instance.objectNode());
        return new Change.Publication(List.of(topics), body, null, null);
    }

    private static Change.Publication retained(String type, String key) {
        EventBody body = EventBody.of(type, JsonNodeFactory.instance.objectNode());
        return new Change.Publication(List.of(ROOM), body, null, key);
    }

    private Topic use(TopicName name) {
        return hub.use(TopicPattern.of(name), true).orElseThrow();
    }

    private static List<String> types(Topic topic) {
        return topic.feed().before(Long.MAX_VALUE, 100).entries().stream()
                .map(event -> event.body().type())
                .toList();
    }

    private Outcome propose(Change change) {
        return hub.propose(new Proposal(change, null)).toCompletableFuture().getNow(null);
    }

    @Test
    void what_has_no_room_here_is_not_proposed_and_what_others_place_is_a_gap() {
        Topic fight = use(FIGHT);
        for (String type : List.of("a", "b", "c")) {
            assertThat(propose(event(type, FIGHT))).isInstanceOf(Outcome.Placed.class);
        }
        Cursor<Event> reader = fight.feed().detachedCursor(new Start.After(new Position("e1", 3)));

        assertThat(propose(event("d", FIGHT))).isInstanceOf(Outcome.Full.class);
        assertThat(order.last).isEqualTo(3);

        order.place(event("e", FIGHT));
        order.place(event("f", FIGHT));
        Batch<Event> batch = reader.read(10, 100_000);
        assertThat(batch.gap()).isNotNull();
        assertThat(batch.gap().to().offset()).isEqualTo(4);
        assertThat(batch.entries()).singleElement().extracting(e -> e.body().type()).isEqualTo("f");
    }

    @Test
    void a_topic_for_which_there_is_no_place_is_known_to_have_had_something() {
        use(TopicName.of("room:a"));
        use(TopicName.of("room:b"));
        Topic last = use(TopicName.of("room:c"));
        assertThat(propose(event("x", ROOM))).isInstanceOf(Outcome.Full.class);

        Entry missed = order.place(event("x", ROOM));
        hub.release(last);

        Topic one = use(ROOM);
        assertThat(one.feed().remembersAllSince(new Position("e1", missed.position().offset() - 1)))
                .isFalse();
        assertThat(one.feed().remembersAllSince(missed.position())).isTrue();
    }

    @Test
    void what_cannot_be_read_is_a_gap_of_the_topics_it_may_concern() {
        Topic one = hub.use(new TopicPattern(ROOM.text()), true).orElseThrow();
        Topic other = hub.use(new TopicPattern("room:other"), true).orElseThrow();
        Topic all = hub.use(new TopicPattern("room:*"), true).orElseThrow();
        order.place(event("x", ROOM));
        Cursor<Event> reader = one.feed().cursor(new Start.After(new Position("e1", 1)));
        Cursor<Event> elsewhere = other.feed().cursor(new Start.After(new Position("e1", 1)));
        Cursor<Event> ofAll = all.feed().cursor(new Start.After(new Position("e1", 1)));

        order.place(new Change.Unreadable(List.of(ROOM)));
        order.place(event("y", ROOM));

        for (Cursor<Event> concerned : List.of(reader, ofAll)) {
            Batch<Event> batch = concerned.read(10, 10_000);
            assertThat(batch.gap()).isNotNull();
            assertThat(batch.gap().to().offset()).isEqualTo(2);
            assertThat(batch.entries())
                    .extracting(event -> event.body().type())
                    .containsExactly("y");
        }
        assertThat(elsewhere.isBehind()).isFalse();

        Entry ofAny = order.place(new Change.Unreadable(List.of()));
        for (Cursor<Event> concerned : List.of(reader, elsewhere, ofAll)) {
            assertThat(concerned.read(10, 10_000).gap()).isNotNull();
        }
        hub.release(other);
        Topic later = hub.use(new TopicPattern("app:later"), true).orElseThrow();
        assertThat(later.feed().remembersAllSince(new Position("e1", 1))).isFalse();
        assertThat(later.feed().remembersAllSince(ofAny.position())).isTrue();
    }

    @Test
    void members_that_others_have_placed_are_members_however_many() {
        for (int i = 0; i < MemberTable.MOST_OF_TOPIC; i++) {
            order.place(new Change.Membership(ROOM, "u" + i, true));
        }

        assertThat(propose(new Change.Membership(ROOM, "more", true)))
                .isInstanceOf(Outcome.Full.class);
        order.place(new Change.Membership(ROOM, "other", true));

        assertThat(hub.isMember(ROOM, "more")).isFalse();
        assertThat(hub.isMember(ROOM, "other")).isTrue();
    }

    @Test
    void what_was_deleted_or_cleared_in_a_lag_is_gone_here_too() {
        Topic room = use(ROOM);
        Topic other = use(TopicName.of("room:two"));
        order.place(retained("a", "k"));
        Entry deleted = order.place(retained("b", "l"));
        Entry kept = order.place(event("c", ROOM));
        order.place(event("d", TopicName.of("room:two")));

        // It was away while that was deleted and the other topic cleared.
        Map<TopicName, Recollection.Remembered> topics = new LinkedHashMap<>();
        var first = new Entry(new Position("e1", 1), NOW, retained("a", "k"));
        topics.put(ROOM, new Recollection.Remembered(0, List.of(first, kept), List.of(first)));
        topics.put(TopicName.of("room:two"), new Recollection.Remembered(4, List.of(), List.of()));
        hub.renew(new Recollection(new Position("e1", 9), 0, topics, List.of(), List.of()));

        assertThat(types(room)).hasSize(3);
        Event tombstone =
                room.feed().before(deleted.position().offset() + 1, 1).entries().getFirst();
        assertThat(tombstone.body().members()).isEqualTo(tombstone.body().erased().members());
        assertThat(room.retained()).extracting(event -> event.body().type()).containsExactly("a");
        assertThat(types(other)).isEmpty();
    }
}
