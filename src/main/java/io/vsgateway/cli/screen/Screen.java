package io.vsgateway.cli.screen;

import io.vsgateway.client.ConsoleEvent;
import org.jspecify.annotations.Nullable;

/// Where an attached console is shown, and where commands are typed. One thread reads, another one
/// shows.
public interface Screen extends AutoCloseable {
    /// The next command to be sent; waits for it. On the thread that reads.
    ///
    /// @return null if there is none any more: the user leaves
    @Nullable String read();

    /// A line of the console.
    void show(ConsoleEvent.Line line);

    /// What the gateway or this program has to say, without a line break.
    void note(String text);

    /// Lets what was shown be seen.
    ///
    /// @return whether somebody still sees it
    boolean flush();

    /// Whether commands come from a person, who leaves when it pleases; else they have an end, and
    /// what becomes of the last is waited for.
    boolean isInteractive();

    /// Whether a command was held back here instead of being sent.
    boolean heldBack();

    @Override
    void close();
}
