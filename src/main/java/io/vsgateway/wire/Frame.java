package io.vsgateway.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the gateway sends a client of the console.
public sealed interface Frame {
    /// One line of the console.
    ///
    /// @param id the place after which to resume, opaque to the client
    /// @param stream `stdout`, `stderr`, `log` or `gateway`
    /// @param level `debug`, `info`, `warn`, `error` or `fatal`
    /// @param category the game's own type, such as `Chat`; empty if it has none
    /// @param rest whether it continues an unfinished line sent before on its stream
    /// @param partial whether its line goes on
    /// @param aside whether it belongs to a query that the gateway itself sent the game, or to the
    ///   answer
    /// @param log the file that it was read from, if several are followed
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
        /// The `stream` of the gateway's own lines.
        public static final String GATEWAY = "gateway";

        /// A whole line.
        public Line(
                String id, Instant ts, String stream, String level, String category, String text) {
            this(id, ts, stream, level, category, text, false, false, false, null);
        }

        /// Whether it only says that an unfinished line has ended.
        public boolean isBareEnd() {
            return rest && !partial && text.isEmpty();
        }
    }

    /// Lines that the client did not get, reported in place of them.
    ///
    /// @param from id of the first missed line; if `recovered` is false, the id the client came
    ///   with
    /// @param to id of the last missed line
    /// @param count how many lines, as far as the gateway knows
    /// @param recovered false if the gateway was restarted since: what it had before is unknown
    record Gap(Instant ts, String from, String to, long count, boolean recovered)
            implements Frame {}

    /// The game's state, on connect, after each change, and at each step of a stop.
    ///
    /// @param detail more about some states, such as the step
    /// @param until when the step ends at the latest, or the game is started again
    record State(Instant ts, String state, @Nullable String detail, @Nullable Instant until)
            implements Frame {
        public State(Instant ts, String state) {
            this(ts, state, null, null);
        }
    }

    /// How far a command got.
    ///
    /// @param id the command's id, chosen by the client or else by the gateway
    /// @param status `accepted`, `written`, `confirmed`, `timed_out`, `rejected` or, when asked for
    ///   later, `unknown`
    /// @param reason the reason, for the last three
    /// @param line id of the line that confirmed it
    record Receipt(
            Instant ts, String id, String status, @Nullable String reason, @Nullable String line)
            implements Frame {}

    /// Something that the client sent was rejected.
    record Error(Instant ts, ErrorCode code, String message) implements Frame {}

    /// To be answered with `{"type":"pong"}`, or anything else.
    record Ping(Instant ts) implements Frame {}

    /// The answer to a client's ping.
    ///
    /// @param id the id of the ping, if it had one
    record Pong(Instant ts, @Nullable String id) implements Frame {}
}
