/// Watch the game console and send it commands, over WebSocket and REST. Deciding who a caller is
/// belongs to `access`, running the game to `game`.
@NullMarked
package io.vsgateway.console;

import org.jspecify.annotations.NullMarked;
