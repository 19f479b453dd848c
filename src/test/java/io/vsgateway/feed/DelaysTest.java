package io.vsgateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DelaysTest {
    private final Feed<String> a = new Feed<>("e1", 10, 1000, String::length);
    private final Feed<String> b = new Feed<>("e1", 10, 1000, String::length);
    private long now = TimeUnit.MINUTES.toNanos(1);
    private final Delays delays = new Delays(() -> now);

    @Test
    void an_entry_is_measured_for_each_who_is_handed_it() {
        delays.placed(7, List.of(a));

        pass(2);
        delays.handed(a, 6, 7);
        pass(8);
        delays.handed(a, 3, 9);

        Histogram micros = delays.take(null);
        assertThat(micros.getTotalCount()).isEqualTo(2);
        assertThat(micros.getMinNonZeroValue()).isBetween(1_980L, 2_020L);
        assertThat(micros.getMaxValue()).isBetween(9_900L, 10_100L);
        assertThat(delays.take(micros).getTotalCount()).isZero();
    }

    @Test
    void one_of_another_feed_or_handed_before_is_not() {
        delays.placed(7, List.of(a));

        delays.handed(b, 6, 8);
        delays.handed(a, 7, 8);
        delays.handed(a, 5, 6);

        assertThat(delays.take(null).getTotalCount()).isZero();
    }

    @Test
    void one_of_several_feeds_is_measured_in_any_of_them() {
        delays.placed(7, List.of(a, b));

        delays.handed(a, 6, 7);
        delays.handed(b, 6, 7);

        assertThat(delays.take(null).getTotalCount()).isEqualTo(2);
    }

    @Test
    void the_next_is_wanted_only_when_it_was_asked_for() {
        assertThat(delays.isWanted()).isTrue();
        delays.placed(1, List.of(a));
        assertThat(delays.isWanted()).isFalse();
        delays.measureNext();
        assertThat(delays.isWanted()).isTrue();
    }

    @Test
    void a_reader_that_is_behind_is_measured_by_all_that_it_is_handed_at_last() {
        for (int offset = 1; offset <= 5; offset++) {
            delays.placed(offset, List.of(a));
            pass(100);
        }

        delays.handed(a, 1, 4);

        Histogram micros = delays.take(null);
        assertThat(micros.getTotalCount()).isEqualTo(3);
        assertThat(micros.getMaxValue()).isBetween(395_000L, 405_000L);
    }

    @Test
    void what_is_too_old_is_measured_no_more() {
        delays.placed(1, List.of(a));
        now += Delays.LONGEST_NANOS + 1;

        delays.measureNext();
        delays.handed(a, 0, 1);

        assertThat(delays.take(null).getTotalCount()).isZero();
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
