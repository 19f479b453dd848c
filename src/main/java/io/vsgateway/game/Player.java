package io.vsgateway.game;

import java.time.Instant;

/// Somebody who plays now.
///
/// @param since when the gateway learnt of it
public record Player(String name, Instant since) {}
