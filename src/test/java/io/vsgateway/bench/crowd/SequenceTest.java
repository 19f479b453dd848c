package io.vsgateway.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTest {
    private final Sequence sequence = new Sequence(false);

    @Test
    void numbers_that_rise_by_one_are_in_order() {
        got(1, 2, 3);

        assertThat(sequence.order()).isEqualTo(Order.NONE);
        assertThat(sequence.order().isKept()).isTrue();
        assertThat(sequence.last()).isEqualTo(3);
    }

    @Test
    void a_gap_that_tells_exactly_what_is_missing_keeps_the_order() {
        got(1);
        sequence.told(3);
        got(5, 6);

        assertThat(sequence.order()).isEqualTo(new Order(1, 3, 0, 0, 0));
        assertThat(sequence.order().isKept()).isTrue();
    }

    @Test
    void two_gaps_in_a_row_count_together() {
        got(1);
        sequence.told(2);
        sequence.told(1);
        got(5);

        assertThat(sequence.order()).isEqualTo(new Order(2, 3, 0, 0, 0));
    }

    @Test
    void lines_missing_without_a_word_are_lost() {
        got(1, 4);

        assertThat(sequence.order()).isEqualTo(new Order(0, 0, 2, 0, 0));
        assertThat(sequence.order().isKept()).isFalse();
    }

    @Test
    void a_gap_that_tells_of_fewer_lines_than_are_missing_loses_the_rest() {
        got(1);
        sequence.told(1);
        got(4);

        assertThat(sequence.order()).isEqualTo(new Order(1, 1, 1, 0, 0));
    }

    @Test
    void a_gap_that_tells_of_more_lines_than_are_missing_is_not_exact() {
        got(1);
        sequence.told(3);
        got(3);

        assertThat(sequence.order()).isEqualTo(new Order(1, 1, 0, 0, 1));
        assertThat(sequence.order().isKept()).isFalse();
    }

    @Test
    void a_gap_before_the_first_tick_may_have_the_commands_echo_in_it() {
        sequence.told(5);
        got(5);

        assertThat(sequence.order()).isEqualTo(new Order(1, 4, 0, 0, 0));
    }

    @Test
    void where_others_write_a_gap_may_tell_of_their_lines_too() {
        var among = new Sequence(true);
        among.next(1);
        among.told(10);
        among.next(4);

        assertThat(among.order()).isEqualTo(new Order(1, 2, 0, 0, 0));
    }

    @Test
    void a_line_that_comes_twice_or_late_is_out_of_order() {
        got(1, 2, 2, 1, 3);

        assertThat(sequence.order()).isEqualTo(new Order(0, 0, 0, 2, 0));
    }

    private void got(long... numbers) {
        for (long number : numbers) {
            sequence.next(number);
        }
    }
}
