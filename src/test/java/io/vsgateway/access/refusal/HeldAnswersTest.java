package io.vsgateway.access.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeldAnswersTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final HeldAnswers held = new HeldAnswers();

    @Test
    void without_a_delay_an_answer_goes_out_at_once() {
        subscribe(Duration.ZERO).assertItem("no");

        assertThat(held.waiting()).isZero();
    }

    @Test
    void a_delayed_answer_comes_by_itself() {
        UniAssertSubscriber<String> answer = subscribe(Duration.ofMillis(1));

        answer.awaitItem().assertItem("no");
        await().until(() -> held.waiting() == 0);
    }

    @Test
    void at_most_a_thousand_wait_and_more_go_out_at_once() {
        for (int i = 0; i < HeldAnswers.MAX_HELD; i++) {
            subscribe(LONG).assertNotTerminated();
        }

        subscribe(LONG).assertItem("no");

        assertThat(held.waiting()).isEqualTo(1000);
    }

    @Test
    void one_that_is_given_up_makes_room() {
        UniAssertSubscriber<String> answer = subscribe(LONG);

        answer.cancel();

        assertThat(held.waiting()).isZero();
    }

    private UniAssertSubscriber<String> subscribe(Duration delay) {
        return held.hold("no", delay).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
