package io.vsgateway.game;

import io.vsgateway.text.PieceMask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the game's console as viewers see it, or a piece of one if the line is shown before
/// it ends or is too long. The pieces of a line arrive in order; lines of another stream or log may
/// come in between.
///
/// @param at when the gateway read it (the game's own time stamp, if any, stays in `text`)
/// @param source where it came from
/// @param level its severity; a continuation line has the level of its record
/// @param category the game's own type of the record, such as `Chat` or `Notification`; empty when
///   the dialect knows none
/// @param continuation whether it belongs to a record that an earlier line began
/// @param before the last [#MOST_BEFORE] characters that earlier pieces of the same line showed; a
///   piece must be judged together with them. Empty for a whole line and a first piece
/// @param text the line without its line break, ANSI sequences kept; it does not repeat `before`.
///   Empty in a last piece that only says that its line has ended
/// @param partial whether its line goes on
/// @param aside whether it is the echo of a question that the gateway itself asked the game, or
///   part of the answer: people need not see it
/// @param masked what monitors may see of it, where `text` alone cannot tell: for a piece, or for
///   the answer to a question for a secret. Null for all others, which are masked when viewed
/// @param log the file that it was read from, if several are followed
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
        /// Takes one line, from any thread; must not block.
        ///
        /// @return its offset in the console's feed; 0 if it is not there
        long accept(ConsoleLine line);

        /// Takes lines that were read from one stream in one go.
        ///
        /// @return the offset of the first, which the others follow one by one; 0 if they are not
        ///   there
        default long accept(List<ConsoleLine> lines, Place behind) {
            long first = 0;
            for (ConsoleLine line : lines) {
                long offset = accept(line);
                first = first == 0 ? offset : first;
            }
            return first;
        }

        /// Hears of output of the game that will be no lines, as nobody can or will read it.
        default void skipped(long bytes) {}
    }

    /// How far a stream was shown: where somebody else could go on reading it.
    ///
    /// @param source which stream of the game's
    /// @param offset bytes of it that were read for good
    /// @param held what was read behind the last line shown, in UTF-8, and cannot be read again at
    ///   a byte's precision; mostly empty
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares places.
    public record Place(LineSource source, long offset, byte[] held) {}

    /// How many characters of a line's earlier pieces each further piece keeps.
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

    /// A line of the only log, or of none.
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

    /// The same line, from one of several logs.
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

    /// The same line, as an aside.
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

    /// Whether it shows nothing: all of its line was shown before.
    public boolean isBareEnd() {
        return text.isEmpty() && isRest();
    }
}
