package io.vsgateway.game.supervision;

import io.vsgateway.game.GameState;
import io.vsgateway.game.Level;
import io.vsgateway.game.left.Leftover;
import io.vsgateway.game.left.Predecessor;
import io.vsgateway.game.process.RunContext;
import io.vsgateway.game.process.StopLadder;
import io.vsgateway.game.process.Watch;
import io.vsgateway.kernel.Family;
import java.time.Instant;

/// Ends the game of an earlier gateway on request, by the steps of the ladder that need no pipe.
/// Used by the supervisor's thread.
final class PredecessorEnd {
    private final Predecessor predecessor;
    private final RunContext context;
    private final StateChanges states;
    private final GameNews news;
    private final PidNote pidNote;
    private final Wishes wishes;
    private final StopLadder ladder;

    PredecessorEnd(
            Predecessor predecessor,
            RunContext context,
            StateChanges states,
            GameNews news,
            PidNote pidNote,
            Wishes wishes,
            StopLadder ladder) {
        this.predecessor = predecessor;
        this.context = context;
        this.states = states;
        this.news = news;
        this.pidNote = pidNote;
        this.wishes = wishes;
        this.ladder = ladder.withoutCommands();
    }

    /// Blocks until it has ended. If nothing was left behind, the request was for a game that has
    /// just ended by itself.
    void asWished() {
        Family family = predecessor.find().orElse(null);
        if (family != null) {
            if (!end(family)) {
                wishes.failed(wishes.wish());
                news.givenUp(
                        "SIGKILL did not end the earlier game, pid " + family.wording(), family);
                return;
            }
            news.say(Level.WARN, "the game of an earlier gateway was ended");
        }
        if (states.present() instanceof GameState.GivenUp || family != null) {
            pidNote.remove();
            wishes.ended();
            news.stopped();
        } else {
            wishes.ended();
        }
    }

    private boolean end(Family family) {
        var leftover = new Leftover(family, new Watch(context.bell(), family, () -> true));
        long pid = family.heads().getFirst().pid();
        Instant since = context.now();
        return ladder.descend(
                leftover,
                context.bell(),
                wishes::wantsKill,
                step -> news.step(step, ladder.longestFrom(step), since, pid));
    }
}
