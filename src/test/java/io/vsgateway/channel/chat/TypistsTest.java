package io.vsgateway.channel.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.wire.channel.TopicName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What is told of those who write a message.
class TypistsTest {
    private static final TopicName GLOBAL = TopicName.of("chat:global");
    private final Typists typists = new Typists();

    @Test
    void it_is_told_once_in_three_seconds_in_each_topic() {
        assertThat(says("ada", GLOBAL, true, 0)).isTrue();
        assertThat(says("ada", GLOBAL, true, 2999)).isFalse();
        assertThat(says("ada", TopicName.of("chat:guild:oak"), true, 2999)).isTrue();
        assertThat(says("bob", GLOBAL, true, 2999)).isTrue();
        assertThat(says("ada", GLOBAL, true, 3000)).isTrue();
    }

    @Test
    void its_end_is_told_once_and_does_not_let_the_next_one_come_sooner() {
        assertThat(says("ada", GLOBAL, false, 0)).isFalse();
        says("ada", GLOBAL, true, 0);
        assertThat(says("ada", GLOBAL, false, 10)).isTrue();
        assertThat(says("ada", GLOBAL, false, 20)).isFalse();
        assertThat(says("ada", GLOBAL, true, 30)).isFalse();
        assertThat(says("ada", GLOBAL, true, 3000)).isTrue();
    }

    @Test
    void it_ends_by_itself_six_seconds_after_it_was_told_last() {
        says("ada", GLOBAL, true, 0);
        says("ada", GLOBAL, true, 4000);
        says("bob", GLOBAL, true, 4000);
        says("bob", GLOBAL, false, 4001);
        assertThat(typists.over(nanos(9999))).isEmpty();
        assertThat(typists.over(nanos(10_000)))
                .extracting(Typists.Typist::userId)
                .containsExactly("ada");
        assertThat(typists.over(nanos(20_000))).isEmpty();
    }

    @Test
    void of_a_crowd_the_first_ones_are_told() {
        for (int i = 0; i < Typists.MOST_IN_TOPIC; i++) {
            assertThat(says("u" + i, GLOBAL, true, 0)).isTrue();
        }
        assertThat(says("late", GLOBAL, true, 0)).isFalse();
        typists.over(nanos(6000));
        assertThat(says("late", GLOBAL, true, 6000)).isTrue();
    }

    @Test
    void what_is_remembered_has_a_bound_and_leaves() {
        for (int i = 0; i < Typists.MOST; i++) {
            assertThat(says("ada", TopicName.of("user:u" + i), true, 0)).isTrue();
        }
        assertThat(says("ada", GLOBAL, true, 0)).isFalse();
        assertThat(typists.over(nanos(6000))).hasSize(Typists.MOST);
        assertThat(says("ada", GLOBAL, true, 6000)).isTrue();
    }

    private boolean says(String user, TopicName topic, boolean isTyping, long millis) {
        return typists.say(
                new Typists.Typist(topic, "global", null, user, user), isTyping, nanos(millis));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
