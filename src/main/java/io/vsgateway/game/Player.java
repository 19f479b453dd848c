package io.vsgateway.game;

import java.time.Instant;

/// Somebody who is playing now.
///
/// @param since when the gateway learnt of the player
public record Player(String name, Instant since) {}
