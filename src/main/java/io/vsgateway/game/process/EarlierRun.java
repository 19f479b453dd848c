package io.vsgateway.game.process;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.LineSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What an earlier gateway saw of a run that this one takes over.
///
/// @param startedAt when it began
/// @param lines of its lines, those that are still known
/// @param places how far each output was shown; one that was never shown has none
/// @param ofThisBoot whether it began in this run of the machine
public record EarlierRun(
        Instant startedAt,
        List<ConsoleLine> lines,
        Map<LineSource, ConsoleLine.Place> places,
        boolean ofThisBoot) {}
