package io.vsgateway.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Receipt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnderWayTest {
    private static final Outcome ACCEPTED = Outcome.of(new Receipt.Accepted(), null);
    private static final Outcome WRITTEN = Outcome.of(new Receipt.Written(), null);
    private static final Outcome CONFIRMED = Outcome.of(new Receipt.Confirmed(7), "e-7");

    private final UnderWay underWay = new UnderWay();
    private final List<Outcome> told = new ArrayList<>();

    @Test
    void who_asks_hears_where_it_is_and_what_comes_until_it_ends() {
        var command = underWay.begin("ada", "c1");
        command.came(ACCEPTED);

        assertThat(underWay.follow("ada", "c1", told::add)).isTrue();
        command.came(WRITTEN);
        assertThat(underWay.latest("ada", "c1")).isEqualTo(WRITTEN);
        command.came(CONFIRMED);

        assertThat(told).containsExactly(ACCEPTED, WRITTEN, CONFIRMED);
        assertThat(underWay.follow("ada", "c1", told::add)).isFalse();
        assertThat(underWay.latest("ada", "c1")).isNull();
    }

    @Test
    void nobody_hears_of_the_commands_of_others() {
        underWay.begin("ada", "c1").came(ACCEPTED);

        assertThat(underWay.follow("bob", "c1", told::add)).isFalse();
        assertThat(underWay.latest("bob", "c1")).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    void of_two_with_one_id_the_later_is_told_and_the_end_of_the_former_is_not_its_end() {
        var former = underWay.begin("ada", "c1");
        former.came(ACCEPTED);
        underWay.begin("ada", "c1").came(WRITTEN);
        former.came(CONFIRMED);

        assertThat(underWay.follow("ada", "c1", told::add)).isTrue();
        assertThat(told).containsExactly(WRITTEN);
    }

    @Test
    void only_the_last_who_asked_is_told() {
        var command = underWay.begin("ada", "c1");
        var earlier = new ArrayList<Outcome>();
        underWay.follow("ada", "c1", earlier::add);
        underWay.follow("ada", "c1", told::add);

        command.came(ACCEPTED);

        assertThat(earlier).isEmpty();
        assertThat(told).containsExactly(ACCEPTED);
    }
}
