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
import io.vsgateway.it.RedisServer;
import io.vsgateway.seal.Seal;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The same promises where all that goes to Redis is sealed, and what becomes of what cannot be
/// opened.
@ExtendWith(Patience.class)
class SealedOrderTest extends OrderContract {
    private static final TopicName ONE = TopicName.of("room:quartz");
    private static final TopicName TWO = TopicName.of("chat:guild:basalt");
    private static final Bounds BOUNDS = new Bounds(100, 100_000, Duration.ofHours(1));

    @TempDir static Path folder;
    private static Vertx vertx;
    private static RedisServer redis;

    private final List<AutoCloseable> open = new ArrayList<>();
    private int nodes;

    @BeforeAll
    static void begin() {
        redis = RedisServer.start(folder);
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
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Override
    protected Fanout order() {
        return node(seal("1"));
    }

    /// @param keys a digit for each
    private static Seal seal(String keys) {
        var text = new StringBuilder();
        for (char one : keys.toCharArray()) {
            byte[] bytes = new byte[32];
            bytes[0] = (byte) one;
            text.append(Base64.getEncoder().encodeToString(bytes)).append(' ');
        }
        RedisSettings settings =
                TestSettings.of(
                        RedisSettings.class, "vs.redis.encryption-key", text.toString().strip());
        return Sealing.of(settings);
    }

    private RedisFanout node(Seal seal) {
        RedisSettings settings = TestSettings.of(RedisSettings.class, "vs.redis.patience", "5s");
        var order =
                new RedisFanout(vertx, redis.url(), settings, seal, "n" + ++nodes, _ -> BOUNDS, 20);
        open.add(order);
        return order;
    }

    private static Change.Publication said(String text, TopicName... topics) {
        var body = EventBody.of("obsidian", JsonNodeFactory.instance.objectNode().put("x", text));
        return new Change.Publication(List.of(topics), body, "marble", null);
    }

    private static Change.Publication state(String text, TopicName topic) {
        var body = EventBody.of("obsidian", JsonNodeFactory.instance.objectNode().put("x", text));
        return new Change.Publication(List.of(topic), body, null, "granite");
    }

    private static Placement.Placed place(RedisFanout order, Change change, String key)
            throws Exception {
        return (Placement.Placed)
                order.propose(new Proposal(change, key))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    /// One change of each kind.
    private static List<Change> all(RedisFanout order) throws Exception {
        Placement.Placed first = place(order, said("feldspar", ONE, TWO), "gneiss");
        List<Change> changes =
                List.of(
                        said("feldspar", ONE, TWO),
                        state("feldspar", TWO),
                        new Change.Deletion(
                                TWO,
                                first.position(),
                                EventBody.of("obsidian", JsonNodeFactory.instance.objectNode())),
                        new Change.Membership(ONE, "marble", true),
                        new Change.Membership(TWO, "marble", true),
                        new Change.Membership(TWO, "marble", false),
                        new Change.Note("sanction", "schist", "slate"),
                        new Change.Note("sanction", "pumice", "slate"),
                        new Change.Note("sanction", "pumice", ""),
                        new Change.Note("roster", "", "slate"),
                        new Change.Clearing(TopicName.of("room:tuff")));
        for (Change change : changes.subList(1, changes.size())) {
            place(order, change, null);
        }
        return changes;
    }

    @Test
    void nothing_that_was_said_and_no_name_is_to_be_found_in_redis_or_on_its_way()
            throws Exception {
        try (RedisServer.Monitor monitor = redis.monitor()) {
            RedisFanout order = node(seal("1"));
            order.follow(new Follower());
            all(order);
            order.close();
            String held = redis.everything();
            String seen = monitor.text("the-end", () -> redis.cli("ECHO", "the-end"));

            for (String secret :
                    List.of(
                            "quartz",
                            "basalt",
                            "obsidian",
                            "marble",
                            "granite",
                            "feldspar",
                            "gneiss",
                            "schist",
                            "pumice",
                            "slate",
                            "tuff")) {
                assertThat(held).doesNotContainIgnoringCase(secret);
                assertThat(seen).doesNotContainIgnoringCase(secret);
            }
            assertThat(held).contains("sealed:", "{vs}:t:", "{vs}:r:", "{vs}:i:", "sanction ");
            assertThat(seen).contains("sealed:", "evalsha");
        }
    }

    @Test
    void every_change_comes_as_it_was_proposed_and_is_remembered() throws Exception {
        RedisFanout one = node(seal("1"));
        RedisFanout two = node(seal("1"));
        var follower = new Follower();
        one.follow(new Follower());
        two.follow(follower);

        List<Change> changes = all(one);
        await().until(() -> follower.entries.size() == changes.size());

        // Of a deletion, the epoch of what is deleted does not travel.
        assertThat(follower.changes().subList(0, 2)).isEqualTo(changes.subList(0, 2));
        assertThat(follower.changes().subList(3, changes.size()))
                .isEqualTo(changes.subList(3, changes.size()));
        Recollection memory = node(seal("1")).follow(new Follower());
        assertThat(memory.topics().keySet()).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(memory.topics().get(ONE).entries()).hasSize(1);
        assertThat(memory.topics().get(TWO).retained())
                .extracting(Entry::change)
                .containsExactly(state("feldspar", TWO));
        assertThat(memory.memberships())
                .containsExactly(new Change.Membership(ONE, "marble", true));
        assertThat(memory.notes()).containsExactly(new Change.Note("sanction", "schist", "slate"));
    }

    @Test
    void a_gateway_with_another_key_or_none_takes_no_part_and_is_no_trouble() throws Exception {
        RedisFanout one = node(seal("1"));
        var follower = new Follower();
        one.follow(follower);
        place(one, said("feldspar", ONE), null);

        for (Seal wrong : List.of(seal("2"), Seal.none())) {
            RedisFanout other = node(wrong);
            assertThat(other.follow(new Follower()).topics()).isEmpty();
            assertThat(other.state().isReached()).isFalse();
            assertThat(
                            other.propose(new Proposal(said("slate", ONE), null))
                                    .toCompletableFuture()
                                    .get(10, TimeUnit.SECONDS))
                    .isEqualTo(new Placement.Refused(Placement.Reason.UNAVAILABLE));
        }
        place(one, said("feldspar", ONE), null);
        assertThat(follower.entries).hasSize(2);
    }

    @Test
    void a_gateway_with_a_key_does_not_join_an_order_that_is_not_sealed() {
        node(Seal.none()).follow(new Follower());

        RedisFanout other = node(seal("1"));
        other.follow(new Follower());
        assertThat(other.state().isReached()).isFalse();
    }

    @Test
    void keys_are_exchanged_one_gateway_after_the_other_and_nothing_is_lost() throws Exception {
        // All open both, and one after the other seals with the new one.
        RedisFanout old = node(seal("12"));
        RedisFanout renewed = node(seal("21"));
        var atOld = new Follower();
        var atNew = new Follower();
        old.follow(atOld);
        renewed.follow(atNew);
        place(old, state("old", ONE), "k1");
        place(old, new Change.Membership(ONE, "ada", true), null);
        place(old, new Change.Membership(ONE, "bob", true), null);
        place(old, new Change.Note("sanction", "a", "1"), null);
        place(old, new Change.Note("sanction", "b", "1"), null);
        Placement.Placed kept = place(old, said("kept", ONE), null);
        Placement.Placed deleted = place(old, said("deleted", TWO), null);

        assertThat(place(renewed, said("again", ONE), "k1").isDuplicate()).isTrue();
        place(renewed, state("new", ONE), null);
        place(renewed, new Change.Membership(ONE, "bob", false), null);
        place(renewed, new Change.Membership(ONE, "ada", true), null);
        place(renewed, new Change.Note("sanction", "a", "2"), null);
        place(renewed, new Change.Note("sanction", "b", ""), null);
        place(
                renewed,
                new Change.Deletion(
                        TWO,
                        deleted.position(),
                        EventBody.of("gone", JsonNodeFactory.instance.objectNode())),
                null);
        await().until(() -> atOld.entries.size() == 13 && atNew.entries.size() == 13);
        assertThat(atOld.entries).isEqualTo(atNew.entries);
        assertThat(atOld.changes()).noneMatch(Change.Unreadable.class::isInstance);

        for (String keys : List.of("12", "21")) {
            Recollection memory = node(seal(keys)).follow(new Follower());
            Recollection.Remembered one = memory.topics().get(ONE);
            assertThat(one.forgotten()).isZero();
            assertThat(one.entries())
                    .extracting(Entry::change)
                    .containsExactly(state("old", ONE), said("kept", ONE), state("new", ONE));
            assertThat(one.retained()).extracting(Entry::change).containsExactly(state("new", ONE));
            assertThat(memory.topics().get(TWO).entries())
                    .noneMatch(entry -> entry.position().equals(deleted.position()));
            assertThat(memory.memberships())
                    .containsExactly(new Change.Membership(ONE, "ada", true));
            assertThat(memory.notes()).containsExactly(new Change.Note("sanction", "a", "2"));
        }
        // Once the old one is left out, what it has sealed is told as missing.
        Recollection memory = node(seal("2")).follow(new Follower());
        assertThat(memory.topics().get(ONE).entries())
                .extracting(Entry::change)
                .containsExactly(state("new", ONE));
        assertThat(memory.leftOut()).isGreaterThanOrEqualTo(kept.position().offset());
    }

    @Test
    void what_was_changed_or_is_not_sealed_is_a_gap_of_its_topics_and_the_order_goes_on()
            throws Exception {
        Seal seal = seal("1");
        RedisFanout order = node(seal);
        var follower = new Follower();
        order.follow(follower);
        place(order, said("one", ONE), null);
        String[] written = redis.cli("XREVRANGE", "{vs}:bus", "+", "-", "COUNT", "1").split("\n");
        long last = Long.parseLong(written[0].substring(0, written[0].indexOf('-')));
        String label = value(written, "o");
        String body = value(written, "b");

        // Its own text changed; its own text for another kind; plain; of no topic that is one.
        forge(last + 1, "event", label, body.substring(0, body.length() - 4) + "AAAA");
        forge(last + 2, "delete", label, body);
        forge(last + 3, "event", "room:quartz", "\"x\":1");
        forge(last + 4, "clear", label, "");
        redis.cli("HSET", "{vs}:hub", "order", Long.toString(last + 4));

        assertThat(place(order, said("two", TWO), null).position().offset()).isEqualTo(last + 5);
        assertThat(follower.changes())
                .containsExactly(
                        said("one", ONE),
                        new Change.Unreadable(List.of(ONE)),
                        new Change.Unreadable(List.of(ONE)),
                        new Change.Unreadable(List.of()),
                        new Change.Unreadable(List.of(ONE)),
                        said("two", TWO));
        assertThat(follower.renewals).isEmpty();
        assertThat(seal.unreadable()).isEqualTo(4);
    }

    @Test
    void what_was_moved_from_one_topic_to_another_is_not_taken_for_its_own() throws Exception {
        RedisFanout order = node(seal("1"));
        order.follow(new Follower());
        place(order, state("one", ONE), null);
        place(order, state("two", TWO), null);
        Placement.Placed last = place(order, said("three", TWO), null);
        String[] streams = redis.cli("KEYS", "{vs}:t:*").split("\n");
        String[] values = redis.cli("KEYS", "{vs}:r:*").split("\n");
        swap(streams[0], streams[1]);
        swap(values[0], values[1]);

        Recollection memory = node(seal("1")).follow(new Follower());
        for (TopicName topic : List.of(ONE, TWO)) {
            assertThat(memory.topics().get(topic).entries()).isEmpty();
            assertThat(memory.topics().get(topic).retained()).isEmpty();
            assertThat(memory.topics().get(topic).forgotten())
                    .isBetween(1L, last.position().offset());
        }
    }

    private static void swap(String one, String other) {
        redis.cli("RENAME", one, "{vs}:between");
        redis.cli("RENAME", other, one);
        redis.cli("RENAME", "{vs}:between", other);
    }

    private static void forge(long order, String kind, String topics, String body) {
        redis.cli(
                "XADD",
                "{vs}:bus",
                order + "-0",
                "n",
                "x",
                "s",
                "1",
                "t",
                "1",
                "k",
                kind,
                "o",
                topics,
                "y",
                "",
                "b",
                body,
                "x",
                "",
                "r",
                "");
    }

    private static String value(String[] entry, String field) {
        for (int i = 1; i + 1 < entry.length; i += 2) {
            if (entry[i].equals(field)) {
                return entry[i + 1];
            }
        }
        throw new AssertionError(field);
    }
}
