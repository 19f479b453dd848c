package io.vsgateway.game;

import io.vsgateway.text.PieceMask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the game's console, as its viewers see it; or a piece of one, where a line is shown
/// before it ends or is too long. The pieces of one line come in their order; those of another
/// stream or log may come in between.
///
/// @param at when the gateway read it (the game's own time stamp, if any, stays in `text`)
/// @param source where it came from
/// @param level its severity; a continuation line has that of its record
/// @param category the game's own type of the record, such as `Chat` or `Notification`; empty when
///   the dialect knows none
/// @param continuation whether it belongs to the record that an earlier line began
/// @param before what earlier pieces showed of the same line, its last [#MOST_BEFORE] characters:
///   whoever judges a piece judges it together with that. Empty for a whole line and a first piece
/// @param text the line without its line break, ANSI sequences kept; what `before` holds is not
///   repeated. It is empty in a last piece that says no more than that its line has ended
/// @param partial whether its line goes on
/// @param aside whether it is the echo of a question that the gateway asked the game for itself, or
///   belongs to the answer: people need not see it
/// @param masked what monitors may see of it, where that cannot be told from `text` alone: of a
///   piece, or of the answer to a question for a secret. Null for all others, which are masked for
///   those who look
/// @param log the file that it was read from, where several are followed
public record ConsoleLine(
        Instant at,
        LineSource source,
        Level level,
        String category,
        boolean continuation,
        String before,
        String text,
        boolean partial,
        boolean aside,
        PieceMask.@Nullable Piece masked,
        @Nullable String log) {
    /// Takes a game's lines, one at a time.
    @FunctionalInterface
    public interface Sink {
        /// Takes one, from any thread; must not block.
        ///
        /// @return its offset in the console's feed; 0 if it is not there
        long accept(ConsoleLine line);
    }

    /// As much of a line's earlier pieces is kept with each further one.
    public static final int MOST_BEFORE = 1024;

    /// A whole line.
    public ConsoleLine(
            Instant at,
            LineSource source,
            Level level,
            String category,
            boolean continuation,
            String text) {
        this(at, source, level, category, continuation, text, null);
    }

    /// A whole line.
    public ConsoleLine(
            Instant at,
            LineSource source,
            Level level,
            String category,
            boolean continuation,
            String text,
            PieceMask.@Nullable Piece masked) {
        this(at, source, level, category, continuation, "", text, false, false, masked);
    }

    /// Of the only log, or of none.
    public ConsoleLine(
            Instant at,
            LineSource source,
            Level level,
            String category,
            boolean continuation,
            String before,
            String text,
            boolean partial,
            boolean aside,
            PieceMask.@Nullable Piece masked) {
        this(at, source, level, category, continuation, before, text, partial, aside, masked, null);
    }

    /// The same from one of several logs.
    public ConsoleLine of(String file) {
        return new ConsoleLine(
                at,
                source,
                level,
                category,
                continuation,
                before,
                text,
                partial,
                aside,
                masked,
                file);
    }

    /// The same as an aside.
    ConsoleLine asAside() {
        return new ConsoleLine(
                at,
                source,
                level,
                category,
                continuation,
                before,
                text,
                partial,
                true,
                masked,
                log);
    }

    /// Whether earlier pieces of its line were shown.
    public boolean isRest() {
        return !before.isEmpty();
    }

    /// Whether nothing of it is to be seen: all of its line was shown before.
    public boolean isBareEnd() {
        return text.isEmpty() && isRest();
    }
}
