package io.vsgateway.game;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the gateway knows of one game's console: how to read its lines. A dialect has no state of
/// its own, so threads may share it.
public interface Dialect {
    /// The name in `VS_GAME_DIALECT`.
    String name();

    /// A fresh reader for one stream. A reader remembers its current record, since a continuation
    /// line shares the level and category of its first line; one thread uses it.
    LineReader reader(LineSource source, Wanted wanted);

    /// Whether the game's lines tell who is playing.
    default boolean tellsPlayers() {
        return false;
    }

    /// How a command begins; empty if the game takes any line as one.
    default String commandPrefix() {
        return "";
    }

    /// What the game would make of a line that it does not take as a command; null if it is one.
    default @Nullable String insteadOfCommand(String line) {
        return null;
    }

    /// The command that ends the game, if it is the same for all games of the dialect.
    default Optional<String> stopCommand() {
        return Optional.empty();
    }

    /// A fresh reader of what the console tells those who are not there, for one thread.
    default Teller teller() {
        return (_, _) -> Optional.empty();
    }

    /// The command that asks for the time of the game's world, if there is one.
    default Optional<String> timeCommand() {
        return Optional.empty();
    }

    /// How to ask the game which commands it understands; null if it cannot be asked.
    default @Nullable Help help() {
        return null;
    }

    /// What a game's console tells those who are not there: what its players say, and what becomes
    /// of them and of their world. The gateway itself acts on [GameEvent]s; these are only passed
    /// on.
    ///
    /// The console mixes the game's words with those of its players. Whatever is told here is told
    /// by the game: only a [Said] has the words of a player, and says whose they are.
    sealed interface Told {
        /// A player said something to everybody in the game.
        ///
        /// @param text plain, without the game's markup
        record Said(String name, String text) implements Told {}

        /// A player died.
        ///
        /// @param how the game's words for it; may be empty
        record Died(String name, String how) implements Told {}

        /// The world was saved.
        record Saved() implements Told {}

        /// The game told all of its players something.
        ///
        /// @param text plain, without the game's markup
        record Announced(String text) implements Told {}

        /// The game told the time of its world.
        ///
        /// @param text as the game puts it, such as `1. May, Year 0, 08:00`
        /// @param clock the time of day in it, such as `08:00`
        /// @param speed how fast it passes
        record Time(String text, String clock, double speed) implements Told {}
    }

    /// Reads the lines of a console, of all of its streams.
    @FunctionalInterface
    interface Teller {
        /// @param players the names of those who are playing, or just were: a name may have blanks,
        ///   so only they tell where it ends
        Optional<Told> read(ConsoleLine line, Collection<String> players);
    }

    /// A command that asks for all commands, and how to read its answer.
    interface Help {
        /// The command that asks.
        String command();

        /// A fresh reader of one answer, for one thread. It gets every line of the console from the
        /// question on, and says what role each has in the answer.
        Function<ConsoleLine, Part> reader();

        /// The role of a line in an answer.
        ///
        /// @param isPart whether it is the echo of the question, or belongs to the answer
        /// @param command the command that it describes, if any
        record Part(boolean isPart, Optional<KnownCommand> command) {
            public static final Part NONE = new Part(false, Optional.empty());
        }
    }

    /// Turns the texts of one stream into readings.
    interface LineReader {
        /// Reads the next text. After a text that ends with [LineEnd#PAUSE] or [LineEnd#LENGTH]
        /// comes the rest of its line, which never begins a record; the rest is empty if the line
        /// ended without further text.
        Reading read(Instant at, String text, LineEnd end);
    }
}
