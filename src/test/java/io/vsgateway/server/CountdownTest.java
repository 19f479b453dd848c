package io.vsgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Caller;
import io.vsgateway.game.Game;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.dialect.Dialects;
import io.vsgateway.game.elsewhere.NoGame;
import io.vsgateway.game.tail.TailedGame;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What another gateway may ask for is bounded here, too; `CountdownIT` has the rest.
class CountdownTest {
    private final Countdown countdown =
            new Countdown(
                    new NoGame(Dialects.of(GivenSettings.game()), Instant.now()), null, null, null);

    private String refusal(Duration left) {
        var refused =
                (Game.Outcome.Refused) countdown.begin(Game.Request.STOP, left, "", Caller.GATEWAY);
        return refused.reason();
    }

    @Test
    void no_countdown_is_longer_than_an_hour_or_over_before_it_begins() {
        for (Duration left :
                new Duration[] {
                    Duration.ZERO,
                    Duration.ofSeconds(-1),
                    Duration.ofSeconds(3601),
                    Duration.ofSeconds(Long.MAX_VALUE)
                }) {
            assertThat(refusal(left)).contains("an hour at most");
        }
        assertThat(countdown.coming()).isNull();
    }

    @Test
    void a_game_that_others_run_is_not_said_to_stand_still(@TempDir Path folder) {
        var settings = GivenSettings.game("log-files", folder.resolve("main.log").toString());
        TailedGame followed =
                TailedGame.follow(
                        settings, Dialects.of(settings), 0, folder, InstantSource.system(), _ -> 0);
        try {
            var outcome =
                    new Countdown(followed, null, null, null)
                            .begin(Game.Request.RESTART, Duration.ofMinutes(5), "", Caller.GATEWAY);

            assertThat(outcome).isEqualTo(followed.restart());
        } finally {
            followed.shutDown();
        }
    }

    @Test
    void where_there_is_no_game_there_is_no_countdown() {
        assertThat(refusal(Duration.ofHours(1))).contains("not this gateway's");
    }
}
