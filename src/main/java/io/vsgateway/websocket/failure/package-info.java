/// What can go wrong with a WebSocket, as a closed family of exceptions.
@NullMarked
package io.vsgateway.websocket.failure;

import org.jspecify.annotations.NullMarked;
