package io.vsgateway.game;

import java.util.List;

/// What one pass over a line, or over a piece of one, found.
///
/// @param line as viewers see it
/// @param events what the line means; not known before the line has ended
public record Reading(ConsoleLine line, List<GameEvent> events) {}
