package io.vsgateway.time;

import static io.vsgateway.time.RateLimit.Answer.CUT_OFF;
import static io.vsgateway.time.RateLimit.Answer.PASS;
import static io.vsgateway.time.RateLimit.Answer.REFUSE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final RateLimit limit = new RateLimit(2, 3, 0);

    @Test
    void a_burst_passes_up_to_the_rate_and_more_is_refused() {
        assertThat(limit.take(0)).isEqualTo(PASS);
        assertThat(limit.take(0)).isEqualTo(PASS);
        assertThat(limit.take(0)).isEqualTo(REFUSE);
    }

    @Test
    void time_fills_the_bucket_but_not_beyond_its_size() {
        take(3, 0);

        assertThat(limit.take(SECOND / 2)).isEqualTo(PASS);
        assertThat(limit.take(SECOND / 2)).isEqualTo(REFUSE);
        assertThat(limit.take(100 * SECOND)).isEqualTo(PASS);
        assertThat(limit.take(100 * SECOND)).isEqualTo(PASS);
        assertThat(limit.take(100 * SECOND)).isEqualTo(REFUSE);
    }

    @Test
    void going_on_regardless_is_abuse() {
        take(2, 0);
        assertThat(limit.take(1)).isEqualTo(REFUSE);
        assertThat(limit.take(1)).isEqualTo(REFUSE);
        assertThat(limit.take(1)).isEqualTo(REFUSE);

        assertThat(limit.take(1)).isEqualTo(CUT_OFF);
    }

    @Test
    void refusals_of_long_ago_are_no_abuse() {
        take(5, 0);
        take(2, 11 * SECOND);

        assertThat(limit.take(11 * SECOND)).isEqualTo(REFUSE);
    }

    private void take(int times, long now) {
        for (int i = 0; i < times; i++) {
            limit.take(now);
        }
    }
}
