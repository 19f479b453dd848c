/// One WebSocket connection of a client: address, trust, handshake, frames, messages in and out.
/// When to connect again is for `websocket`.
@NullMarked
package io.vsgateway.websocket.connection;

import org.jspecify.annotations.NullMarked;
