/// A game that outlives its gateway: its outputs are files, its input is a named pipe that it holds
/// open itself, a shell waits for its end, and the lines shown of it are kept. The next gateway
/// finds all of this in the data folder and goes on; the other way is `game.pipes`.
@NullMarked
package io.vsgateway.game.outlive;

import org.jspecify.annotations.NullMarked;
