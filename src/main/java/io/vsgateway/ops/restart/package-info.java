/// A restart of the gateway in its own process, by SIGHUP or over REST, after which the game goes
/// on. How a game outlives its gateway is in `game.outlive`.
@NullMarked
package io.vsgateway.ops.restart;

import org.jspecify.annotations.NullMarked;
