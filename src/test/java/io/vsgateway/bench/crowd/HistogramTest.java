package io.vsgateway.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void small_values_are_exact() {
        for (int i = 1; i <= 50; i++) {
            histogram.add(i);
        }

        assertThat(histogram.count()).isEqualTo(50);
        assertThat(histogram.percentile(0)).isEqualTo(1);
        assertThat(histogram.percentile(0.5)).isEqualTo(25);
        assertThat(histogram.percentile(0.99)).isEqualTo(50);
        assertThat(histogram.percentile(1)).isEqualTo(50);
    }

    @Test
    void percentiles_are_at_most_1_6_percent_too_high() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        long[] values = new long[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextLong(1L << (1 + random.nextInt(40)));
            histogram.add(values[i]);
        }
        Arrays.sort(values);

        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = values[(int) Math.ceil(share * values.length) - 1];
            assertThat((double) histogram.percentile(share))
                    .as("seed %d, share %s", seed, share)
                    .isGreaterThanOrEqualTo(exact)
                    .isCloseTo(exact, within(1 + exact * 0.016));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 63, 64, 127, 128, 1_000_000_007, Long.MAX_VALUE})
    void the_largest_value_is_exact(long value) {
        histogram.add(value);

        assertThat(histogram.max()).isEqualTo(value);
        assertThat(histogram.percentile(0.5)).isEqualTo(value);
    }

    @Test
    void a_clock_that_was_set_back_counts_as_no_time() {
        histogram.add(-5);

        assertThat(histogram.percentile(1)).isZero();
        assertThat(histogram.count()).isEqualTo(1);
    }

    @Test
    void of_no_values_every_percentile_is_zero() {
        assertThat(histogram.percentile(0.99)).isZero();
        assertThat(histogram.max()).isZero();
    }

    @Test
    void a_share_is_between_0_and_1() {
        assertThatThrownBy(() -> histogram.percentile(99))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> histogram.percentile(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
