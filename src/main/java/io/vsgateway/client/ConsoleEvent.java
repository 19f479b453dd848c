package io.vsgateway.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.websocket.failure.WebSocketException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What happens on a watched console: what the gateway sends, and what becomes of the connection.
/// Times are as the gateway writes them, ISO 8601 in UTC. `src/docs/protocol.md` describes each
/// frame.
public sealed interface ConsoleEvent {
    /// One line.
    ///
    /// @param json the frame as received, with all its fields
    record Line(
            String id,
            String ts,
            String stream,
            String level,
            String category,
            String text,
            JsonNode json)
            implements ConsoleEvent {
        /// The file that it was read from, if several are followed; otherwise empty.
        public String log() {
            return json.path("log").asText();
        }

        /// Whether it continues an unfinished line received before on its stream and log.
        public boolean isRest() {
            return json.path("rest").asBoolean();
        }

        /// Whether its line goes on.
        public boolean isPartial() {
            return json.path("partial").asBoolean();
        }

        /// Whether it belongs to a query that the gateway itself sent the game, or to the answer:
        /// people need not see it.
        public boolean isAside() {
            return json.path("aside").asBoolean();
        }
    }

    /// Missed lines, reported in place of them.
    ///
    /// @param count how many, as far as the gateway knows
    /// @param recovered false if the gateway was restarted since: what it had before is lost
    record Gap(String ts, String from, String to, long count, boolean recovered)
            implements ConsoleEvent {}

    /// What the game is doing.
    ///
    /// @param detail more about it, such as the step of a stop
    /// @param until when that ends
    record State(String ts, String state, @Nullable String detail, @Nullable String until)
            implements ConsoleEvent {}

    /// How far a command got.
    ///
    /// @param status `unknown` if its connection was lost, and nobody remembers
    /// @param reason the reason, if it was rejected, timed out or is not known
    /// @param line id of the line that confirmed it
    record Receipt(
            String ts, String id, String status, @Nullable String reason, @Nullable String line)
            implements ConsoleEvent {
        static final String UNKNOWN = "unknown";

        /// Whether this is the last receipt for this command.
        public boolean isFinal() {
            return switch (status) {
                case "confirmed", "timed_out", "rejected", UNKNOWN -> true;
                default -> false;
            };
        }
    }

    /// Something that we sent was rejected.
    record Error(String ts, String code, String message) implements ConsoleEvent {}

    /// The gateway's heartbeat; it has already been answered.
    record Ping(String ts) implements ConsoleEvent {}

    /// The answer to [ConsoleClient#ping].
    record Pong(String ts, @Nullable String id) implements ConsoleEvent {}

    /// A connection is open.
    ///
    /// @param after the id after which it continues; null if it begins anew
    record Connected(@Nullable String after) implements ConsoleEvent {}

    /// The connection was lost, or could not be opened. The next call waits for the delay and tries
    /// again.
    record Reconnecting(int attempt, Duration delay, WebSocketException why)
            implements ConsoleEvent {}
}
