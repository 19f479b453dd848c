/// Commands of clients: which may be sent, how fast, and which there are. Getting them into the
/// game belongs to `game.input`.
@NullMarked
package io.vsgateway.console.command;

import org.jspecify.annotations.NullMarked;
