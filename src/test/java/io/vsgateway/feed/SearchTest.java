package io.vsgateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTest {
    private final Feed<Integer> feed = new Feed<>("e1", 1000, 64_000_000, _ -> 100);
    private final List<Integer> looked = new ArrayList<>();

    @Test
    void back_it_finds_the_last_ones_and_looks_at_no_more_than_it_must() {
        append(1, 500);

        var search = Search.back(feed, 401, 1, 3, wanted(n -> n % 10 == 0));

        assertThat(run(search)).containsExactly(380L, 390L, 400L);
        assertThat(looked).hasSize(21);
        assertThat(search.forgotten()).isZero();
    }

    @Test
    void forth_it_finds_the_first_ones_and_looks_at_no_more_than_it_must() {
        append(1, 500);

        var search = Search.forth(feed, 101, 501, 3, wanted(n -> n % 10 == 0));

        assertThat(run(search)).containsExactly(110L, 120L, 130L);
        assertThat(looked).hasSize(30);
    }

    @Test
    void it_keeps_within_its_bounds_on_both_sides() {
        append(1, 500);

        assertThat(run(Search.back(feed, 40, 35, 100, wanted(_ -> true))))
                .containsExactly(35L, 36L, 37L, 38L, 39L);
        assertThat(run(Search.forth(feed, 35, 40, 100, wanted(_ -> true))))
                .containsExactly(35L, 36L, 37L, 38L, 39L);
        assertThat(run(Search.back(feed, 1, 1, 9, wanted(_ -> true)))).isEmpty();
        assertThat(run(Search.back(feed, 0, 1, 9, wanted(_ -> true)))).isEmpty();
        assertThat(run(Search.forth(feed, 501, 501, 9, wanted(_ -> true)))).isEmpty();
    }

    @Test
    void what_is_forgotten_before_and_meanwhile_is_counted_and_never_mixed_with_what_came() {
        append(1, 1200);
        var forth = Search.forth(feed, 101, 1201, 5000, wanted(_ -> true));
        forth.look(System.nanoTime());
        append(1201, 1600);

        List<Long> found = run(forth);

        assertThat(found).doesNotHaveDuplicates().endsWith(1200L);
        assertThat(forth.forgotten() + found.size()).isEqualTo(1100);
    }

    @Test
    void back_over_what_is_forgotten_meanwhile_it_ends() {
        append(1, 1000);
        var back = Search.back(feed, 1001, 1, 5000, wanted(_ -> true));
        back.look(System.nanoTime());
        append(1001, 1500);

        List<Long> found = run(back);

        assertThat(found)
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(1000L)
                .allMatch(offset -> offset > 0 && offset <= 1000);
        assertThat(looked).allMatch(n -> n <= 1000);
    }

    private Predicate<Integer> wanted(Predicate<Integer> wanted) {
        looked.clear();
        return n -> {
            looked.add(n);
            return wanted.test(n);
        };
    }

    private static List<Long> run(Search<Integer> search) {
        while (!search.isOver()) {
            search.look(System.nanoTime());
        }
        return IntStream.range(0, search.count()).mapToObj(search::found).toList();
    }

    private void append(int first, int last) {
        for (int n = first; n <= last; n++) {
            feed.append(n);
        }
    }
}
