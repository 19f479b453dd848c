package io.vsgateway.channel.bridge;

import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Placement;
import io.vsgateway.hub.Outcome;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Tells the channels how the game is, again and again until they have it, a while apart. What they
/// have refused is told as it is by then; what nobody knows to be refused is proposed again as it
/// was, under the same key, so that it is there once. As one telling waits for what became of the
/// one before, nothing older comes behind something newer.
///
/// Used by the one thread of its agenda, but for [#renewed].
final class Bulletin {
    static final long PAUSE_MILLIS = 1000;

    private final Press press;
    private final Agenda agenda;
    private final Runnable look;

    /// What the channels have been told last; null before they have anything.
    private @Nullable Standing told;

    /// How often what they retain may have been lost, and how often it had been when they were
    /// told.
    private int losses;

    private int lossesTold;

    /// What may have its place or not.
    private @Nullable Telling doubtful;

    private boolean isUnderWay;
    private boolean isPausing;

    /// Publishes: all of it or nothing, and once under the same key.
    interface Press {
        CompletionStage<Outcome> place(List<Change.Publication> all, String key);
    }

    /// Runs something later, on its thread.
    interface Agenda {
        void later(long millis, Runnable task);
    }

    private record Telling(
            Standing standing, List<Change.Publication> news, String key, int losses) {}

    /// @param look has [#look] called soon
    Bulletin(Press press, Agenda agenda, Runnable look) {
        this.press = press;
        this.agenda = agenda;
        this.look = look;
    }

    /// Whether it is not known yet what became of the last telling. What is published meanwhile has
    /// its place behind it.
    boolean isUnderWay() {
        return isUnderWay;
    }

    /// Tells what is new, if it is time for that.
    void look(Standing now) {
        if (isUnderWay || isPausing) {
            return;
        }
        Telling next = doubtful == null ? news(now) : doubtful;
        if (!next.news().isEmpty()) {
            tell(next);
        }
    }

    private Telling news(Standing now) {
        List<Change.Publication> news = now.since(told, losses > lossesTold);
        return new Telling(now, news, "bridge\n" + UUID.randomUUID(), losses);
    }

    private void tell(Telling telling) {
        isUnderWay = true;
        CompletionStage<Void> _ =
                placed(telling)
                        .exceptionally(_ -> new Outcome.Refused(Placement.Reason.UNKNOWN))
                        .thenAccept(outcome -> agenda.later(0, () -> became(telling, outcome)));
    }

    private CompletionStage<Outcome> placed(Telling telling) {
        try {
            return press.place(telling.news(), telling.key());
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void became(Telling telling, Outcome outcome) {
        isUnderWay = false;
        switch (outcome) {
            case Outcome.Placed _ -> {
                told = telling.standing();
                lossesTold = telling.losses();
                doubtful = null;
            }
            case Outcome.Refused refused -> {
                if (refused.isUnknown()) {
                    doubtful = telling;
                }
                pause();
            }
            case Outcome.Full _ -> pause();
        }
        look.run();
    }

    /// What the channels retain may be lost; any thread.
    void renewed() {
        agenda.later(
                0,
                () -> {
                    losses++;
                    pause();
                });
    }

    private void pause() {
        if (!isPausing) {
            isPausing = true;
            agenda.later(
                    PAUSE_MILLIS,
                    () -> {
                        isPausing = false;
                        look.run();
                    });
        }
    }
}
