package io.vsgateway.game;

import java.util.List;

/// What one pass over a line, or over a piece of one, made of it.
///
/// @param line as its viewers see it
/// @param events what the line means, which is known when it has ended
public record Reading(ConsoleLine line, List<GameEvent> events) {}
