/// A game that hangs on its gateway's pipes: it is read without any delay, and its console is lost
/// when the gateway ends. The other way is `game.outlive`.
@NullMarked
package io.vsgateway.game.pipes;

import org.jspecify.annotations.NullMarked;
