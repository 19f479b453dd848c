package io.vsgateway.game.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Game;
import io.vsgateway.game.Game.GameReport;
import io.vsgateway.game.GameState;
import io.vsgateway.game.KnownCommand;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Player;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.Run;
import io.vsgateway.text.PieceMask;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What travels between gateways that share a game is afterwards what it was.
class WordsTest {
    private static final Instant AT = Instant.parse("2026-01-31T10:15:30.123Z");

    @Test
    void lines_are_the_same_afterwards() throws IOException {
        var lines = new ArrayList<ConsoleLine>();
        for (LineSource source : LineSource.values()) {
            for (Level level : Level.values()) {
                lines.add(
                        new ConsoleLine(AT, source, level, "Chat", true, "ü\u2028\u0000\u001b[1m"));
            }
        }
        lines.add(
                new ConsoleLine(
                        AT,
                        LineSource.LOG,
                        Level.INFO,
                        "",
                        false,
                        "before",
                        "",
                        true,
                        true,
                        new PieceMask.Piece("b", "***"),
                        "server-main.log"));

        assertThat(LineWords.lines(LineWords.text(lines))).isEqualTo(lines);
    }

    static Stream<GameState> states() {
        return Stream.of(
                new GameState.Stopped(AT),
                new GameState.Starting(AT, 7),
                new GameState.Running(AT, 7),
                new GameState.Stopping(AT, 7, "save", AT.plusSeconds(1), AT.plusSeconds(2)),
                new GameState.Crashed(AT, -1),
                new GameState.BackingOff(AT, AT.plusSeconds(3), 2),
                new GameState.GivenUp(AT, "too often", List.of(3L, 4L)),
                new GameState.Following(AT));
    }

    @ParameterizedTest
    @MethodSource("states")
    void what_is_known_of_a_game_is_the_same_afterwards(GameState state) throws IOException {
        var run = new Run(5, AT, AT.plusSeconds(9), 143, true, List.of("one", "two"));
        GameReport full =
                report(state, true, AT, List.of(run), List.of(new Player("Ada B", AT)), "closed");
        var load = new Game.Load(12.5, 1L << 40);
        var coming = new Game.Coming("restart", AT.plusSeconds(60), "admin-key");
        String text = ReportWords.json("k3f9", full, load, coming).toString();

        ReportWords.Told told = ReportWords.told(text);

        assertThat(told.epoch()).isEqualTo("k3f9");
        assertThat(told.report().state()).isEqualTo(state);
        assertThat(told.report().runs()).isEqualTo(full.runs());
        assertThat(told.report().players()).isEqualTo(full.players());
        assertThat(told.report().startedAt()).isEqualTo(AT);
        assertThat(told.report().inputClosed()).isEqualTo("closed");
        assertThat(told.report().load()).isEqualTo(load);
        assertThat(told.report().coming()).isEqualTo(coming);
        assertThat(told.report().mode()).isEqualTo("remote");
        assertThat(told.report().isHere()).isFalse();
    }

    @Test
    void what_is_not_known_of_a_game_is_not_known_afterwards() throws IOException {
        GameReport empty = report(new GameState.Stopped(AT), false, null, List.of(), null, null);

        GameReport told =
                ReportWords.told(ReportWords.json("k", empty, null, null).toString()).report();

        assertThat(told.startedAt()).isNull();
        assertThat(told.players()).isNull();
        assertThat(told.inputClosed()).isNull();
        assertThat(told.load()).isNull();
        assertThat(told.coming()).isNull();
    }

    private static GameReport report(
            GameState state,
            boolean ready,
            @Nullable Instant startedAt,
            List<Run> runs,
            @Nullable List<Player> players,
            @Nullable String closed) {
        return new GameReport(
                "managed", "vintagestory", state, ready, startedAt, 3, runs, players, closed);
    }

    static Stream<Errand> errands() {
        return Stream.of(
                        Stream.of(Game.Request.values()).<Errand>map(Errand.Now::new),
                        Stream.of(
                                new Errand.Command("/say \"ü\u2028\""),
                                new Errand.Later(
                                        Game.Request.STOP,
                                        Duration.ofMinutes(5),
                                        "/announce {time}"),
                                new Errand.Later(Game.Request.RESTART, Duration.ofSeconds(1), ""),
                                new Errand.CallOff(),
                                new Errand.KnownCommands(),
                                new Errand.HowFar(true),
                                new Errand.HowFar(false),
                                new Errand.Unknown("dance")))
                .flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("errands")
    void asks_are_the_same_afterwards(Errand errand) throws IOException {
        var sender = new Game.Sender("admin-key", "admin", "192.0.2.7", null, "c1", "a from b");
        var ask = new Ask(4, "node", sender, errand);

        assertThat(Ask.of(ask.text())).isEqualTo(ask);
    }

    @Test
    void what_a_gateway_of_before_would_do_at_once_has_another_name_if_it_is_for_later() {
        for (Game.Request request : List.of(Game.Request.STOP, Game.Request.RESTART)) {
            var later = new Errand.Later(request, Duration.ofMinutes(5), "");
            var ask = new Ask(1, "n", new Game.Sender("a", "admin", "", null, null, ""), later);

            assertThat(ask.text())
                    .contains("\"action\":\"" + request.label() + "_later\"")
                    .doesNotContain("\"action\":\"" + request.label() + "\"");
        }
        assertThatThrownBy(() -> new Errand.Later(Game.Request.KILL, Duration.ofMinutes(5), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Receipt> receipts() {
        return Stream.of(
                new Receipt.Accepted(),
                new Receipt.Written(),
                new Receipt.Confirmed(17),
                new Receipt.TimedOut("why"),
                new Receipt.Rejected("why not"));
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void receipts_are_the_same_afterwards(Receipt receipt) throws IOException {
        assertThat(Answer.of(Answer.of(9, receipt).text()).receipt()).isEqualTo(receipt);
    }

    @Test
    void outcomes_are_the_same_afterwards() throws IOException {
        for (Game.Outcome outcome :
                List.of(new Game.Outcome.Begun(), new Game.Outcome.Refused("it runs"))) {
            assertThat(Answer.of(Answer.of(9, outcome).text()).outcome()).isEqualTo(outcome);
        }
    }

    @Test
    void how_far_a_command_has_come_is_the_same_afterwards() throws IOException {
        for (Game.Progress progress :
                List.of(
                        new Game.Progress("written", "", 0, false),
                        new Game.Progress("confirmed", "", 17, true),
                        new Game.Progress("unknown", "never heard of", 0, true))) {
            Answer answer = Answer.of(Answer.of(9, progress).text());

            assertThat(answer.progress()).contains(progress);
        }
    }

    @Test
    void commands_are_the_same_afterwards_and_no_more_than_there_is_room_for() throws IOException {
        var some =
                List.of(new KnownCommand("/tp", "/tp <ü>", "Go"), new KnownCommand("/a", "", ""));
        Answer told = Answer.of(Answer.of(9, some).text());
        assertThat(told.known()).contains(some);
        assertThat(Answer.of(Answer.of(9, List.<KnownCommand>of()).text()).known())
                .contains(List.of());

        var one = new KnownCommand("/x", "u".repeat(998), "");
        List<KnownCommand> many = Collections.nCopies(1000, one);
        assertThat(Answer.of(9, many).commands())
                .hasSize(Answer.MOST_CHARACTERS / 1000)
                .containsOnly(one);
    }

    @Test
    void what_a_gateway_of_before_answers_to_what_it_does_not_know_is_a_refusal()
            throws IOException {
        Answer answer =
                Answer.of(
                        "{\"number\":3,\"status\":\"refused\","
                                + "\"reason\":\"this is not known here\",\"line\":0}");

        var refused = new Game.Outcome.Refused("this is not known here");
        assertThat(answer.outcome()).isEqualTo(refused);
        assertThat(answer.outcomeIfAny()).contains(refused);
        assertThat(answer.known()).isEmpty();
        assertThat(answer.progress()).isEmpty();
        assertThat(Answer.of(Answer.ofNothing(3).text()).outcomeIfAny()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"state\":{}}"})
    void what_no_gateway_wrote_is_not_taken(String text) {
        assertThatThrownBy(() -> ReportWords.told(text)).isInstanceOf(IOException.class);
    }
}
