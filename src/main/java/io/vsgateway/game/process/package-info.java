/// One run of a game that the gateway itself starts: its pipes, its processes, and the steps that
/// end it. When there is a run is decided in `game.supervision`.
@NullMarked
package io.vsgateway.game.process;

import org.jspecify.annotations.NullMarked;
