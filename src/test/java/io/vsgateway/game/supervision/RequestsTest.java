package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.GameState;
import io.vsgateway.game.process.Bell;
import io.vsgateway.game.supervision.Requests.Wish;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
    private static final Instant NOW = Instant.EPOCH;

    private static GameState state(String label) {
        return switch (label) {
            case "stopped" -> new GameState.Stopped(NOW);
            case "starting" -> new GameState.Starting(NOW, 1);
            case "running" -> new GameState.Running(NOW, 1);
            case "stopping" -> new GameState.Stopping(NOW, 1, "stop", NOW);
            case "crashed" -> new GameState.Crashed(NOW, 1);
            case "backing_off" -> new GameState.BackingOff(NOW, NOW, 1);
            case "given_up" -> new GameState.GivenUp(NOW, "why");
            case "left" -> new GameState.GivenUp(NOW, "it still runs", List.of(7L));
            default -> throw new IllegalArgumentException(label);
        };
    }

    private static Requests in(String label) {
        GameState state = state(label);
        return new Requests(new Bell(), () -> state);
    }

    /// With nothing in the way.
    private static Outcome start(Requests requests) {
        return requests.start(null);
    }

    /// The wish that it makes, or `-` if it is refused.
    private static String made(Requests requests, Function<Requests, Outcome> request) {
        return request.apply(requests) instanceof Outcome.Begun
                ? String.valueOf(requests.wish())
                : "-";
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
        assertThat(made(in(state), RequestsTest::start)).isEqualTo(start);
        assertThat(made(in(state), Requests::stop)).isEqualTo(stop);
        assertThat(made(in(state), Requests::restart)).isEqualTo(restart);
        assertThat(made(in(state), Requests::kill)).isEqualTo(kill);
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
        assertThat(made(during(wish), RequestsTest::start)).isEqualTo(start);
        assertThat(made(during(wish), Requests::stop)).isEqualTo(stop);
        assertThat(made(during(wish), Requests::restart)).isEqualTo(restart);
        assertThat(made(during(wish), Requests::kill)).isEqualTo(kill);
    }

    private static Requests during(Wish wish) {
        Requests requests = in(wish == Wish.START ? "stopped" : "running");
        switch (wish) {
            case START -> start(requests);
            case STOP -> requests.stop();
            case RESTART -> requests.restart();
            case KILL -> requests.kill();
        }
        return requests;
    }

    @Test
    void what_is_in_the_way_of_a_start_refuses_it() {
        assertThat(in("left").start("it still runs"))
                .isEqualTo(new Outcome.Refused("it still runs"));
    }

    @Test
    void a_restart_becomes_a_start_when_the_game_has_ended() {
        Requests requests = during(Wish.RESTART);

        requests.ended();

        assertThat(requests.wish()).isEqualTo(Wish.START);
        requests.started();
        assertThat(requests.wish()).isNull();
    }

    @Test
    void a_stop_that_comes_while_it_is_being_started_stays() {
        Requests requests = during(Wish.START);
        requests.stop();

        requests.started();

        assertThat(requests.wish()).isEqualTo(Wish.STOP);
    }

    @Test
    void when_the_gateway_ends_only_a_kill_is_heard() {
        Requests requests = in("running");

        requests.close(true);

        assertThat(requests.wish()).isEqualTo(Wish.STOP);
        assertThat(made(requests, RequestsTest::start)).isEqualTo("-");
        assertThat(made(requests, Requests::restart)).isEqualTo("-");
        assertThat(made(requests, Requests::kill)).isEqualTo("KILL");
    }

    @Test
    void a_gateway_that_leaves_its_game_stops_it_only_if_that_was_under_way() {
        Requests idle = in("running");
        Requests restarting = during(Wish.RESTART);

        idle.close(false);
        restarting.close(false);

        assertThat(idle.wish()).isNull();
        assertThat(restarting.wish()).isEqualTo(Wish.STOP);
    }
}
