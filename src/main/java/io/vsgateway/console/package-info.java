/// Watch the game's console and send it commands, over WebSocket and REST. Who a caller is belongs
/// to `access`; what may be sent, to `console.command`.
@NullMarked
package io.vsgateway.console;

import org.jspecify.annotations.NullMarked;
