package io.vsgateway.game.supervision;

import io.vsgateway.game.GameState;
import io.vsgateway.game.Level;
import io.vsgateway.game.process.GameProcess;
import io.vsgateway.game.process.GatewayVoice;
import io.vsgateway.game.process.RunContext;
import io.vsgateway.game.process.StopLadder;
import io.vsgateway.kernel.Family;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells others what happens to the game: changes of its state, and lines on the console. Used by
/// the supervisor's thread.
final class GameNews {
    private final RunContext context;
    private final StateChanges states;
    private final GatewayVoice voice;

    GameNews(RunContext context, StateChanges states) {
        this.context = context;
        this.states = states;
        this.voice = new GatewayVoice(context);
    }

    void say(Level level, String text) {
        voice.say(level, text);
    }

    /// How a game ended, in words.
    ///
    /// @param unseen when it ended, if no gateway saw it; when it last wrote something, if nobody
    ///   knows the code
    String wordingOf(int exitCode, Optional<Instant> unseen) {
        boolean isKnown = exitCode != GameProcess.UNKNOWN_EXIT_CODE;
        String code = isKnown ? "exit code " + exitCode : "exit code unknown";
        String when = isKnown ? "%s, at %s, while no gateway was there" : "%s, last output at %s";
        return unseen.map(at -> when.formatted(code, at)).orElse(code);
    }

    void change(GameState next) {
        states.change(next);
    }

    void stopped() {
        states.change(new GameState.Stopped(context.now()));
    }

    void starting(long pid) {
        states.change(new GameState.Starting(context.now(), pid));
    }

    void running(long pid) {
        states.change(new GameState.Running(context.now(), pid));
    }

    /// @param left the longest time until the stop is over
    /// @param since when the first step of this stop began
    void step(StopLadder.Step step, Duration left, Instant since, long pid) {
        Instant now = context.now();
        states.change(
                new GameState.Stopping(
                        since, pid, step.rung().label(), now.plus(step.atMost()), now.plus(left)));
        say(Level.INFO, "stopping: " + step.wording());
    }

    /// @param left what still runs, if anything
    void givenUp(String reason, @Nullable Family left) {
        List<Long> pids =
                left == null ? List.of() : left.heads().stream().map(ProcessHandle::pid).toList();
        states.change(new GameState.GivenUp(context.now(), reason, pids));
        say(Level.ERROR, reason + " – not starting the game");
    }
}
