package io.vsgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Its thread is a list of tasks, which are run one by one here.
class SelectedTest {
    private static final Predicate<Integer> TENS = n -> n % 10 == 0;

    private final Feed<Integer> feed = new Feed<>("e1", 1000, 64_000_000, _ -> 100);
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Traffic traffic = new Traffic();
    private final List<String> seen = new ArrayList<>();
    private int tested;

    @Test
    void the_history_is_the_last_wanted_entries_and_then_come_live_ones_without_a_seam() {
        append(1, 500);
        follow(TENS, new Start.Last(3));
        runAll();
        assertThat(seen).containsExactly("480", "490", "500");

        append(501, 520);
        runAll();

        assertThat(seen).containsExactly("480", "490", "500", "510", "520");
        assertThat(traffic.entries()).isEqualTo(5);
    }

    @Test
    void entries_that_come_while_it_searches_are_neither_lost_nor_doubled() {
        append(1, 500);
        follow(TENS, new Start.Last(30));

        for (int next = 501; !tasks.isEmpty() && next < 600; next++) {
            tasks.poll().run();
            append(next, next);
        }
        runAll();

        assertThat(seen).startsWith("210", "220").doesNotHaveDuplicates();
        assertThat(seen).hasSize(30 + (int) (feed.end().offset() / 10) - 50);
    }

    @Test
    void with_fewer_wanted_entries_than_asked_for_all_of_them_come() {
        append(1, 25);
        follow(TENS, new Start.Last(100));
        runAll();

        assertThat(seen).containsExactly("10", "20");
    }

    @Test
    void with_none_wanted_and_with_an_empty_feed_it_waits_for_live_ones() {
        follow(TENS, new Start.Last(5));
        runAll();
        append(1, 9);
        follow(TENS, new Start.Last(5));
        runAll();
        assertThat(seen).isEmpty();

        append(10, 10);
        runAll();

        assertThat(seen).containsExactly("10", "10");
    }

    @Test
    void a_resuming_reader_gets_what_is_wanted_behind_its_place() {
        append(1, 100);
        follow(TENS, new Start.After(new Position("e1", 70)));
        runAll();

        assertThat(seen).containsExactly("80", "90", "100");
    }

    @Test
    void who_resumes_from_what_is_forgotten_or_from_another_run_is_told() {
        append(1, 1500);
        follow(n -> n % 1000 == 0, new Start.After(new Position("e1", 100)));
        runAll();
        follow(n -> n == 1500, new Start.After(new Position("e0", 7)));
        runAll();

        assertThat(seen)
                .containsExactly("gap 101 to 500: 400", "1000", "gap 7 to 500: 500", "1500");
        assertThat(traffic.gaps()).isEqualTo(2);
    }

    @Test
    void no_turn_looks_at_more_than_a_batch_so_that_others_have_theirs() {
        append(1, 1000);
        Selected<Integer> never = selected(_ -> false, new Start.Last(10));
        never.begin(_ -> {});
        int most = 0;
        while (!tasks.isEmpty()) {
            tested = 0;
            tasks.poll().run();
            most = Math.max(most, tested);
        }

        assertThat(most).isBetween(1, 256);
    }

    @Test
    void a_turn_ends_by_the_clock_however_costly_the_choice_is() {
        append(1, 200);
        Predicate<Integer> costly =
                n -> {
                    long until = System.nanoTime() + Turns.NANOS;
                    while (System.nanoTime() - until < 0) {
                        Thread.onSpinWait();
                    }
                    return n % 50 == 0;
                };
        follow(costly, new Start.Last(3));
        List<Integer> perTurn = new ArrayList<>();
        while (!tasks.isEmpty()) {
            tested = 0;
            tasks.poll().run();
            perTurn.add(tested);
        }

        assertThat(perTurn).allMatch(n -> n <= 1);
        assertThat(seen).containsExactly("100", "150", "200");
    }

    @Test
    void nothing_is_read_ahead_of_what_the_client_has_taken() {
        append(1, 1000);
        Selected<Integer> all = selected(_ -> true, new Start.Last(1000));
        List<List<String>> batches = new ArrayList<>();
        all.begin(batches::add);
        runAll();

        assertThat(batches).hasSize(1);
        assertThat(all.isBehind()).isTrue();
        all.next();
        runAll();
        assertThat(batches).hasSize(2);
    }

    @Test
    void a_slow_client_is_told_what_it_missed_and_goes_on() {
        append(1, 10);
        Selected<Integer> slow = selected(TENS, new Start.Last(1));
        slow.begin(seen::addAll);
        runAll();

        append(11, 2000);
        // A turn may end behind the gap, by the clock.
        while (seen.size() < 3) {
            slow.next();
            runAll();
        }

        assertThat(seen).startsWith("10", "gap 11 to 1000: 990", "1010");
    }

    @Test
    void an_ended_reader_leaves_nothing_behind() {
        append(1, 10);
        Selected<Integer> live = follow(TENS, new Start.Last(1));
        Selected<Integer> searching = selected(TENS, new Start.Last(1));
        runAll();
        assertThat(feed.readers()).isEqualTo(1);
        assertThat(live.isBehind()).isFalse();
        searching.begin(seen::addAll);

        live.end();
        searching.end();
        append(11, 20);
        runAll();

        assertThat(feed.readers()).isZero();
        assertThat(feed.waiting()).isZero();
        assertThat(seen).containsExactly("10");
    }

    private Selected<Integer> follow(Predicate<Integer> wanted, Start start) {
        Selected<Integer> selected = selected(wanted, start);
        selected.begin(messages -> {
            seen.addAll(messages);
            selected.next();
        });
        return selected;
    }

    private Selected<Integer> selected(Predicate<Integer> wanted, Start start) {
        return new Selected<>(
                feed,
                new Words(),
                n -> {
                    tested++;
                    return wanted.test(n);
                },
                start,
                tasks::add,
                traffic);
    }

    private void append(int first, int last) {
        for (int n = first; n <= last; n++) {
            feed.append(n);
        }
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private static final class Words implements Encoder<Integer> {
        @Override
        public String encode(Position position, Integer entry) {
            return entry.toString();
        }

        @Override
        public String encode(Gap gap) {
            return "gap %d to %d: %d"
                    .formatted(gap.from().offset(), gap.to().offset(), gap.count());
        }
    }
}
