/// A WebSocket client for any server, with time-outs, bounded memory, and reconnecting. It knows no
/// framework, and nothing of the gateway.
@NullMarked
package io.vsgateway.websocket;

import org.jspecify.annotations.NullMarked;
