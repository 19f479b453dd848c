package io.vsgateway.fanout.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Vertx;
import io.vsgateway.Patience;
import io.vsgateway.TestSettings;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Fanout;
import io.vsgateway.fanout.OrderContract;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Position;
import io.vsgateway.it.RedisServer;
import io.vsgateway.seal.Seal;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The same promises over a real Redis, and what becomes of them when it fails.
@ExtendWith(Patience.class)
class RedisFanoutTest extends OrderContract {
    private static final TopicName ONE = TopicName.of("room:one");
    private static final Bounds BOUNDS = new Bounds(100, 100_000, Duration.ofHours(1));

    private static final int MOST_TOPICS = 20;

    @TempDir static Path folder;
    private static Vertx vertx;
    private static RedisServer redis;

    private final List<RedisFanout> open = new ArrayList<>();
    private int nodes;

    @BeforeAll
    static void begin() {
        redis = RedisServer.start(folder, "--appendonly", "yes", "--appendfsync", "always");
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        // Without a Redis all are skipped.
        if (redis != null) {
            vertx.close();
            redis.close();
        }
    }

    @BeforeEach
    void empty() {
        redis.cli("FLUSHALL");
    }

    @AfterEach
    void close() {
        open.forEach(RedisFanout::close);
    }

    @Override
    protected Fanout order() {
        return node("2s", "50000");
    }

    private RedisFanout node(String patience, String entries) {
        return node(patience, entries, Seal.none());
    }

    private RedisFanout node(String patience, String entries, Seal seal) {
        RedisSettings settings =
                TestSettings.of(
                        RedisSettings.class,
                        "vs.redis.patience",
                        patience,
                        "vs.redis.bus-entries",
                        entries);
        var order =
                new RedisFanout(
                        vertx,
                        redis.url(),
                        settings,
                        seal,
                        "n" + ++nodes,
                        _ -> BOUNDS,
                        MOST_TOPICS);
        open.add(order);
        return order;
    }

    @Test
    void all_gateways_are_handed_the_same_entries_at_the_same_places() throws Exception {
        RedisFanout one = node("2s", "50000");
        RedisFanout two = node("2s", "50000");
        var first = new Follower();
        var second = new Follower();
        one.follow(first);
        two.follow(second);

        for (int i = 0; i < 50; i++) {
            placed(i % 2 == 0 ? one : two, proposal("event" + i, null));
        }

        await().until(() -> first.entries.size() == 50 && second.entries.size() == 50);
        assertThat(second.entries).isEqualTo(first.entries);
        assertThat(first.renewals).isEmpty();
    }

    @Test
    void an_entry_comes_as_it_was_proposed() throws Exception {
        RedisFanout order = node("2s", "50000");
        RedisFanout other = node("2s", "50000");
        var seen = new Follower();
        order.follow(new Follower());
        other.follow(seen);
        var body =
                EventBody.of(
                        "said",
                        JsonNodeFactory.instance.objectNode().put("text", "ä \" \\ \u2028 😀\n"));
        var two = TopicName.of("chat:guild:älg");
        List<Change> changes =
                List.of(
                        new Change.Publication(List.of(ONE, two), body, "user with blanks", "k k"),
                        new Change.Publication(List.of(two), body, null, null),
                        new Change.Deletion(ONE, new Position("0", 7), body),
                        new Change.Membership(two, "a b + c", true),
                        new Change.Membership(two, "a b + c", false),
                        new Change.Clearing(ONE));

        for (Change change : changes) {
            placed(order, new Proposal(change, null));
        }

        await().until(() -> seen.entries.size() == changes.size());
        assertThat(seen.entries).extracting(Entry::change).containsExactlyElementsOf(changes);
    }

    @Test
    void who_comes_later_is_told_what_is_remembered() throws Exception {
        RedisFanout order = node("2s", "50000");
        order.follow(new Follower());
        Placement.Placed gone = placed(order, proposal("gone", null));
        placed(order, proposal("stays", null));
        placed(
                order,
                new Proposal(new Change.Deletion(ONE, gone.position(), body("notice")), null));
        placed(order, retaining("old", "k"));
        Placement.Placed last = placed(order, retaining("new", "k"));
        placed(order, new Proposal(new Change.Membership(ONE, "u 1", true), null));
        placed(order, new Proposal(new Change.Membership(ONE, "u2", true), null));
        Placement.Placed end =
                placed(order, new Proposal(new Change.Membership(ONE, "u2", false), null));

        Recollection memory = node("2s", "50000").follow(new Follower());

        assertThat(memory.end()).isEqualTo(end.position());
        assertThat(memory.memberships()).containsExactly(new Change.Membership(ONE, "u 1", true));
        assertThat(memory.topics()).containsOnlyKeys(ONE);
        Recollection.Remembered topic = memory.topics().get(ONE);
        assertThat(
                        topic.entries().stream()
                                .map(Entry::change)
                                .filter(Change.Publication.class::isInstance))
                .extracting(change -> ((Change.Publication) change).body().type())
                .containsExactly("stays", "old", "new");
        assertThat(topic.retained())
                .singleElement()
                .satisfies(one -> {
                    assertThat(type(one)).isEqualTo("new");
                    assertThat(one.position()).isEqualTo(last.position());
                    assertThat(one.at()).isEqualTo(last.at());
                });
    }

    @Test
    void what_redis_has_forgotten_of_a_topic_is_known() throws Exception {
        RedisFanout order = node("2s", "50000");
        order.follow(new Follower());
        for (int i = 0; i < 1000; i++) {
            placed(order, proposal("e" + i, null));
        }

        Recollection.Remembered topic =
                node("2s", "50000").follow(new Follower()).topics().get(ONE);

        assertThat(topic.entries()).hasSizeBetween(100, 300);
        assertThat(topic.forgotten()).isEqualTo(topic.entries().getFirst().position().offset() - 1);
    }

    @Test
    void of_large_events_redis_remembers_fewer() throws Exception {
        RedisFanout order = node("2s", "1000");
        order.follow(new Follower());
        for (int i = 0; i < 150; i++) {
            EventBody body =
                    EventBody.of(
                            "large",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("x", "x".repeat(30_000))
                                    .put("n", i));
            var event = new Change.Publication(List.of(ONE), body, null, "k" + i % 10);
            placed(order, new Proposal(event, null));
        }

        assertThat(memory("{vs}:t:room:one")).isLessThan(150_000);
        assertThat(memory("{vs}:r:room:one")).isLessThan(150_000);
        assertThat(memory("{vs}:bus")).isLessThan(2_200_000);
        Recollection.Remembered topic = node("2s", "1000").follow(new Follower()).topics().get(ONE);
        assertThat(topic.entries()).hasSizeBetween(1, 4);
        assertThat(topic.forgotten()).isEqualTo(topic.entries().getFirst().position().offset() - 1);
        assertThat(topic.retained()).hasSizeBetween(1, 4);
    }

    private static int memory(String key) {
        return Integer.parseInt(redis.cli("MEMORY", "USAGE", key));
    }

    @Test
    void an_order_that_is_cleared_is_known_to_have_been_there() throws Exception {
        RedisFanout order = node("2s", "50000");
        order.follow(new Follower());
        placed(order, proposal("one", null));
        Placement.Placed last = placed(order, proposal("two", null));
        placed(order, new Proposal(new Change.Clearing(ONE), null));

        Recollection.Remembered topic =
                node("2s", "50000").follow(new Follower()).topics().get(ONE);

        assertThat(topic.entries()).isEmpty();
        assertThat(topic.forgotten()).isEqualTo(last.position().offset());
    }

    @Test
    void a_topic_that_redis_has_forgotten_is_known_to_have_been_there() throws Exception {
        RedisFanout order = node("2s", "50000");
        order.follow(new Follower());
        Placement.Placed last = placed(order, proposal("old", null));
        redis.cli("DEL", "{vs}:t:room:one");

        Recollection.Remembered gone = node("2s", "50000").follow(new Follower()).topics().get(ONE);
        assertThat(gone.entries()).isEmpty();
        assertThat(gone.forgotten()).isEqualTo(last.position().offset());

        placed(order, proposal("new", null));
        Recollection.Remembered anew = node("2s", "50000").follow(new Follower()).topics().get(ONE);
        assertThat(anew.entries()).singleElement().extracting(OrderContract::type).isEqualTo("new");
        assertThat(anew.forgotten()).isGreaterThanOrEqualTo(last.position().offset());
    }

    @Test
    void of_topics_that_are_too_many_it_is_known_up_to_where_they_were() throws Exception {
        RedisFanout order = node("2s", "50000");
        order.follow(new Follower());
        var left = new ArrayList<Placement.Placed>();
        for (int i = 0; i < MOST_TOPICS + 2; i++) {
            var topic = TopicName.of("room:r" + i);
            var event = new Change.Publication(List.of(topic), body("e"), null, null);
            left.add(placed(order, new Proposal(event, null)));
        }

        Recollection memory = node("2s", "50000").follow(new Follower());

        assertThat(memory.topics())
                .hasSize(MOST_TOPICS)
                .doesNotContainKeys(TopicName.of("room:r0"), TopicName.of("room:r1"));
        assertThat(memory.leftOut()).isEqualTo(left.get(1).position().offset());
    }

    @Test
    void another_run_of_redis_is_another_epoch_with_what_it_still_has() throws Exception {
        RedisFanout order = node("10s", "50000");
        var seen = new Follower();
        order.follow(seen);
        Placement.Placed before = placed(order, proposal("before", null));

        redis.kill();
        CompletionStage<Placement> meanwhile = order.propose(proposal("meanwhile", null));
        redis.startAgain();

        var after = (Placement.Placed) meanwhile.toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(after.position().epoch()).isNotEqualTo(before.position().epoch());
        assertThat(after.position().offset()).isGreaterThan(before.position().offset());
        assertThat(seen.renewals).hasSize(1);
        assertThat(known(seen)).contains("before", "meanwhile");
    }

    /// What a follower knows after the last renewal.
    private static List<String> known(Follower seen) {
        var types = new ArrayList<String>();
        Recollection memory = seen.renewals.getLast();
        memory.topics()
                .getOrDefault(ONE, new Recollection.Remembered(0, List.of(), List.of()))
                .entries()
                .forEach(one -> types.add(type(one)));
        seen.entries.stream()
                .filter(one -> one.position().epoch().equals(memory.end().epoch()))
                .forEach(one -> types.add(type(one)));
        return types;
    }

    @Test
    void a_redis_that_was_emptied_is_another_epoch_with_nothing_in_it() throws Exception {
        RedisFanout order = node("2s", "50000");
        RedisFanout idle = node("2s", "50000");
        var seen = new Follower();
        var idler = new Follower();
        order.follow(seen);
        idle.follow(idler);
        placed(order, proposal("before", null));

        redis.cli("FLUSHALL");
        placed(order, proposal("after", null));

        await().until(() -> !seen.renewals.isEmpty() && !idler.renewals.isEmpty());
        assertThat(known(seen)).containsExactly("after");
        await().untilAsserted(() -> assertThat(known(idler)).containsExactly("after"));
    }

    @Test
    void connections_that_are_cut_lose_nothing() throws Exception {
        RedisFanout order = node("20s", "50000");
        var seen = new Follower();
        Position begin = order.follow(seen).end();
        var placements = new ArrayList<CompletionStage<Placement>>();

        for (int i = 0; i < 400; i++) {
            placements.add(order.propose(proposal("e" + i, null)));
            if (i % 50 == 25) {
                redis.cli("CLIENT", "KILL", "TYPE", "normal");
            }
        }

        for (CompletionStage<Placement> one : placements) {
            assertThat(one.toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(Placement.Placed.class);
        }
        assertThat(seen.renewals).isEmpty();
        assertThat(seen.entries).hasSize(400);
        for (int i = 0; i < 400; i++) {
            assertThat(type(seen.entries.get(i))).isEqualTo("e" + i);
            assertThat(seen.entries.get(i).position().offset()).isEqualTo(begin.offset() + i + 1);
        }
    }

    @Test
    void a_redis_that_hangs_makes_publishers_wait_and_then_refuses_them() throws Exception {
        RedisFanout order = node("500ms", "50000");
        var seen = new Follower();
        order.follow(seen);
        placed(order, proposal("before", null));

        redis.pause();
        try {
            CompletionStage<Placement> late = order.propose(proposal("late", null));
            assertThat(late.toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Placement.Refused(Placement.Reason.UNKNOWN));
            await().until(() -> !order.state().isReached());
            CompletionStage<Placement> later = order.propose(proposal("later", null));
            assertThat(later.toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Placement.Refused(Placement.Reason.UNAVAILABLE));
        } finally {
            redis.goOn();
        }

        await().until(() -> order.state().isReached());
        placed(order, proposal("after", null));
        assertThat(seen.renewals).isEmpty();
        assertThat(seen.types()).startsWith("before").endsWith("after").doesNotContain("later");
    }

    @Test
    void who_ends_refuses_what_waits_and_what_comes_later() throws Exception {
        RedisFanout order = node("60s", "50000");
        order.follow(new Follower());
        redis.pause();
        try {
            CompletionStage<Placement> waits = order.propose(proposal("waits", null));

            order.close();

            assertThat(waits.toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Placement.Refused.class);
            assertThat(order.propose(proposal("later", null)).toCompletableFuture().getNow(null))
                    .isEqualTo(new Placement.Refused(Placement.Reason.UNAVAILABLE));
        } finally {
            redis.goOn();
        }
    }

    @Test
    void too_many_who_wait_are_refused() throws Exception {
        RedisFanout order = node("60s", "50000");
        order.follow(new Follower());
        redis.pause();
        try {
            for (int i = 0; i < Proposals.MOST; i++) {
                CompletionStage<Placement> _ = order.propose(proposal("e", null));
            }
            assertThat(order.propose(proposal("e", null)).toCompletableFuture().getNow(null))
                    .isEqualTo(new Placement.Refused(Placement.Reason.BUSY));
        } finally {
            redis.goOn();
        }
        await().until(() -> order.state().waiting() == 0);
        placed(order, proposal("e", null));
    }

    @Test
    void a_gateway_that_lags_behind_the_stream_fetches_what_it_missed() throws Exception {
        RedisFanout order = node("2s", "1000");
        order.follow(new Follower());
        var slow =
                new Fanout.Listener() {
                    final List<Recollection> renewals = new CopyOnWriteArrayList<>();
                    final List<Entry> entries = new CopyOnWriteArrayList<>();
                    volatile boolean waits = true;

                    @Override
                    public boolean entry(Entry entry) {
                        entries.add(entry);
                        await().until(() -> !waits);
                        return true;
                    }

                    @Override
                    public void renew(Recollection memory) {
                        renewals.add(memory);
                    }
                };
        node("2s", "1000").follow(slow);
        for (int i = 0; i < 3000; i++) {
            placed(order, proposal("e" + i, null));
        }
        slow.waits = false;

        Placement.Placed last = placed(order, proposal("last", null));

        await().until(() ->
                !slow.renewals.isEmpty()
                        && (slow.renewals.getLast().end().equals(last.position())
                                || slow.entries.getLast().position().equals(last.position())));
        assertThat(slow.renewals.getFirst().end().epoch()).isEqualTo(last.position().epoch());
    }

    @Test
    void a_full_redis_refuses_and_takes_again_when_there_is_room() throws Exception {
        RedisFanout order = node("500ms", "50000");
        var seen = new Follower();
        order.follow(seen);
        placed(order, proposal("before", null));

        redis.cli("CONFIG", "SET", "maxmemory", "1");
        try {
            CompletionStage<Placement> full = order.propose(proposal("full", null));
            assertThat(full.toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Placement.Refused(Placement.Reason.UNAVAILABLE));
            assertThat(order.state().isFull()).isTrue();
            // Nor does it take it for gone when it says that it lives.
            int calls = scriptCalls();
            await().until(() -> scriptCalls() > calls + 1);
            assertThat(order.state().isReached()).isTrue();
            assertThat(order.state().connects()).isEqualTo(1);
        } finally {
            redis.cli("CONFIG", "SET", "maxmemory", "0");
        }

        await().untilAsserted(() -> placed(order, proposal("after", null)));
        assertThat(seen.types()).doesNotContain("full");
        await().until(() -> !order.state().isFull());
    }

    @Test
    void a_full_redis_is_noticed_though_nothing_is_published() {
        RedisFanout order = node("500ms", "50000");
        order.follow(new Follower());
        assertThat(order.state().isFull()).isFalse();

        redis.cli("CONFIG", "SET", "maxmemory", "1");
        try {
            await().until(() -> order.state().isFull());
        } finally {
            redis.cli("CONFIG", "SET", "maxmemory", "0");
        }

        assertThat(order.state().isReached()).isTrue();
        assertThat(order.state().refused()).isZero();
    }

    private static int scriptCalls() {
        return redis.cli("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:calls="))
                .map(line -> line.replaceAll(".*?calls=(\\d+).*", "$1"))
                .mapToInt(Integer::parseInt)
                .sum();
    }

    @Test
    void a_gateway_that_falls_silent_is_told_of_once() throws Exception {
        RedisFanout dies = node("2s", "50000");
        dies.follow(new Follower());
        dies.close();
        var seen = new Follower();
        node("2s", "50000").follow(seen);
        var other = new Follower();
        node("2s", "50000").follow(other);

        await().until(() -> !seen.entries.isEmpty() && !other.entries.isEmpty());

        assertThat(seen.entries)
                .extracting(Entry::change)
                .containsExactly(new Change.NodeDown("n1"));
        assertThat(other.entries).isEqualTo(seen.entries);
    }

    @Test
    void without_redis_a_gateway_starts_and_follows_when_it_comes() throws Exception {
        redis.kill();
        RedisFanout order = node("500ms", "50000");
        var seen = new Follower();
        try {
            assertThat(order.follow(seen).end()).isEqualTo(new Position("0", 0));
            assertThat(
                            order.propose(proposal("early", null))
                                    .toCompletableFuture()
                                    .get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Placement.Refused(Placement.Reason.UNAVAILABLE));
        } finally {
            redis.startAgain();
        }

        await().until(() -> !seen.renewals.isEmpty());
        placed(order, proposal("late", null));
    }

    private static Proposal retaining(String type, String key) {
        return new Proposal(new Change.Publication(List.of(ONE), body(type), null, key), null);
    }

    private static EventBody body(String type) {
        return EventBody.of(type, JsonNodeFactory.instance.objectNode());
    }
}
