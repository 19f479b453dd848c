package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.GameState;
import io.vsgateway.game.process.Bell;
import io.vsgateway.game.supervision.Wishes.Wish;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishesTest {
    private static final Instant NOW = Instant.EPOCH;

    private static GameState state(String label) {
        return switch (label) {
            case "stopped" -> new GameState.Stopped(NOW);
            case "starting" -> new GameState.Starting(NOW, 1);
            case "running" -> new GameState.Running(NOW, 1);
            case "stopping" -> new GameState.Stopping(NOW, 1, "stop", NOW, NOW);
            case "crashed" -> new GameState.Crashed(NOW, 1);
            case "backing_off" -> new GameState.BackingOff(NOW, NOW, 1);
            case "given_up" -> new GameState.GivenUp(NOW, "why");
            case "left" -> new GameState.GivenUp(NOW, "it still runs", List.of(7L));
            default -> throw new IllegalArgumentException(label);
        };
    }

    private static Wishes in(String label) {
        GameState state = state(label);
        return new Wishes(new Bell(), () -> state);
    }

    /// With nothing in the way.
    private static Outcome start(Wishes wishes) {
        return wishes.start(null);
    }

    /// The wish that it makes, or `-` if it is refused.
    private static String made(Wishes wishes, Function<Wishes, Outcome> request) {
        return request.apply(wishes) instanceof Outcome.Begun ? String.valueOf(wishes.wish()) : "-";
    }

    @ParameterizedTest
    // state, then what becomes of: start, stop, restart, kill
    @CsvSource({
        "stopped,      START, -,    START,   -",
        "crashed,      START, -,    START,   -",
        "given_up,     START, -,    START,   -",
        "left,         START, STOP, RESTART, KILL",
        "backing_off,  START, STOP, START,   KILL",
        "starting,     -,     STOP, RESTART, KILL",
        "running,      -,     STOP, RESTART, KILL",
        "stopping,     -,     -,    -,       -",
    })
    void without_a_wish_under_way_the_state_decides(
            String state, String start, String stop, String restart, String kill) {
        assertThat(made(in(state), WishesTest::start)).isEqualTo(start);
        assertThat(made(in(state), Wishes::stop)).isEqualTo(stop);
        assertThat(made(in(state), Wishes::restart)).isEqualTo(restart);
        assertThat(made(in(state), Wishes::kill)).isEqualTo(kill);
    }

    @ParameterizedTest
    // the wish, then what becomes of: start, stop, restart, kill
    @CsvSource({
        "START,       -,     STOP, -,       KILL",
        "STOP,        -,     -,    -,       KILL",
        "RESTART,     -,     STOP, -,       KILL",
        "KILL,        -,     -,    -,       -",
    })
    void a_wish_under_way_decides_first(
            Wish wish, String start, String stop, String restart, String kill) {
        assertThat(made(during(wish), WishesTest::start)).isEqualTo(start);
        assertThat(made(during(wish), Wishes::stop)).isEqualTo(stop);
        assertThat(made(during(wish), Wishes::restart)).isEqualTo(restart);
        assertThat(made(during(wish), Wishes::kill)).isEqualTo(kill);
    }

    private static Wishes during(Wish wish) {
        Wishes wishes = in(wish == Wish.START ? "stopped" : "running");
        switch (wish) {
            case START -> start(wishes);
            case STOP -> wishes.stop();
            case RESTART -> wishes.restart();
            case KILL -> wishes.kill();
        }
        return wishes;
    }

    @Test
    void what_is_in_the_way_of_a_start_refuses_it() {
        assertThat(in("left").start("it still runs"))
                .isEqualTo(new Outcome.Refused("it still runs"));
    }

    @Test
    void a_restart_becomes_a_start_when_the_game_has_ended() {
        Wishes wishes = during(Wish.RESTART);

        wishes.ended();

        assertThat(wishes.wish()).isEqualTo(Wish.START);
        wishes.started();
        assertThat(wishes.wish()).isNull();
    }

    @Test
    void a_stop_that_comes_while_it_is_being_started_stays() {
        Wishes wishes = during(Wish.START);
        wishes.stop();

        wishes.started();

        assertThat(wishes.wish()).isEqualTo(Wish.STOP);
    }

    @Test
    void a_stop_that_comes_while_a_start_fails_stays() {
        Wishes wishes = during(Wish.START);
        wishes.stop();

        wishes.failed(Wish.START);

        assertThat(wishes.wish()).isEqualTo(Wish.STOP);
        wishes.failed(Wish.STOP);
        assertThat(wishes.wish()).isNull();
    }

    @Test
    void when_the_gateway_ends_only_a_kill_is_heard() {
        Wishes wishes = in("running");

        wishes.close(true);

        assertThat(wishes.wish()).isEqualTo(Wish.STOP);
        assertThat(made(wishes, WishesTest::start)).isEqualTo("-");
        assertThat(made(wishes, Wishes::restart)).isEqualTo("-");
        assertThat(made(wishes, Wishes::kill)).isEqualTo("KILL");
    }

    @Test
    void a_gateway_that_leaves_its_game_stops_it_only_if_that_was_under_way() {
        Wishes idle = in("running");
        Wishes restarting = during(Wish.RESTART);

        idle.close(false);
        restarting.close(false);

        assertThat(idle.wish()).isNull();
        assertThat(restarting.wish()).isEqualTo(Wish.STOP);
    }
}
