package io.vsgateway.cli.screen;

import io.vsgateway.client.ConsoleEvent;
import org.jspecify.annotations.Nullable;

/// Where an attached console is shown, and where commands are typed. One thread reads, another
/// shows.
public interface Screen extends AutoCloseable {
    /// Waits for the next command to send and returns it. Called on the reading thread.
    ///
    /// @return null if there are no more: the user leaves
    @Nullable String read();

    /// A line of the console.
    void show(ConsoleEvent.Line line);

    /// Shows something that the gateway or this program has to say, without a line break.
    void note(String text);

    /// Makes what was shown visible.
    ///
    /// @return whether somebody still sees it
    boolean flush();

    /// Whether commands come from a person, who may leave at any time; otherwise they have an end,
    /// and the outcome of the last ones is waited for.
    boolean isInteractive();

    /// Whether a command was held back here instead of being sent.
    boolean heldBack();

    @Override
    void close();
}
