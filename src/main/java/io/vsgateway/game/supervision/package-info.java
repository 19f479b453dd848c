/// Keeps a game running: requests to start and stop, restarts after crashes, and the state that
/// others see. How a run works belongs to `game.process`.
@NullMarked
package io.vsgateway.game.supervision;

import org.jspecify.annotations.NullMarked;
