package io.vsgateway.access.sanction;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Role.Standing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private final Standings standings = new Standings();

    @Test
    void the_highest_that_was_seen_stays_and_players_are_not_remembered() {
        standings.saw("ada", Standing.MODERATOR);
        standings.saw("ada", Standing.ADMIN);
        standings.saw("ada", Standing.PLAYER);
        standings.saw("ada", Standing.MODERATOR);
        standings.saw("bob", Standing.PLAYER);

        assertThat(standings.of("ada")).contains(Standing.ADMIN);
        assertThat(standings.of("bob")).isEmpty();
    }

    @Test
    void others_are_told_once_of_what_is_seen_here_and_never_of_what_they_told() {
        List<String> told = new ArrayList<>();
        standings.tellOf((user, standing) -> told.add(user + " " + standing));

        standings.saw("ada", Standing.MODERATOR);
        standings.saw("ada", Standing.MODERATOR);
        standings.saw("bob", Standing.PLAYER);
        standings.take("eve", Standing.ADMIN);
        standings.saw("eve", Standing.ADMIN);
        standings.saw("ada", Standing.ADMIN);

        assertThat(told).containsExactly("ada MODERATOR", "ada ADMIN");
        assertThat(standings.of("eve")).contains(Standing.ADMIN);
    }

    @Test
    void beyond_the_bound_who_was_seen_first_is_forgotten() {
        for (int i = 0; i <= Standings.MOST; i++) {
            standings.saw("user-" + i, Standing.MODERATOR);
        }

        assertThat(standings.of("user-0")).isEmpty();
        assertThat(standings.of("user-1")).isPresent();
        assertThat(standings.of("user-" + Standings.MOST)).isPresent();
    }
}
