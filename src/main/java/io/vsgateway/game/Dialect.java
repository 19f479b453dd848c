package io.vsgateway.game;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the gateway knows of one game's console: how its lines are to be read. A dialect itself has
/// no state and may be shared by threads.
public interface Dialect {
    /// The name in `VS_GAME_DIALECT`.
    String name();

    /// A fresh reader for one stream. A reader remembers the record that it is in, since a
    /// continuation line shares the level and category of its first line; it is used by one thread.
    LineReader reader(LineSource source, Wanted wanted);

    /// Whether the game's lines tell who plays.
    default boolean tellsPlayers() {
        return false;
    }

    /// How a command begins; empty if the game takes any line as one.
    default String commandPrefix() {
        return "";
    }

    /// What the game would make of a line that is no command to it; null if it is one.
    default @Nullable String insteadOfCommand(String line) {
        return null;
    }

    /// The command that ends the game, if all games of the dialect have the same.
    default Optional<String> stopCommand() {
        return Optional.empty();
    }

    /// How the game tells which commands it understands; null if it does not.
    default @Nullable Help help() {
        return null;
    }

    /// A command that asks for all commands, and how its answer is read.
    interface Help {
        /// The command that asks.
        String command();

        /// A fresh reader of one answer, for one thread. It is shown all lines of the console from
        /// the question on, and says what each is to the answer.
        Function<ConsoleLine, Part> reader();

        /// What a line is to an answer.
        ///
        /// @param isPart whether it is the echo of the question, or belongs to the answer
        /// @param command the command that it describes, if it does
        record Part(boolean isPart, Optional<KnownCommand> command) {
            public static final Part NONE = new Part(false, Optional.empty());
        }
    }

    /// Turns the texts of one stream into readings.
    interface LineReader {
        /// The next text. After one that ends with [LineEnd#PAUSE] or [LineEnd#LENGTH] comes the
        /// rest of its line, which never begins a record; it is empty if the line has ended without
        /// further text.
        Reading read(Instant at, String text, LineEnd end);
    }
}
