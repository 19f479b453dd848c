/// The crowd's WebSocket connections: handshake, frames in, frames out, with no needless copy.
@NullMarked
package io.vsgateway.bench.socket;

import org.jspecify.annotations.NullMarked;
