/// One WebSocket connection of a client: address, trust, handshake, frames, messages in and out.
/// `websocket` decides when to reconnect.
@NullMarked
package io.vsgateway.websocket.connection;

import org.jspecify.annotations.NullMarked;
