package io.vsgateway.game;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the gateway knows of one game's console: how its lines are to be read, and which of them
/// answer a question of the gateway's. A dialect itself has no state and may be shared by threads.
public interface Dialect {
    /// The name in `VS_GAME_DIALECT`.
    String name();

    /// A fresh reader for one stream. A reader remembers the record that it is in, since a
    /// continuation line shares the level and category of its first line; it is used by one thread.
    LineReader reader(Stream stream);

    /// Whether this line says that the game is ready for players.
    boolean isReady(ConsoleLine line);

    /// Whether this line says that the game ends.
    default boolean isEnd(ConsoleLine line) {
        return false;
    }

    /// Whether this line shows that the game took `command`: its echo, or, for a game without an
    /// echo, the first output that follows.
    boolean confirms(String command, ConsoleLine line);

    /// A fresh reader of who plays, for all streams of one game; null if its console does not tell.
    default @Nullable PlayerReader players() {
        return null;
    }

    /// How the game tells which commands it understands; null if it does not.
    default @Nullable Help help() {
        return null;
    }

    /// A command that asks for all commands, and how its answer is read. It has no state.
    interface Help {
        /// The command that asks.
        String command();

        /// The command that a line of the answer describes, if it does.
        Optional<KnownCommand> read(ConsoleLine line);
    }

    /// Finds in the lines of a game, which come in their order, who comes and goes. It is used by
    /// one thread at a time.
    interface PlayerReader {
        /// What the line tells, if anything.
        @Nullable PlayerEvent read(ConsoleLine line);
    }

    /// Turns the lines of one stream into [ConsoleLine]s.
    interface LineReader {
        /// `partial`: the text is not ended by a line break yet, such as a prompt. The next text is
        /// then the rest of its line, which never begins a record, unless [#lineEnded] comes first.
        ConsoleLine read(Instant at, String text, boolean partial);

        /// The line whose text so far was `partial` has ended without further text.
        default void lineEnded() {}
    }
}
