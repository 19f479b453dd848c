package io.vsgateway.game;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// How the game is ended: step by step, from a word to the players to SIGKILL. Each step acts and
/// then waits at most its time; the end of the game ends the ladder, and a game that does not take
/// a command is not waited for.
final class StopLadder {
    /// A process that SIGKILL does not end in this time hangs in the kernel.
    private static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private final List<Step> steps = new ArrayList<>();

    /// The steps, in their order; their labels are shown as the state's `step`.
    enum Rung {
        ANNOUNCE,
        SAVE,
        STOP,
        TERM,
        KILL;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param atMost the longest wait after it
    record Step(Rung rung, Optional<String> command, Duration atMost) {
        /// What it does, for the console.
        String wording() {
            String what = command.orElse("SIG" + rung.name());
            return what + ", then waiting at most " + GatewayVoice.of(atMost);
        }
    }

    StopLadder(GameSettings.Stop settings) {
        add(Rung.ANNOUNCE, settings.announce(), settings.announceWait());
        add(Rung.SAVE, settings.save(), settings.saveWait());
        add(Rung.STOP, settings.command(), settings.exitWait());
        steps.add(new Step(Rung.TERM, Optional.empty(), settings.termWait()));
        steps.add(new Step(Rung.KILL, Optional.empty(), KILL_WAIT));
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
    Duration longest() {
        return steps.stream().map(Step::atMost).reduce(Duration.ZERO, Duration::plus);
    }

    /// Blocks until the game has ended or SIGKILL did not help; says whether it has ended.
    ///
    /// @param cutShort when this becomes true (and the bell is rung), SIGKILL comes next
    /// @param onStep told of each step before it is done
    boolean descend(GameRun run, Bell bell, BooleanSupplier cutShort, Consumer<Step> onStep) {
        for (Step step : steps) {
            if (run.hasEnded()) {
                return true;
            }
            boolean kill = step.rung() == Rung.KILL;
            if (cutShort.getAsBoolean() && !kill) {
                continue;
            }
            run.tree().note();
            onStep.accept(step);
            BooleanSupplier done = act(step, run, bell);
            bell.await(
                    step.atMost(),
                    () ->
                            run.hasEnded()
                                    || done.getAsBoolean()
                                    || (!kill && cutShort.getAsBoolean()));
        }
        return run.hasEnded();
    }

    /// Does the step; the result becomes true when there is nothing more to wait for.
    private BooleanSupplier act(Step step, GameRun run, Bell bell) {
        switch (step.rung()) {
            case ANNOUNCE, STOP -> {
                return said(step, run, bell)::isUnheard;
            }
            case SAVE -> {
                run.awaitSave();
                Said save = said(step, run, bell);
                return () -> save.isUnheard() || run.isSaved();
            }
            case TERM -> run.terminate();
            case KILL -> run.tree().kill();
        }
        return () -> false;
    }

    private static Said said(Step step, GameRun run, Bell bell) {
        var said = new Said(bell);
        run.say(step.command().orElseThrow(), said);
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
