package io.vsgateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every order promises to who proposes and who follows.
public abstract class OrderContract {
    private static final TopicName TOPIC = TopicName.of("room:one");

    private final List<Entry> seen = Collections.synchronizedList(new ArrayList<>());

    /// A new order, that nobody follows yet.
    protected abstract Fanout order();

    @Test
    void entries_come_in_the_order_of_their_places_one_behind_the_other() throws Exception {
        Fanout order = order();
        Position begin = order.follow(seen::add).end();

        for (int i = 1; i <= 100; i++) {
            Placement.Placed placed = placed(order, proposal("event" + i, null));
            assertThat(placed.position())
                    .isEqualTo(new Position(begin.epoch(), begin.offset() + i));
            assertThat(placed.isDuplicate()).isFalse();
        }

        assertThat(seen).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(type(seen.get(i))).isEqualTo("event" + (i + 1));
            assertThat(seen.get(i).position().offset()).isEqualTo(begin.offset() + i + 1);
        }
    }

    @Test
    void what_is_placed_was_handed_on_before() throws Exception {
        Fanout order = order();
        order.follow(seen::add);

        var seenWhenPlaced = new ArrayList<Integer>();
        order.propose(proposal("one", null))
                .thenAccept(_ -> seenWhenPlaced.add(seen.size()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(seenWhenPlaced).containsExactly(1);
    }

    @Test
    void what_comes_again_with_its_key_has_its_place_already() throws Exception {
        Fanout order = order();
        order.follow(seen::add);

        Placement.Placed first = placed(order, proposal("one", "k"));
        Placement.Placed again = placed(order, proposal("one", "k"));
        Placement.Placed other = placed(order, proposal("two", "l"));

        assertThat(again.isDuplicate()).isTrue();
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.at()).isEqualTo(first.at());
        assertThat(other.isDuplicate()).isFalse();
        assertThat(seen).extracting(OrderContract::type).containsExactly("one", "two");
    }

    @Test
    void many_who_propose_at_once_get_a_place_each_and_the_follower_sees_them_one_at_a_time()
            throws Exception {
        Fanout order = order();
        var last = new long[1];
        Recollection begin =
                order.follow(entry -> {
                    assertThat(entry.position().offset()).isEqualTo(last[0] + 1);
                    last[0] = entry.position().offset();
                    return seen.add(entry);
                });
        last[0] = begin.end().offset();
        int threads = 4;
        int each = 500;
        var places = Collections.synchronizedSet(new HashSet<Long>());
        var done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            Thread.ofPlatform()
                    .start(() -> {
                        try {
                            for (int i = 0; i < each; i++) {
                                Proposal proposal = proposal("t" + thread + "-" + i, null);
                                places.add(placed(order, proposal).position().offset());
                            }
                            done.countDown();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(places).hasSize(threads * each);
        assertThat(seen).hasSize(threads * each);
        for (int t = 0; t < threads; t++) {
            String mine = "t" + t + "-";
            assertThat(seen.stream().map(OrderContract::type).filter(one -> one.startsWith(mine)))
                    .containsExactlyElementsOf(
                            java.util.stream.IntStream.range(0, each)
                                    .mapToObj(i -> mine + i)
                                    .toList());
        }
    }

    @Test
    void what_was_not_taken_has_no_place_under_its_key() throws Exception {
        Fanout order = order();
        order.follow(entry -> {
            seen.add(entry);
            return seen.size() > 1;
        });

        placed(order, proposal("one", "k"));
        assertThat(placed(order, proposal("one", "k")).isDuplicate()).isFalse();
        assertThat(placed(order, proposal("one", "k")).isDuplicate()).isTrue();
        assertThat(seen).hasSize(2);
    }

    @Test
    void the_changes_of_a_proposal_lie_one_behind_the_other_and_come_once() throws Exception {
        Fanout order = order();
        order.follow(seen::add);
        int groups = 200;
        var each = new ArrayList<CompletableFuture<Placement>>();
        for (int i = 0; i < groups; i++) {
            String key = i % 2 == 0 ? "k" + i : null;
            each.add(order.propose(several(i, key)).toCompletableFuture());
            each.add(order.propose(proposal("single", null)).toCompletableFuture());
            if (key != null) {
                each.add(order.propose(several(i, key)).toCompletableFuture());
            }
        }
        for (CompletableFuture<Placement> one : each) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isInstanceOf(Placement.Placed.class);
        }

        List<String> types = seen.stream().map(OrderContract::type).toList();
        assertThat(types).hasSize(groups * 4);
        for (int i = 0; i < groups; i++) {
            int first = types.indexOf("a" + i);
            assertThat(types.subList(first, first + 3)).containsExactly("a" + i, "b" + i, "c" + i);
            var placed = (Placement.Placed) each.get(i / 2 * 5 + i % 2 * 3).join();
            assertThat(placed.position()).isEqualTo(seen.get(first).position());
        }
        var again = (Placement.Placed) each.get(2).join();
        assertThat(again.isDuplicate()).isTrue();
        assertThat(again.position()).isEqualTo(seen.getFirst().position());
    }

    private static Proposal several(int number, @Nullable String key) {
        List<Change> changes =
                Stream.of("a", "b", "c")
                        .map(type -> proposal(type + number, null).changes().getFirst())
                        .toList();
        return new Proposal(changes, key);
    }

    @Test
    void time_does_not_run_backwards() throws Exception {
        Fanout order = order();
        order.follow(seen::add);
        for (int i = 0; i < 200; i++) {
            placed(order, proposal("e", null));
        }

        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i).at()).isAfterOrEqualTo(seen.get(i - 1).at());
        }
    }

    @Test
    void only_one_may_follow() {
        Fanout order = order();
        order.follow(seen::add);

        assertThatThrownBy(() -> order.follow(seen::add)).isInstanceOf(IllegalStateException.class);
    }

    protected static Placement.Placed placed(Fanout order, Proposal proposal) throws Exception {
        Placement placement =
                order.propose(proposal).toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(placement).isInstanceOf(Placement.Placed.class);
        return (Placement.Placed) placement;
    }

    protected static Proposal proposal(String type, @Nullable String key) {
        EventBody body = EventBody.of(type, JsonNodeFactory.instance.objectNode());
        return new Proposal(new Change.Publication(List.of(TOPIC), body, null, null), key);
    }

    public static String type(Entry entry) {
        return ((Change.Publication) entry.change()).body().type();
    }
}
