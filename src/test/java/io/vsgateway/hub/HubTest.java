package io.vsgateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.LocalFanout;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HubTest {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Hub hub = hub(100, 1_000_000);

    private Hub hub(int maxTopics, long maxBytes) {
        return new Hub(new LocalFanout("e1", () -> now), HubTest::typeOf, maxTopics, maxBytes);
    }

    private static TopicClass typeOf(TopicPattern name) {
        TopicClass log = TopicClass.log(5, 100_000, LIFE);
        return switch (name.text().replaceFirst("[0-9]*$", "")) {
            case "room:burst" -> log.withBurst(20);
            case "room:open" -> log.open();
            case String text when text.startsWith("combat:") -> TopicClass.kept(3, 10_000, LIFE);
            case String text when text.startsWith("user:") -> TopicClass.inbox(5, 100_000, LIFE);
            default -> log;
        };
    }

    @Test
    void all_topics_share_one_order() {
        Topic one = use("room:one");
        Topic two = use("room:two");

        publish("a", "room:one");
        publish("b", "room:two");
        publish("c", "room:one", "room:two");

        assertThat(hub.endPosition()).isEqualTo(new Position("e1", 3));
        assertThat(since(one, 0)).isEqualTo("1:a 3:c");
        assertThat(since(two, 0)).isEqualTo("2:b 3:c");
    }

    @Test
    void what_comes_at_once_is_there_for_who_is_about_to_read_it_and_later_only_the_last() {
        Topic topic = use("room:burst");
        for (int i = 1; i <= 30; i++) {
            publish("e" + i, "room:burst");
        }
        assertThat(topic.feed().count()).isEqualTo(25);
        now = now.plusSeconds(4);
        publish("a", "room:burst");
        assertThat(since(topic, 6)).startsWith("7:e7 8:e8").endsWith("30:e30 31:a");

        now = now.plusSeconds(2);
        publish("b", "room:burst");
        assertThat(since(topic, 27)).isEqualTo("28:e28 29:e29 30:e30 31:a 32:b");
        assertThat(topic.feed().count()).isEqualTo(5);
    }

    @Test
    void what_came_at_once_is_forgotten_without_anything_that_comes_behind_it() {
        Topic topic = use("room:burst");
        for (int i = 1; i <= 20; i++) {
            publish("e" + i, "room:burst");
        }
        long before = topic.bytes();

        now = now.plusSeconds(6);
        hub.sweep(now);

        assertThat(since(topic, 15)).isEqualTo("16:e16 17:e17 18:e18 19:e19 20:e20");
        assertThat(topic.feed().count()).isEqualTo(5);
        assertThat(hub.bytes()).isLessThan(before);
    }

    @Test
    void a_publication_that_somebody_follows_is_measured_when_that_is_wanted() {
        publish("a", "room:nobody");
        assertThat(hub.delays().isWanted()).isTrue();

        Topic one = use("room:one");
        publish("b", "room:one");
        assertThat(hub.delays().isWanted()).isFalse();
        publish("c", "room:one");
        hub.delays().handed(one.feed(), 0, 3);

        assertThat(hub.delays().take(null).getTotalCount()).isOne();
    }

    @Test
    void users_to_whom_nothing_was_sent_take_no_places() {
        hub = hub(3, 1_000_000);
        List<Topic> inboxes =
                Stream.of("a", "b", "c", "d", "e").map(n -> use("user:" + n)).toList();
        assertThat(hub.count()).isZero();
        use("room:one");
        use("room:two");

        // The last place.
        assertThat(publish("x", "user:a")).isInstanceOf(Outcome.Placed.class);
        assertThat(publish("y", "user:a")).isInstanceOf(Outcome.Placed.class);

        assertThat(hub.count()).isEqualTo(3);
        assertThat(since(inboxes.getFirst(), 0)).isEqualTo("1:x 2:y");
        assertThat(publish("z", "user:b")).isInstanceOf(Outcome.Full.class);
        assertThat(publish("z", "user:a", "user:b")).isInstanceOf(Outcome.Full.class);
        assertThat(since(inboxes.getFirst(), 0)).isEqualTo("1:x 2:y");
        assertThat(hub.use(new TopicPattern("room:three"), true)).isEmpty();
    }

    @Test
    void a_place_is_given_back_when_what_was_sent_is_forgotten() {
        hub = hub(2, 1_000_000);
        Topic a = use("user:a");
        use("user:b");
        use("room:one");
        publish("x", "user:a");
        assertThat(publish("y", "user:b")).isInstanceOf(Outcome.Full.class);

        now = now.plus(LIFE).plusSeconds(1);
        hub.sweep(now);

        assertThat(hub.count()).isOne();
        assertThat(publish("y", "user:b")).isInstanceOf(Outcome.Placed.class);
        assertThat(hub.count()).isEqualTo(2);
        assertThat(a.isGone()).isFalse();
    }

    @Test
    void a_publication_that_does_not_go_into_all_topics_takes_no_place() {
        hub = hub(2, 1_000_000);
        use("user:a");
        use("user:b");
        use("user:c");
        assertThat(publish("x", "user:a", "user:b", "user:c")).isInstanceOf(Outcome.Full.class);

        assertThat(hub.count()).isZero();
        assertThat(publish("x", "user:a", "user:b")).isInstanceOf(Outcome.Placed.class);
        assertThat(hub.count()).isEqualTo(2);
    }

    @Test
    void whose_user_left_keeps_its_place_until_another_needs_it() {
        hub = hub(1, 1_000_000);
        Topic a = use("user:a");
        publish("x", "user:a");
        hub.release(a);
        assertThat(hub.count()).isOne();

        use("user:b");
        assertThat(a.isGone()).isFalse();
        assertThat(publish("y", "user:b")).isInstanceOf(Outcome.Placed.class);

        assertThat(a.isGone()).isTrue();
        assertThat(hub.count()).isOne();
    }

    @Test
    void the_end_has_moved_when_the_readers_of_any_topic_are_woken() {
        Topic one = use("room:one");
        Topic two = use("room:two");
        var ends = new ArrayList<Long>();
        one.feed().awaitAppend(Runnable::run, () -> ends.add(hub.end()));
        two.feed()
                .awaitAppend(
                        Runnable::run,
                        () -> {
                            ends.add(hub.end());
                            assertThat(since(one, 0)).isEqualTo("1:a");
                        });

        publish("a", "room:one", "room:two");

        assertThat(ends).containsExactly(1L, 1L);
    }

    @Test
    void a_topic_that_nobody_uses_remembers_what_is_published() {
        publish("a", "room:one");

        assertThat(since(use("room:one"), 0)).isEqualTo("1:a");
    }

    @Test
    void what_is_old_is_forgotten_and_who_comes_from_before_it_is_told() {
        publish("a", "room:one");
        publish("b", "room:two");
        now = now.plus(LIFE).plusSeconds(1);
        publish("c", "room:two");
        hub.sweep(now);

        assertThat(hub.find(new TopicPattern("room:one"))).isEmpty();
        assertThat(since(use("room:one"), 0)).isEqualTo("[1..1] ");
        assertThat(since(use("room:one"), 1)).isEmpty();
        assertThat(since(use("room:two"), 1)).isEqualTo("[2..2] 3:c");
        assertThat(since(use("room:new"), 0)).isEmpty();
    }

    @Test
    void a_topic_that_is_used_stays() {
        Topic topic = use("room:one");
        now = now.plus(Duration.ofDays(1));
        hub.sweep(now);
        assertThat(hub.find(new TopicPattern("room:one"))).containsSame(topic);

        hub.release(topic);
        hub.sweep(now);
        assertThat(hub.find(new TopicPattern("room:one"))).isEmpty();
        assertThat(hub.bytes()).isZero();
    }

    @Test
    void with_too_many_topics_the_one_that_was_unused_for_longest_leaves() {
        hub = hub(3, 1_000_000);
        publish("a", "room:a");
        publish("b", "room:b");
        Topic c = use("room:c");
        publish("a", "room:a");

        publish("d", "room:d");

        assertThat(names()).containsExactlyInAnyOrder("room:a", "room:c", "room:d");
        assertThat(since(use("room:b"), 1)).isEqualTo("[2..2] ");
        assertThat(names()).containsExactlyInAnyOrder("room:b", "room:c", "room:d");
        assertThat(since(c, 0)).isEmpty();
    }

    @Test
    void with_too_many_topics_in_use_there_is_no_other() {
        hub = hub(2, 1_000_000);
        Topic one = use("room:one");
        use("room:two");

        assertThat(hub.use(new TopicPattern("room:three"), true)).isEmpty();
        assertThat(publish("x", "room:three")).isEqualTo(new Outcome.Full());
        assertThat(publish("x", "room:one", "room:three")).isEqualTo(new Outcome.Full());
        assertThat(since(one, 0)).isEmpty();
    }

    @Test
    void all_together_have_a_bound_and_what_nobody_follows_leaves_first() {
        hub = hub(100, 20_000);
        Topic used = use("room:used");
        publish("u", "room:used");
        for (int i = 0; i < 50; i++) {
            publish("x".repeat(60), "room:r" + i);
        }

        assertThat(hub.bytes()).isLessThanOrEqualTo(20_000);
        assertThat(hub.count()).isLessThan(20);
        assertThat(since(used, 0)).isEqualTo("1:u");
        assertThat(since(use("room:r0"), 1)).isEqualTo("[2..2] ");
        assertThat(since(use("room:r49"), 1)).startsWith("51:");
    }

    @Test
    void topics_in_use_forget_too_when_that_is_not_enough() {
        hub = hub(100, 5_000);
        List<Topic> topics = Stream.of("room:a", "room:b", "room:c").map(this::use).toList();
        for (int i = 0; i < 5; i++) {
            publishBody("x", 300, "room:a");
            publishBody("x", 300, "room:b");
        }

        assertThat(hub.bytes()).isLessThanOrEqualTo(5_000);
        assertThat(topics.get(1).feed().lastOffset()).isEqualTo(10);
    }

    @Test
    void where_anybody_may_write_nothing_is_driven_out_elsewhere() {
        hub = hub(1000, 40_000);
        publish("mail", "user:away");
        publish("news", "game:all");
        Topic followed = use("room:open");
        for (int i = 0; i < 100; i++) {
            publishBody("x", 500, "room:open" + i);
            publishBody("x", 500, "room:open");
            assertThat(hub.bytes()).isLessThanOrEqualTo(20_000 + 5_000);
        }

        assertThat(followed.feed().lastOffset()).isEqualTo(202);
        assertThat(since(use("user:away"), 0)).isEqualTo("1:mail");
        assertThat(since(use("game:all"), 0)).isEqualTo("2:news");
        assertThat(since(use("room:open0"), 2)).isEqualTo("[3..3] ");
        assertThat(hub.count()).isGreaterThan(5);
    }

    @Test
    void those_whom_nobody_knows_do_not_get_the_last_places() {
        hub = hub(4, 1_000_000);
        publish("a", "room:one");
        use("room:two");

        assertThat(hub.use(new TopicPattern("room:three"), false)).isEmpty();
        assertThat(hub.use(new TopicPattern("room:one"), false)).isPresent();
        assertThat(hub.use(new TopicPattern("room:three"), true)).isPresent();
    }

    @Test
    void one_that_is_left_empty_is_not_there_any_more_and_pushes_nobody_out() {
        hub = hub(2, 1_000_000);
        publish("a", "room:one");
        for (int i = 0; i < 100; i++) {
            hub.release(use("room:none" + i));
        }

        assertThat(since(use("room:one"), 0)).isEqualTo("1:a");
    }

    @Test
    void what_was_refused_may_be_published_again_under_its_key() {
        hub = hub(1, 1_000_000);
        Topic other = use("room:other");
        assertThat(propose("a", "k", null, "room:one")).isEqualTo(new Outcome.Full());

        hub.release(other);

        assertThat(propose("a", "k", null, "room:one")).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void kept_topics_take_no_more_than_half_of_the_memory() {
        hub = hub(1000, 20_000);
        publish("u", "room:used");
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += publish("x", "combat:c" + i) instanceof Outcome.Placed ? 1 : 0;
        }

        assertThat(taken).isBetween(5, 12);
        assertThat(since(use("room:used"), 0)).isEqualTo("1:u");
    }

    @Test
    void one_that_is_kept_goes_when_its_time_is_over_whatever_it_retains() {
        propose("state", null, "state", "combat:c1");
        now = now.plus(LIFE).plusSeconds(1);
        hub.sweep(now);

        assertThat(hub.count()).isZero();
    }

    @Test
    void one_that_is_kept_refuses_what_has_no_room() {
        Topic combat = use("combat:c1");
        publish("a", "combat:c1");
        publish("b", "combat:c1");
        publish("c", "combat:c1");

        assertThat(publish("d", "combat:c1")).isEqualTo(new Outcome.Full());
        assertThat(publish("d", "room:one", "combat:c1")).isEqualTo(new Outcome.Full());

        assertThat(since(combat, 0)).isEqualTo("1:a 2:b 3:c");
        assertThat(since(use("room:one"), 0)).isEmpty();
    }

    @Test
    void what_comes_again_with_its_key_is_not_published_again() {
        Topic topic = use("room:one");

        Outcome first = propose("a", "k", null, "room:one");
        Outcome again = propose("a", "k", null, "room:one");

        assertThat(first).isEqualTo(new Outcome.Placed(new Position("e1", 1), now, false));
        assertThat(again).isEqualTo(new Outcome.Placed(new Position("e1", 1), now, true));
        assertThat(since(topic, 0)).isEqualTo("1:a");
    }

    @Test
    void the_latest_value_of_each_key_is_retained() {
        Topic topic = use("room:one");
        propose("a", null, "k1", "room:one");
        propose("b", null, "k2", "room:one");
        propose("c", null, "k1", "room:one");

        assertThat(topic.retained()).extracting(e -> e.body().type()).containsExactly("b", "c");

        hub.release(topic);
        now = now.plus(LIFE).plusSeconds(1);
        hub.sweep(now);
        assertThat(use("room:one").retained()).hasSize(2);
    }

    @Test
    void retained_values_have_bounds() {
        Topic topic = use("room:one");
        for (int i = 0; i < 100; i++) {
            propose("t" + i, null, "k" + i, "room:one");
        }

        assertThat(topic.retained()).hasSize(Topic.MOST_RETAINED);
        assertThat(topic.retained().getFirst().body().type()).isEqualTo("t36");
    }

    @Test
    void members_are_made_and_unmade_in_the_order() {
        TopicName topic = TopicName.of("room:vip");
        member(topic, "ada", true);

        assertThat(hub.isMember(topic, "ada")).isTrue();
        assertThat(hub.isMember(topic, "bob")).isFalse();
        assertThat(hub.isMember(TopicName.of("room:other"), "ada")).isFalse();

        member(topic, "ada", false);
        assertThat(hub.isMember(topic, "ada")).isFalse();
        assertThat(hub.end()).isEqualTo(2);
    }

    @Test
    void a_topic_has_room_for_so_many_members() {
        TopicName topic = TopicName.of("room:vip");
        for (int i = 0; i < MemberTable.MOST_OF_TOPIC; i++) {
            member(topic, "u" + i, true);
        }

        assertThat(member(topic, "one more", true)).isEqualTo(new Outcome.Full());
        assertThat(member(topic, "u7", true)).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void who_uses_all_that_begin_alike_gets_each_once_under_its_topic() {
        Topic rooms = use("room:*");
        Topic all = use("*");

        publish("a", "room:one");
        publish("b", "app:x", "room:two", "room:three");
        publish("c", "app:x");

        assertThat(since(rooms, 0)).isEqualTo("1:a 2:b");
        assertThat(since(all, 0)).isEqualTo("1:a 2:b 3:c");
        assertThat(rooms.feed().at(2).topic()).isEqualTo(TopicName.of("room:two"));
        assertThat(all.feed().at(2).topic()).isEqualTo(TopicName.of("app:x"));

        hub.release(rooms);
        now = now.plus(LIFE).plusSeconds(1);
        hub.sweep(now);
        publish("d", "room:one");
        assertThat(names()).containsExactlyInAnyOrder("*", "room:one");
        assertThat(since(use("room:*"), 4)).isEmpty();
        assertThat(since(use("room:*"), 2)).isEqualTo("[3..4] ");
    }

    @Test
    void topics_that_come_and_go_leave_nothing_behind() {
        for (int i = 0; i < 100_000; i++) {
            Topic topic = use("room:r" + i);
            publish("x", "room:r" + i);
            hub.release(topic);
            if (i % 1000 == 0) {
                now = now.plus(LIFE).plusSeconds(1);
                hub.sweep(now);
            }
        }
        now = now.plus(LIFE).plusSeconds(1);
        hub.sweep(now);

        assertThat(hub.count()).isZero();
        assertThat(hub.bytes()).isZero();
    }

    private Topic use(String name) {
        return hub.use(new TopicPattern(name), true).orElseThrow();
    }

    private Outcome publish(String type, String... topics) {
        return propose(type, null, null, topics);
    }

    private Outcome propose(
            String type, @Nullable String key, @Nullable String retain, String... topics) {
        EventBody body = EventBody.of(type, JsonNodeFactory.instance.objectNode());
        return proposed(body, key, retain, topics);
    }

    private void publishBody(String type, int bytes, String topic) {
        var members = JsonNodeFactory.instance.objectNode().put("data", "x".repeat(bytes));
        proposed(EventBody.of(type, members), null, null, topic);
    }

    private Outcome proposed(
            EventBody body, @Nullable String key, @Nullable String retain, String... topics) {
        List<TopicName> names = Stream.of(topics).map(TopicName::of).toList();
        var change = new Change.Publication(names, body, null, retain);
        return hub.propose(new Proposal(change, key)).toCompletableFuture().join();
    }

    private Outcome member(TopicName topic, String user, boolean in) {
        return hub.propose(new Proposal(new Change.Membership(topic, user, in), null))
                .toCompletableFuture()
                .join();
    }

    private List<String> names() {
        return hub.topics().stream().map(topic -> topic.name().text()).toList();
    }

    private static String since(Topic topic, long offset) {
        Batch<Event> batch =
                topic.feed()
                        .detachedCursor(new Start.After(new Position("e1", offset)))
                        .read(99, 1_000_000);
        String gap =
                batch.gap() instanceof Gap told
                        ? "[%d..%d] ".formatted(told.from().offset(), told.to().offset())
                        : "";
        var events = new ArrayList<String>();
        for (int i = 0; i < batch.entries().size(); i++) {
            events.add(batch.offset(i) + ":" + batch.entries().get(i).body().type());
        }
        return gap + String.join(" ", events);
    }
}
