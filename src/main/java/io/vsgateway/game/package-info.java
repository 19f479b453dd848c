/// The game process: its lines out, commands in, its state, and the dialects of its console. It
/// knows nothing of clients or of the network.
@NullMarked
package io.vsgateway.game;

import org.jspecify.annotations.NullMarked;
