package io.vsgateway.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the gateway tells a client of the console.
public sealed interface Frame {
    /// One line of the console.
    ///
    /// @param id the place to resume behind, opaque to the client
    /// @param stream `stdout`, `stderr`, `log` or `gateway`
    /// @param level `debug`, `info`, `warn`, `error` or `fatal`
    /// @param category the game's own type, such as `Chat`; empty if it has none
    /// @param rest whether it goes on with an unfinished line that came before on its stream
    /// @param partial whether its line goes on
    /// @param aside whether it is of a question that the gateway asked the game for itself, or of
    ///   the answer
    /// @param log the file that it was read from, where several are followed
    record Line(
            String id,
            Instant ts,
            String stream,
            String level,
            String category,
            String text,
            boolean rest,
            boolean partial,
            boolean aside,
            @Nullable String log)
            implements Frame {
        /// The `stream` of what the gateway itself says.
        public static final String GATEWAY = "gateway";

        /// A whole line.
        public Line(
                String id, Instant ts, String stream, String level, String category, String text) {
            this(id, ts, stream, level, category, text, false, false, false, null);
        }

        /// Whether it says no more than that an unfinished line has ended.
        public boolean isBareEnd() {
            return rest && !partial && text.isEmpty();
        }
    }

    /// Lines that the client did not get, in place of them.
    ///
    /// @param from id of the first one missed; if `recovered` is false, the id the client came with
    /// @param to id of the last one missed
    /// @param count how many lines that the gateway knows of
    /// @param recovered false if the gateway was started anew since: what it had before is unknown
    record Gap(Instant ts, String from, String to, long count, boolean recovered)
            implements Frame {}

    /// The game's state, on connect, after each change, and at each step of a stop.
    ///
    /// @param detail more of some states, such as the step
    /// @param until when the step is over at the latest, or the game is started again
    record State(Instant ts, String state, @Nullable String detail, @Nullable Instant until)
            implements Frame {
        public State(Instant ts, String state) {
            this(ts, state, null, null);
        }
    }

    /// How far a command came.
    ///
    /// @param id the command's id, chosen by the client or else by the gateway
    /// @param status `accepted`, `written`, `confirmed`, `timed_out` or `rejected`
    /// @param reason why, for the last two
    /// @param line id of the line that confirmed it
    record Receipt(
            Instant ts, String id, String status, @Nullable String reason, @Nullable String line)
            implements Frame {}

    /// Something the client sent was not taken.
    record Error(Instant ts, ErrorCode code, String message) implements Frame {}

    /// To be answered with `{"type":"pong"}`, or anything else.
    record Ping(Instant ts) implements Frame {}

    /// The answer to a client's ping.
    ///
    /// @param id that of the ping, if it had one
    record Pong(Instant ts, @Nullable String id) implements Frame {}
}
