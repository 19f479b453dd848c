package io.vsgateway.game.supervision;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.GameState;
import io.vsgateway.game.process.Bell;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was asked of the game and is not done yet: at most one wish. Wishes come from any thread
/// and are judged at once, by the wish under way or else by the state. The supervisor, which alone
/// changes the state, reads the wish and reports that it is done before it tells the new state: who
/// sees that state may ask for the next thing at once.
final class Wishes {
    private final Bell bell;
    private final Supplier<GameState> state;
    private final ReentrantLock lock = new ReentrantLock();

    /// Written under the lock, read anywhere.
    private volatile @Nullable Wish wish;

    private volatile boolean closing;

    enum Wish {
        /// Under way until the process is alive.
        START,
        /// Under way until the process has ended, like those that follow.
        STOP,
        RESTART,
        KILL
    }

    /// What a state allows.
    private enum Allows {
        START,
        END,
        BOTH,
        /// To end what is left, or to start if it has ended by itself.
        LEFT,
        NOTHING
    }

    Wishes(Bell bell, Supplier<GameState> state) {
        this.bell = bell;
        this.state = state;
    }

    @Nullable Wish wish() {
        return wish;
    }

    boolean wantsEnd() {
        Wish now = wish;
        return now != null && now != Wish.START;
    }

    boolean wantsKill() {
        return wish == Wish.KILL;
    }

    boolean isClosing() {
        return closing;
    }

    /// @param obstacle what remains of an earlier run and prevents a start; null if nothing does
    Outcome start(@Nullable String obstacle) {
        return ask(Wish.START, obstacle);
    }

    Outcome stop() {
        return ask(Wish.STOP, null);
    }

    Outcome restart() {
        return ask(Wish.RESTART, null);
    }

    Outcome kill() {
        return ask(Wish.KILL, null);
    }

    /// From now on nothing is started.
    ///
    /// @param stop whether to stop a running game
    void close(boolean stop) {
        lock.lock();
        try {
            closing = true;
            if (wish == Wish.RESTART || (stop && wish != Wish.KILL)) {
                wish = Wish.STOP;
            }
        } finally {
            lock.unlock();
        }
        bell.ring();
    }

    /// An earlier gateway was asked for it and has not done it.
    void resume(Wish earlier) {
        lock.lock();
        try {
            if (wish == null && !closing) {
                wish = earlier;
            }
        } finally {
            lock.unlock();
        }
        bell.ring();
    }

    /// The process is alive.
    void started() {
        lock.lock();
        try {
            if (wish == Wish.START) {
                wish = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The process has ended, or there was none; of a restart, the start remains.
    void ended() {
        lock.lock();
        try {
            wish = wish == Wish.RESTART ? Wish.START : null;
        } finally {
            lock.unlock();
        }
    }

    /// The wish cannot be carried out. One that was asked for meanwhile remains.
    void failed(@Nullable Wish which) {
        lock.lock();
        try {
            if (wish == which) {
                wish = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private Outcome ask(Wish asked, @Nullable String obstacle) {
        lock.lock();
        try {
            String refusal = refusal(asked, obstacle);
            if (refusal != null) {
                return new Outcome.Refused(refusal);
            }
            Allows allowed = allowed();
            boolean onlyStart =
                    asked == Wish.RESTART && (allowed == Allows.START || allowed == Allows.BOTH);
            wish = onlyStart ? Wish.START : asked;
        } finally {
            lock.unlock();
        }
        bell.ring();
        return new Outcome.Begun();
    }

    @GuardedBy("lock")
    private @Nullable String refusal(Wish asked, @Nullable String obstacle) {
        if (closing && asked != Wish.KILL) {
            return "the gateway is ending";
        }
        return switch (wish) {
            case START ->
                    asked == Wish.START || asked == Wish.RESTART ? "it is being started" : null;
            case STOP -> asked == Wish.KILL ? null : "it is being stopped";
            case RESTART ->
                    asked == Wish.STOP || asked == Wish.KILL ? null : "it is being restarted";
            case KILL -> "it is being killed";
            case null -> obstacle != null ? obstacle : refusalByState(asked);
        };
    }

    private @Nullable String refusalByState(Wish asked) {
        return switch (allowed()) {
            case BOTH, LEFT -> null;
            case START -> asked == Wish.STOP || asked == Wish.KILL ? "it is not running" : null;
            case END -> asked == Wish.START ? "it is already running" : null;
            case NOTHING -> "it is being stopped";
        };
    }

    private Allows allowed() {
        return switch (state.get()) {
            case GameState.Stopped _, GameState.Crashed _ -> Allows.START;
            // Whether the obstacle is still there is checked before a start.
            case GameState.GivenUp(_, _, List<Long> pids) ->
                    pids.isEmpty() ? Allows.START : Allows.LEFT;
            case GameState.Starting _, GameState.Running _ -> Allows.END;
            case GameState.BackingOff _ -> Allows.BOTH;
            case GameState.Stopping _,
                    GameState.Following _,
                    GameState.Unreachable _,
                    GameState.None _ ->
                    Allows.NOTHING;
        };
    }
}
