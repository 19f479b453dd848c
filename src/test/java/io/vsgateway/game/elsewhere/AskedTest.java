package io.vsgateway.game.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Receipt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What was asked of another gateway is answered, or given up, once.
class AskedTest {
    private final Asked asked = new Asked();
    private final List<String> heard = new ArrayList<>();

    private boolean ask(long number) {
        return asked.add(number, null, this::heard);
    }

    private boolean question(long number, String about) {
        return asked.add(number, about, this::heard);
    }

    private boolean heard(Answer answer) {
        heard.add(answer.number() + " " + answer.status());
        return !answer.receipt().isFinal();
    }

    private void answer(long number, Receipt receipt) {
        asked.answered(Answer.of(number, receipt));
    }

    @Test
    void each_receipt_is_heard_once_up_to_the_last() {
        ask(1);
        answer(1, new Receipt.Accepted());
        answer(1, new Receipt.Accepted());
        answer(2, new Receipt.Accepted());
        answer(1, new Receipt.Confirmed(3));
        answer(1, new Receipt.Confirmed(3));
        asked.giveUpAll("gone");

        assertThat(heard).containsExactly("1 accepted", "1 confirmed");
        assertThat(asked.count()).isZero();
    }

    @Test
    void what_is_not_wholly_answered_is_given_up() {
        ask(1);
        ask(2);
        answer(2, new Receipt.Accepted());
        asked.expire("late");
        assertThat(heard).containsExactly("2 accepted");

        asked.giveUpAll("gone");

        assertThat(heard).containsExactly("2 accepted", "1 timed_out", "2 timed_out");
        assertThat(asked.count()).isZero();
    }

    @Test
    void of_two_questions_about_the_same_the_later_one_is_answered() {
        assertThat(question(1, "a")).isTrue();
        assertThat(question(2, "a")).isTrue();
        assertThat(question(3, "b")).isTrue();
        answer(1, new Receipt.Accepted());
        answer(2, new Receipt.Accepted());
        answer(2, new Receipt.Confirmed(3));
        assertThat(question(4, "a")).isTrue();
        asked.giveUpAll("gone");

        assertThat(heard)
                .containsExactly("2 accepted", "2 confirmed", "3 timed_out", "4 timed_out");
        assertThat(asked.count()).isZero();
    }

    @Test
    void questions_leave_room_for_deeds() {
        for (int i = 0; i < Asked.MOST_QUESTIONS; i++) {
            assertThat(question(i, "q" + i)).isTrue();
        }
        assertThat(question(-1, "more")).isFalse();
        assertThat(ask(-2)).isTrue();
        answer(0, new Receipt.Confirmed(3));
        assertThat(question(-1, "more")).isTrue();
    }

    @Test
    void only_so_many_wait() {
        for (int i = 0; i < Asked.MOST; i++) {
            assertThat(ask(i)).isTrue();
        }
        assertThat(ask(-1)).isFalse();
        answer(0, new Receipt.Rejected("no"));
        assertThat(ask(-1)).isTrue();
    }
}
