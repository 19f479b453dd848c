package io.vsgateway.game.input;

import java.io.IOException;
import java.time.Duration;

/// Where commands for a game go.
public interface GameInput {
    /// Writes the whole line in one write(2). May block for as long as the game does not read.
    void write(byte[] line) throws IOException;

    /// How much longer than `VS_GAME_INPUT_WRITE_TIMEOUT` a write may take if it ends by itself by
    /// taking back what the game did not read.
    default Duration takingBack() {
        return Duration.ZERO;
    }

    /// The game does not read its input; the line was not written, or was taken back. The commands
    /// behind it have no better chance.
    final class NotRead extends IOException {
        private static final long serialVersionUID = 1L;

        public NotRead(String message) {
            super(message);
        }
    }
}
