package io.vsgateway.game;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    /// Starts it as a gateway does that begins: not if it had been stopped before a restart in
    /// place.
    default Outcome begin() {
        return start();
    }

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

    /// The same for a sender whom the gateway knows. Of a game that another gateway has, also the
    /// first receipt comes later, on a thread that must not be blocked.
    default void submit(Sender sender, String command, Consumer<Receipt> listener) {
        submit(sender.source(), command, listener);
    }

    /// Does what somebody asks for. The outcome is known at once, unless another gateway has the
    /// game.
    default CompletionStage<Outcome> request(Request request, Sender sender) {
        return CompletableFuture.completedStage(
                switch (request) {
                    case START -> start();
                    case STOP -> stop();
                    case RESTART -> restart();
                    case KILL -> kill();
                });
    }

    /// The gateway that has it, if that is another one; null if it is here, or if there is none.
    default @Nullable Owner owner() {
        return null;
    }

    /// Calls the listener after each change of state, in order, on one of the game's threads. It
    /// must not block. Closing the result ends the registration.
    Subscription onState(Consumer<GameState> listener);

    /// Shuts the game down as `VS_GAME_ON_EXIT` says; blocks until that is done, at most for the
    /// sum of the ladder's waits.
    void shutDown();

    /// Why it would end with this gateway, also if another one takes its place at once; null if it
    /// goes on.
    default @Nullable String endsWithGateway() {
        return null;
    }

    /// Shuts down what this gateway has of it, for another one that takes its place; blocks like
    /// [#shutDown]. The game itself goes on, if [#endsWithGateway] gives no reason.
    default void handOver() {
        shutDown();
    }

    /// What may be asked for, besides commands.
    enum Request {
        START,
        STOP,
        RESTART,
        KILL;

        /// The lower-case name used on the wire.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Who wants something of the game, for the audit of the gateway that has it.
    ///
    /// @param name of the credential
    /// @param connection the WebSocket connection; null for REST
    /// @param id by which the outcome is found; null if there is none
    /// @param source what takes turns with others
    record Sender(
            String name,
            String role,
            String address,
            @Nullable String connection,
            @Nullable String id,
            String source) {}

    /// Another gateway, which has the game. What is asked of it is judged there once more, and is
    /// answered later, on a thread that must not be blocked.
    interface Owner {
        /// Begins a countdown, in place of another that was to end.
        ///
        /// @param request a stop or restart
        /// @param announcement by which the players are told, a template; may be empty
        CompletionStage<Outcome> countDown(
                Request request, Duration left, String announcement, Sender sender);

        /// Calls off what is to come; empty if nothing is.
        CompletionStage<Optional<Outcome>> callOff(Sender sender);

        /// The commands that the game says it understands; empty if that gateway does not tell.
        CompletionStage<Optional<List<KnownCommand>>> commands(Sender sender);

        /// Tells how far a command of this sender, by its id, has come there; empty if that gateway
        /// cannot be asked or does not tell. If it is followed, what comes later is told, too.
        void progress(Sender sender, boolean isFollowed, Consumer<Optional<Progress>> listener);
    }

    /// How far a command has come, as the gateway that has the game knows.
    ///
    /// @param status that of a [Receipt], or `unknown`
    /// @param reason empty if there is none
    /// @param line offset of the line that confirmed it; 0 if none did
    /// @param isFinal whether nothing more will be told of it
    record Progress(String status, String reason, long line, boolean isFinal) {}

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

    /// What the processes of a game take.
    ///
    /// @param cpuPercent 100 is one processor
    /// @param memoryBytes resident memory
    record Load(double cpuPercent, long memoryBytes) {}

    /// A stop or restart to come.
    ///
    /// @param action `stop` or `restart`
    /// @param by whose it is
    record Coming(String action, Instant at, String by) {}

    /// The present state, and the ended runs, newest first.
    ///
    /// @param mode `managed`, `demo` or `tail`; or `remote` or `none`
    /// @param ready whether the present run has printed its ready line
    /// @param startedAt when the present run began; null if there is none, or if that is not known
    /// @param restarts how often the game was restarted automatically after a crash
    /// @param players who is playing; null if that is not known
    /// @param inputClosed why no command can be sent now; null if one can
    /// @param load what its processes take, if another gateway tells that; else null
    /// @param coming a stop or restart to come, if another gateway tells of one; else null
    record GameReport(
            String mode,
            String dialect,
            GameState state,
            boolean ready,
            @Nullable Instant startedAt,
            int restarts,
            List<Run> runs,
            @Nullable List<Player> players,
            @Nullable String inputClosed,
            @Nullable Load load,
            @Nullable Coming coming) {
        /// The mode where there is no game.
        public static final String NONE = "none";

        /// The mode of a game that another gateway has.
        public static final String REMOTE = "remote";

        /// Of a game that is here.
        public GameReport(
                String mode,
                String dialect,
                GameState state,
                boolean ready,
                @Nullable Instant startedAt,
                int restarts,
                List<Run> runs,
                @Nullable List<Player> players,
                @Nullable String inputClosed) {
            this(
                    mode,
                    dialect,
                    state,
                    ready,
                    startedAt,
                    restarts,
                    runs,
                    players,
                    inputClosed,
                    null,
                    null);
        }

        /// Whether this gateway runs or follows it.
        public boolean isHere() {
            return !mode.equals(NONE) && !mode.equals(REMOTE);
        }
    }
}
