package io.vsgateway.channel.combat;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.fanout.Change;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FightsTest {
    private static final int MOST = 3;
    private static final Instant NOW = Instant.EPOCH;

    private final Fights fights = new Fights("node", () -> NOW, new Unconcerned());

    /// Who does not care.
    private static final class Unconcerned implements Fights.Watcher {
        @Override
        public void changed(Fight fight, boolean isOwn) {}

        @Override
        public void gone(Fight fight) {}

        @Override
        public void renewed() {}
    }

    private void told(Fight fight) {
        Encounter encounter = fight.now().encounter();
        var judgement =
                new Minutes.Judgement(
                        fight.run(),
                        1,
                        "node",
                        NOW,
                        1,
                        encounter.participants(),
                        encounter.stage());
        var terms = new Minutes.Terms(fight.run(), encounter.rules(), null);
        Fights.notes(fight, null, judgement, terms).forEach(note -> fights.heard(note, null));
    }

    @Test
    void those_that_are_about_to_begin_take_room_and_once_there_they_take_no_more() {
        Fight one = RefereeModelTest.begun("one");
        Fight two = RefereeModelTest.begun("two");
        Fight three = RefereeModelTest.begun("three");
        assertThat(List.of(one, two, three)).allMatch(each -> fights.reserve(each, MOST));
        assertThat(fights.reserve(RefereeModelTest.begun("four"), MOST)).isFalse();

        told(one);
        told(two);
        assertThat(fights.reserve(RefereeModelTest.begun("four"), MOST)).isFalse();
        fights.release(one);
        fights.release(two);
        assertThat(fights.reserve(RefereeModelTest.begun("four"), MOST))
                .as("two are there")
                .isFalse();
        fights.release(three);

        assertThat(fights.all()).hasSize(2);
        assertThat(fights.reserve(RefereeModelTest.begun("four"), MOST))
                .as("one was not begun")
                .isTrue();
        assertThat(fights.reserve(RefereeModelTest.begun("five"), MOST)).isFalse();
        for (Change.Note note : Fights.oblivion(one)) {
            fights.heard(note, null);
        }
        assertThat(fights.reserve(RefereeModelTest.begun("five"), MOST))
                .as("one is forgotten")
                .isTrue();
    }
}
