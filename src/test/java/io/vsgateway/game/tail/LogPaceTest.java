package io.vsgateway.game.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogPaceTest {
    private final LogPace pace = new LogPace();
    private Duration now = Duration.ZERO;

    @Test
    void an_idle_log_is_looked_at_seldom() {
        look(false);

        assertThat(pause(true)).isEqualTo(LogPace.LONGEST);
    }

    @Test
    void after_news_it_looks_again_at_once_and_then_often_for_a_while() {
        look(true);
        assertThat(pause(true)).isEqualTo(LogPace.GATHER);

        look(false);
        assertThat(pause(true)).isEqualTo(LogPace.SHORT);

        now = now.plus(LogPace.LIVELY);
        assertThat(pause(true)).isEqualTo(LogPace.LONGEST);
    }

    @Test
    void where_nothing_is_watched_it_looks_often() {
        look(false);

        assertThat(pause(false)).isEqualTo(LogPace.SHORT);
    }

    @Test
    void where_news_are_not_announced_it_looks_often_until_one_is() {
        for (int i = 0; i < LogPace.MISSED; i++) {
            look(true);
        }
        look(false);
        now = now.plus(LogPace.LIVELY);
        assertThat(pause(true)).isEqualTo(LogPace.SHORT);

        pace.announced();
        assertThat(pause(true)).isEqualTo(LogPace.LONGEST);
    }

    @Test
    void announced_news_keep_it_calm() {
        for (int i = 0; i < 10; i++) {
            pace.announced();
            look(true);
        }
        look(false);
        now = now.plus(LogPace.LIVELY);

        assertThat(pause(true)).isEqualTo(LogPace.LONGEST);
    }

    private void look(boolean news) {
        pace.looked(now.toNanos(), news);
    }

    private Duration pause(boolean watched) {
        return pace.pause(now.toNanos(), watched);
    }
}
