/// The crowd's WebSocket connections: handshake, frames in, frames out, without a copy too many.
@NullMarked
package io.vsgateway.bench.socket;

import org.jspecify.annotations.NullMarked;
