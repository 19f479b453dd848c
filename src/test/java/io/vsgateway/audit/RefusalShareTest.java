package io.vsgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalShareTest {
    private final Deque<Runnable> inAMinute = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private long now;
    private final RefusalShare share = new RefusalShare(() -> now, inAMinute::add, told::add);

    @Test
    void a_caller_has_a_burst_and_then_one_a_second() {
        assertThat(taken("a", 1000)).isEqualTo(RefusalShare.BURST);

        now += TimeUnit.SECONDS.toNanos(10);

        assertThat(taken("a", 1000)).isEqualTo(10);
        assertThat(share.leftOut()).isEqualTo(2000 - RefusalShare.BURST - 10);
    }

    @Test
    void one_caller_takes_nothing_from_another() {
        assertThat(taken("a", 1000)).isEqualTo(RefusalShare.BURST);

        assertThat(taken("b", 5)).isEqualTo(5);
    }

    @Test
    void what_is_left_out_is_told_in_one_line_a_minute_and_all_of_it() {
        IntStream.range(0, 500).forEach(_ -> share.leaveOut("monitor-key from 192.0.2.1"));
        assertThat(told).isEmpty();
        assertThat(inAMinute).hasSize(1);

        inAMinute.remove().run();

        assertThat(told)
                .containsExactly(
                        "500 refusals are not in the audit, the last one of monitor-key from"
                                + " 192.0.2.1");
        share.leaveOut("b");
        share.leaveOut("b");
        assertThat(inAMinute).hasSize(1);
        inAMinute.remove().run();
        assertThat(told)
                .hasSize(2)
                .last()
                .isEqualTo("2 refusals are not in the audit, the last one of b");
        assertThat(inAMinute).isEmpty();
    }

    @Test
    void a_clock_that_stands_still_gives_nothing_back() {
        assertThat(taken("a", 1000)).isEqualTo(RefusalShare.BURST);

        assertThat(taken("a", 1000)).isZero();
    }

    private int taken(String caller, int times) {
        return (int) IntStream.range(0, times).filter(_ -> share.take(caller)).count();
    }
}
