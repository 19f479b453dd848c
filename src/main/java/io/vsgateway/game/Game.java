package io.vsgateway.game;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The game as the rest of the gateway sees it, whether it is run by the gateway or followed. All
/// methods may be called from any thread and none blocks.
public interface Game {
    /// What is known of it now.
    GameReport report();

    /// How its console is to be read.
    Dialect dialect();

    /// Starts it, if it is not running.
    Outcome start();

    /// Ends it by the stop ladder, in the background.
    Outcome stop();

    /// Ends it by the stop ladder and starts it again, in the background.
    Outcome restart();

    /// Ends it and its descendants at once (SIGKILL), in the background; nothing is saved.
    Outcome kill();

    /// Queues a command for the game. Those of one sender are written in their order, and senders
    /// have turns. The listener gets each [Receipt] in order: the first before this method returns,
    /// later ones from a thread of the game's. It must not block.
    void submit(String sender, String command, Consumer<Receipt> listener);

    /// Calls the listener after each change of state, in order, from a thread of the game's. It
    /// must not block. Closing the result ends it.
    Subscription onState(Consumer<GameState> listener);

    /// Shuts the game down as `VS_GAME_ON_EXIT` says; blocks until that is done, at most for the
    /// sum of the ladder's waits.
    void shutDown();

    /// A registration that ends when it is closed.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /// What came of a request to start or end the game.
    sealed interface Outcome {
        /// It is being done.
        record Begun() implements Outcome {}

        /// It cannot be done now, such as starting a running game.
        record Refused(String reason) implements Outcome {}
    }

    /// The ended runs, newest first, and the present state.
    ///
    /// @param mode `managed`, `demo` or `tail`
    /// @param ready whether the present run printed its ready line
    /// @param startedAt when the present run began; null if there is none, or that is not known
    /// @param restarts how often it was started again by itself after a crash
    /// @param players who plays; null if that is not known
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
            @Nullable String inputClosed) {}
}
