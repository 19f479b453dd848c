package io.vsgateway.game;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The game as the rest of the gateway sees it, whether the gateway runs it or follows it. All
/// methods may be called from any thread, and none blocks except [#shutDown].
public interface Game {
    /// What is known of it now.
    GameReport report();

    /// How to read its console.
    Dialect dialect();

    /// Starts it, if it is not running.
    Outcome start();

    /// Ends it by the stop ladder, in the background.
    Outcome stop();

    /// Ends it by the stop ladder and starts it again, in the background.
    Outcome restart();

    /// Ends it and its descendants at once (SIGKILL), in the background; nothing is saved.
    Outcome kill();

    /// Queues a command for the game. Commands of one sender are written in order, and senders take
    /// turns. The listener gets each [Receipt] in order: the first before this method returns,
    /// later ones on one of the game's threads. It must not block.
    void submit(String sender, String command, Consumer<Receipt> listener);

    /// Calls the listener after each change of state, in order, on one of the game's threads. It
    /// must not block. Closing the result ends the registration.
    Subscription onState(Consumer<GameState> listener);

    /// Shuts the game down as `VS_GAME_ON_EXIT` says; blocks until that is done, at most for the
    /// sum of the ladder's waits.
    void shutDown();

    /// A registration that ends when it is closed.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /// The outcome of a request to start or end the game.
    sealed interface Outcome {
        /// The request is being carried out.
        record Begun() implements Outcome {}

        /// The request cannot be carried out now, such as starting a running game.
        record Refused(String reason) implements Outcome {}
    }

    /// The present state, and the ended runs, newest first.
    ///
    /// @param mode `managed`, `demo` or `tail`; or `none`
    /// @param ready whether the present run has printed its ready line
    /// @param startedAt when the present run began; null if there is none, or if that is not known
    /// @param restarts how often the game was restarted automatically after a crash
    /// @param players who is playing; null if that is not known
    /// @param inputClosed why no command can be sent now; null if one can
    record GameReport(
            String mode,
            String dialect,
            GameState state,
            boolean ready,
            @Nullable Instant startedAt,
            int restarts,
            List<Run> runs,
            @Nullable List<Player> players,
            @Nullable String inputClosed) {
        /// The mode where there is no game.
        public static final String NONE = "none";

        /// Whether this gateway runs or follows it.
        public boolean isHere() {
            return !mode.equals(NONE);
        }
    }
}
