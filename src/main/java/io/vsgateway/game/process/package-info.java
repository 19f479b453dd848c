/// One run of a game that the gateway itself starts: its pipes, its processes, and the steps by
/// which it is ended. Whether and when there is a run is for `game.supervision`.
@NullMarked
package io.vsgateway.game.process;

import org.jspecify.annotations.NullMarked;
