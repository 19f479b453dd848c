package io.vsgateway.game.supervision;

import io.vsgateway.game.Level;
import io.vsgateway.game.process.GameProcess;
import io.vsgateway.game.process.GameRun;
import io.vsgateway.game.process.Notes;
import io.vsgateway.game.process.RunContext;
import java.util.Optional;

/// Goes on with the game that an earlier gateway left running, or with what follows its end. Used
/// by the supervisor's thread.
final class TakeOver {
    private final GameProcess.Launcher launcher;
    private final RunContext context;
    private final Wishes wishes;
    private final NextStart nextStart;
    private final GameNews news;
    private final PidNote pidNote;

    TakeOver(
            GameProcess.Launcher launcher,
            RunContext context,
            Wishes wishes,
            NextStart nextStart,
            GameNews news,
            PidNote pidNote) {
        this.launcher = launcher;
        this.context = context;
        this.wishes = wishes;
        this.nextStart = nextStart;
        this.news = news;
        this.pidNote = pidNote;
    }

    /// What is left of a game, to be gone on with in place of a start.
    Optional<GameRun> find() {
        return launcher.leftBehind().map(process -> GameRun.takeOver(process, context));
    }

    /// Tells of a run that was found and is the present one from now on.
    void begin(GameRun found) {
        nextStart.recallCrashes();
        nextStart.done();
        wishes.started();
        if (!found.isOver()) {
            goOn(found);
        }
        context.notes().get(Notes.Key.WISH).map(Wishes.Wish::valueOf).ifPresent(wishes::resume);
    }

    private void goOn(GameRun found) {
        if (found.isReady()) {
            news.running(found.pid());
        } else {
            news.starting(found.pid());
        }
        pidNote.write(found);
        news.say(
                Level.INFO,
                "the gateway has taken over the game, pid %d, started at %s"
                        .formatted(found.pid(), found.startedAt()));
    }

    /// A gateway starts its game when it begins; one that found it ended has yet to do so.
    ///
    /// @param ended a run that ended as it should
    void startAfter(GameRun ended) {
        if (ended.endedUnseen().isPresent()
                && context.notes().get(Notes.Key.WISH).isEmpty()
                && wishes.wish() == null) {
            nextStart.askedFor();
        }
    }
}
