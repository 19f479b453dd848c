package io.vsgateway.game.supervision;

import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Level;
import io.vsgateway.game.process.GatewayVoice;
import io.vsgateway.game.process.Notes;
import io.vsgateway.game.process.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// Whether to start the game next: on request, or after a crash and a wait, unless it crashed too
/// often. Used by the supervisor's thread, except for [#restarts].
final class NextStart {
    private final RunContext context;
    private final GameSettings.Restart settings;
    private final Wishes wishes;
    private final GameNews news;
    private final AtomicInteger restarts = new AtomicInteger();
    private CrashWindow crashes;
    private boolean due;

    /// Whether this gateway has yet to hear of the crashes that an earlier one saw.
    private boolean isNew = true;

    NextStart(RunContext context, Wishes wishes, GameNews news) {
        this.context = context;
        this.settings = context.settings().restart();
        this.wishes = wishes;
        this.news = news;
        this.crashes = new CrashWindow(settings);
        context.notes()
                .get(Notes.Key.RESTARTS)
                .ifPresent(noted -> restarts.set(Integer.parseInt(noted)));
    }

    /// Crashes that an earlier gateway saw count.
    void recallCrashes() {
        isNew = false;
        context.notes()
                .get(Notes.Key.CRASHES)
                .ifPresent(noted -> crashes.recall(noted, context.now()));
    }

    /// How often a crashed game was started again. Any thread.
    int restarts() {
        return restarts.get();
    }

    boolean isDue() {
        return due;
    }

    /// Somebody requested a start; earlier crashes no longer count. But the first one is the
    /// gateway's own, and a restart of it changes nothing about the game.
    void askedFor() {
        crashes = new CrashWindow(settings);
        if (isNew) {
            recallCrashes();
        }
        due = true;
    }

    /// The game was started, or cannot be.
    void done() {
        due = false;
        if (crashes.isEmpty()) {
            context.notes().remove(Notes.Key.CRASHES);
        }
    }

    /// Waits, if the game is to be restarted.
    void afterCrash(String what, int exitCode, Instant startedAt) {
        Instant now = context.now();
        if (wishes.isClosing() || !settings.enabled()) {
            news.change(new GameState.Crashed(now, exitCode));
            news.say(Level.ERROR, what + " – not restarting");
            return;
        }
        CrashWindow.Next next = crashes.crashed(startedAt, now);
        context.notes().put(Notes.Key.CRASHES, crashes.noted());
        switch (next) {
            case CrashWindow.Next.GiveUp(int count) -> {
                String window = GatewayVoice.of(settings.window());
                news.givenUp("%s – crash %d within %s".formatted(what, count, window), null);
            }
            case CrashWindow.Next.Restart(int attempt, Duration wait) -> {
                news.change(new GameState.BackingOff(now, now.plus(wait), attempt));
                due = true;
                String when = GatewayVoice.of(wait);
                news.say(
                        Level.WARN,
                        "%s – restarting in %s (attempt %d)".formatted(what, when, attempt));
                backOff(wait);
            }
        }
    }

    private void backOff(Duration wait) {
        boolean early =
                context.bell().await(wait, () -> wishes.isClosing() || wishes.wish() != null);
        if (wishes.isClosing() || wishes.wantsEnd()) {
            due = false;
            wishes.ended();
            news.stopped();
            news.say(Level.INFO, "the restart is cancelled");
        } else if (!early) {
            String count = Integer.toString(restarts.incrementAndGet());
            context.notes().put(Notes.Key.RESTARTS, count);
        }
    }
}
