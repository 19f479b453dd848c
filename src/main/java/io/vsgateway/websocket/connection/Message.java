package io.vsgateway.websocket.connection;

import java.nio.ByteBuffer;

/// One whole message of a WebSocket.
public sealed interface Message {
    /// A text message.
    record Text(String text) implements Message {}

    /// A binary message; the buffer is read-only, with its own position.
    record Binary(ByteBuffer bytes) implements Message {
        public Binary {
            bytes = bytes.asReadOnlyBuffer();
        }
    }
}
