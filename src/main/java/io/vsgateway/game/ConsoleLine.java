package io.vsgateway.game;

import java.time.Instant;

/// One line of the game's console, as its viewers see it.
///
/// @param at when the gateway read it (the game's own time stamp, if any, stays in `text`)
/// @param stream where it came from
/// @param level its severity; a continuation line has that of its record
/// @param category the game's own type of the record, such as `Chat` or `Notification`; empty when
///   the dialect knows none
/// @param continuation whether it belongs to the record that an earlier line began
/// @param text the line without its line break, ANSI sequences kept
public record ConsoleLine(
        Instant at,
        Stream stream,
        Level level,
        String category,
        boolean continuation,
        String text) {}
