package io.vsgateway.game.process;

import io.vsgateway.kernel.Family;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The process that a run began with, and the ways in and out of it, however it is connected.
public interface GameProcess {
    /// The code of a process whose end nobody saw.
    int UNKNOWN_EXIT_CODE = -1;

    long pid();

    /// It, and whatever comes of it.
    Family family();

    /// Where it reads; one write takes a whole command.
    OutputStream stdin();

    /// Begins to read both outputs, on threads of this name and once the latch is open; never
    /// fails.
    void read(String threadName, OutputLines stdout, OutputLines stderr, CountDownLatch from);

    /// Blocks until the process has ended; returns its exit code.
    int awaitExit() throws InterruptedException;

    /// Whether it has ended, and whoever waits for it.
    boolean isOver();

    /// When it ended, if that is known better than by the return of [#awaitExit].
    default Optional<Instant> endedAt() {
        return Optional.empty();
    }

    /// When it last wrote something, if that is known.
    default Optional<Instant> lastOutputAt() {
        return Optional.empty();
    }

    /// To be called once nothing of the family is left: blocks until its outputs are read to their
    /// ends, or until it is clear that they will not end; returns whether they are.
    boolean awaitOutputEnd(Duration atMost);

    /// Lets go of it: nothing more is read or written.
    ///
    /// @param goesOn whether it is left running
    void close(boolean goesOn);

    /// What an earlier gateway knew of it; null if this one started it.
    default @Nullable EarlierRun earlier() {
        return null;
    }

    /// Starts processes of one way of being connected.
    interface Launcher {
        Launch launch();

        /// Starts the game.
        ///
        /// @param mark its family's mark, unique to it
        /// @throws IOException if it cannot be started
        /// @throws java.io.UncheckedIOException if it cannot be started now, for a reason outside
        ///   the game
        GameProcess start(String mark) throws IOException;

        /// The game of an earlier gateway that can be taken over, whether or not it still runs. It
        /// is offered until a run has ended.
        ///
        /// @throws java.io.UncheckedIOException if that cannot be determined
        default Optional<GameProcess> leftBehind() {
            return Optional.empty();
        }

        /// Whether what it starts goes on without the gateway, and can be taken over.
        default boolean outlivesGateway() {
            return false;
        }

        /// Why another gateway would not find the game that was started last; null if it would.
        default @Nullable String lost() {
            return null;
        }

        /// What must be known of the game when there is another gateway.
        default Notes notes() {
            return Notes.none();
        }

        /// No more is shown or started.
        default void close() {}
    }
}
