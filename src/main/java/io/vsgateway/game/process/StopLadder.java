package io.vsgateway.game.process;

import io.vsgateway.game.GameSettings;
import io.vsgateway.game.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// How to end the game: step by step, from a word to the players to SIGKILL. Each step acts and
/// then waits at most its time. The ladder ends as soon as no process of the game is left, and does
/// not wait for a game that takes no command.
public final class StopLadder {
    /// A process that SIGKILL does not end in this time hangs in the kernel.
    private static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private static final Duration BETWEEN_KILLS = Duration.ofMillis(500);

    private final List<Step> steps;

    /// The game to be ended.
    public interface Target {
        /// Whether no process of it is left.
        boolean hasEnded();

        /// Blocks until the condition holds or the time is over.
        boolean await(Duration atMost, BooleanSupplier condition);

        /// Writes a command to it.
        void say(String command, Consumer<Receipt> listener);

        /// From now on [#isSaved] is false until the game says that it has saved.
        void awaitSave();

        boolean isSaved();

        /// SIGTERM to all of it.
        void terminate();

        /// SIGKILL to all of it.
        void kill();
    }

    /// The steps, in order; their labels appear as the state's `step`.
    public enum Rung {
        ANNOUNCE,
        SAVE,
        STOP,
        TERM,
        KILL;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param atMost the longest wait after it
    public record Step(Rung rung, Optional<String> command, Duration atMost) {
        /// What it does, as told on the console.
        public String wording() {
            String what = command.orElse("SIG" + rung.name());
            return what + ", then waiting at most " + GatewayVoice.of(atMost);
        }
    }

    public StopLadder(GameSettings.Stop settings) {
        steps = new ArrayList<>();
        add(Rung.ANNOUNCE, settings.announce(), settings.announceWait());
        add(Rung.SAVE, settings.save(), settings.saveWait());
        add(Rung.STOP, settings.command(), settings.exitWait());
        steps.add(new Step(Rung.TERM, Optional.empty(), settings.termWait()));
        steps.add(new Step(Rung.KILL, Optional.empty(), KILL_WAIT));
    }

    private StopLadder(List<Step> steps) {
        this.steps = steps;
    }

    /// The same ladder for a game whose input is lost.
    public StopLadder withoutCommands() {
        return new StopLadder(steps.stream().filter(step -> step.command().isEmpty()).toList());
    }

    private void add(Rung rung, Optional<String> command, Duration wait) {
        if (command.isPresent()) {
            steps.add(new Step(rung, command, wait));
        }
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /// The sum of all waits.
    public Duration longest() {
        return sum(steps);
    }

    /// The sum of the waits of a step and of those that follow it.
    public Duration longestFrom(Step step) {
        return sum(steps.subList(steps.indexOf(step), steps.size()));
    }

    private static Duration sum(List<Step> some) {
        return some.stream().map(Step::atMost).reduce(Duration.ZERO, Duration::plus);
    }

    /// Blocks until the game has ended or SIGKILL did not help; returns whether it has ended.
    ///
    /// @param cutShort when this becomes true (and the bell rings), SIGKILL comes next
    /// @param onStep gets each step before it is done
    public boolean descend(
            Target game, Bell bell, BooleanSupplier cutShort, Consumer<Step> onStep) {
        for (Step step : steps) {
            if (game.hasEnded()) {
                return true;
            }
            boolean kill = step.rung() == Rung.KILL;
            if (cutShort.getAsBoolean() && !kill) {
                continue;
            }
            onStep.accept(step);
            BooleanSupplier done = act(step, game, bell);
            if (kill) {
                killUntilNobodyIsLeft(game, step.atMost());
            } else {
                game.await(
                        step.atMost(),
                        () -> game.hasEnded() || done.getAsBoolean() || cutShort.getAsBoolean());
            }
        }
        return game.hasEnded();
    }

    // Processes that are being killed may start others.
    private static void killUntilNobodyIsLeft(Target game, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!game.await(BETWEEN_KILLS, game::hasEnded) && System.nanoTime() < deadline) {
            game.kill();
        }
    }

    /// Does the step; the result becomes true when there is nothing more to wait for.
    private BooleanSupplier act(Step step, Target game, Bell bell) {
        switch (step.rung()) {
            case ANNOUNCE, STOP -> {
                return said(step, game, bell)::isUnheard;
            }
            case SAVE -> {
                game.awaitSave();
                Said save = said(step, game, bell);
                return () -> save.isUnheard() || game.isSaved();
            }
            case TERM -> game.terminate();
            case KILL -> game.kill();
        }
        return () -> false;
    }

    private static Said said(Step step, Target game, Bell bell) {
        var said = new Said(bell);
        game.say(step.command().orElseThrow(), said);
        return said;
    }

    /// Whether a command reached the game.
    private static final class Said implements Consumer<Receipt> {
        private final Bell bell;
        private volatile boolean written;
        private volatile boolean unheard;

        Said(Bell bell) {
            this.bell = bell;
        }

        boolean isUnheard() {
            return unheard;
        }

        @Override
        public void accept(Receipt receipt) {
            switch (receipt) {
                case Receipt.Written _ -> written = true;
                case Receipt.TimedOut _, Receipt.Rejected _ -> {
                    unheard = !written;
                    bell.ring();
                }
                case Receipt.Accepted _, Receipt.Confirmed _ -> {}
            }
        }
    }
}
