package io.vsgateway.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.websocket.failure.WebSocketException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What happens on a watched console: what the gateway says, and what becomes of the connection.
/// Times are as the gateway writes them, ISO 8601 in UTC. `src/docs/protocol.md` says more of each
/// frame.
public sealed interface ConsoleEvent {
    /// One line.
    ///
    /// @param json the frame as it came, with all its fields
    record Line(
            String id,
            String ts,
            String stream,
            String level,
            String category,
            String text,
            JsonNode json)
            implements ConsoleEvent {
        /// The file that it was read from, where several are followed; else empty.
        public String log() {
            return json.path("log").asText();
        }

        /// Whether it goes on with an unfinished line that came before on its stream and log.
        public boolean isRest() {
            return json.path("rest").asBoolean();
        }

        /// Whether its line goes on.
        public boolean isPartial() {
            return json.path("partial").asBoolean();
        }

        /// Whether it is of a question that the gateway asked the game for itself, or of the
        /// answer: people need not see it.
        public boolean isAside() {
            return json.path("aside").asBoolean();
        }
    }

    /// Lines that were missed, in place of them.
    ///
    /// @param count how many that the gateway knows of
    /// @param recovered false if the gateway was restarted since: what it had before is lost
    record Gap(String ts, String from, String to, long count, boolean recovered)
            implements ConsoleEvent {}

    /// What the game is doing.
    ///
    /// @param detail more of it, such as the step of a stop
    /// @param until when that is over
    record State(String ts, String state, @Nullable String detail, @Nullable String until)
            implements ConsoleEvent {}

    /// How far a command came.
    ///
    /// @param reason why, if it was rejected or timed out
    /// @param line id of the line that confirmed it
    record Receipt(
            String ts, String id, String status, @Nullable String reason, @Nullable String line)
            implements ConsoleEvent {
        /// Whether no other receipt follows for this command.
        public boolean isFinal() {
            return switch (status) {
                case "confirmed", "timed_out", "rejected" -> true;
                default -> false;
            };
        }
    }

    /// Something that we sent was not taken.
    record Error(String ts, String code, String message) implements ConsoleEvent {}

    /// The gateway's heartbeat; it has been answered.
    record Ping(String ts) implements ConsoleEvent {}

    /// The answer to [ConsoleClient#ping].
    record Pong(String ts, @Nullable String id) implements ConsoleEvent {}

    /// A connection is open.
    ///
    /// @param after the id behind which it goes on; null if it begins anew
    record Connected(@Nullable String after) implements ConsoleEvent {}

    /// The connection was lost, or could not be had. The next call waits for the delay and tries
    /// again.
    record Reconnecting(int attempt, Duration delay, WebSocketException why)
            implements ConsoleEvent {}
}
