package io.vsgateway.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened, to be told.
///
/// @param id by which who gets it twice knows it
/// @param text in one sentence, cleaned for showing
/// @param player who came or left, cleaned for showing
/// @param exitCode that of a game that crashed
/// @param until when it is started again
record Notice(
        String id,
        Kind kind,
        Instant at,
        String text,
        @Nullable String player,
        @Nullable Integer exitCode,
        @Nullable Instant until) {}
