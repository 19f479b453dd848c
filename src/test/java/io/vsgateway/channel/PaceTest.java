package io.vsgateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.feed.Delays;
import io.vsgateway.feed.Feed;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Feed<String> feed = new Feed<>("e1", 10, 1000, String::length);
    private final Delays delays = new Delays();
    private long now = 5;
    private long in = 1000;
    private long out = 9000;
    private long errors = 70;
    private final Pace pace = new Pace(() -> in, () -> out, () -> errors, delays, () -> now);

    @Test
    void at_first_there_is_nothing() {
        assertThat(pace.present().in()).isZero();
        assertThat(pace.present().seconds()).isZero();
        assertThat(pace.present().micros().getTotalCount()).isZero();
    }

    @Test
    void what_was_counted_since_the_first_look_counts() {
        pass(1);
        in += 10;
        out += 30;
        errors += 2;
        pass(1);

        assertThat(pace.present().seconds()).isEqualTo(2);
        assertThat(pace.present().in()).isEqualTo(5);
        assertThat(pace.present().out()).isEqualTo(15);
        assertThat(pace.present().errors()).isEqualTo(1);
    }

    @Test
    void what_is_older_than_ten_seconds_does_not() {
        in += 500;
        measure(1);
        pass(1);
        assertThat(pace.present().micros().getTotalCount()).isOne();

        for (int i = 0; i < 10; i++) {
            in += 4;
            pass(1);
        }

        assertThat(pace.present().seconds()).isEqualTo(10);
        assertThat(pace.present().in()).isEqualTo(4);
        assertThat(pace.present().micros().getTotalCount()).isZero();
    }

    @Test
    void delays_of_all_looks_are_added() {
        for (int i = 1; i <= 4; i++) {
            measure(i);
            pass(1);
        }

        assertThat(pace.present().micros().getTotalCount()).isEqualTo(4);
        // Looking at them takes nothing away.
        assertThat(pace.present().micros().getTotalCount()).isEqualTo(4);
    }

    private void measure(long offset) {
        delays.placed(offset, List.of(feed));
        delays.handed(feed, offset - 1, offset);
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        pace.look();
    }
}
