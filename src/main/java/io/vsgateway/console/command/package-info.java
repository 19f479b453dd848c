/// Commands of clients: which may be sent, how fast, and which there are. Bringing them into the
/// game is for `game.input`.
@NullMarked
package io.vsgateway.console.command;

import org.jspecify.annotations.NullMarked;
