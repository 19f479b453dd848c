package io.vsgateway.websocket.connection;

import java.nio.ByteBuffer;

/// One whole message of a WebSocket.
public sealed interface Message {
    /// A text message.
    record Text(String text) implements Message {}

    /// A binary message; the buffer is for reading only, and has a position of its own.
    record Binary(ByteBuffer bytes) implements Message {
        public Binary {
            bytes = bytes.asReadOnlyBuffer();
        }
    }
}
