package io.vsgateway.console.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Game;
import io.vsgateway.game.elsewhere.Answer;
import io.vsgateway.game.elsewhere.Ask;
import io.vsgateway.game.elsewhere.Errand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is asked by whom it is not for, or is not known here, is refused before anything is done.
class DoerTest {
    private final Doer doer = new Doer(null, null, null, null, null);

    private List<Answer> answers(String role, Errand errand) {
        var sender = new Game.Sender("mo", role, "192.0.2.7", null, "id", "mo");
        var answers = new ArrayList<Answer>();
        doer.carryOut(new Ask(7, "node", sender, errand), answers::add);
        return answers;
    }

    static Stream<Errand> errands() {
        return Stream.of(
                new Errand.Now(Game.Request.KILL),
                new Errand.Later(Game.Request.STOP, Duration.ofMinutes(1), ""),
                new Errand.CallOff(),
                new Errand.KnownCommands(),
                new Errand.HowFar(true),
                new Errand.HowFar(false));
    }

    @ParameterizedTest
    @MethodSource("errands")
    void the_rights_of_a_role_are_asked_here_too(Errand errand) {
        for (String role : List.of("monitor", "player", "", "emperor")) {
            assertThat(answers(role, errand))
                    .singleElement()
                    .satisfies(answer -> {
                        assertThat(answer.number()).isEqualTo(7);
                        assertThat(answer.status()).isEqualTo("refused");
                        assertThat(answer.reason()).contains("the role may not");
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void what_only_newer_gateways_know_is_refused(Errand errand) {
        assertThat(answers("admin", errand))
                .singleElement()
                .extracting(Answer::reason)
                .isEqualTo("this is not known here");
    }

    static Stream<Errand> unknown() {
        return Stream.of(new Errand.Unknown("dance"), new Errand.Unknown("kill_later"));
    }
}
