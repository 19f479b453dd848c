package io.vsgateway.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Frames as lines that a person reads in a terminal. Successful receipts and pings produce no text
/// here: the game's own echo is on the console already.
///
/// Text of the gateway has its mark inside the brackets of the time, where nothing that the game
/// prints can get.
final class TextEncoder {
    private TextEncoder() {}

    static @Nullable String encode(Frame frame) {
        return switch (frame) {
            case Frame.Line line -> line(line.ts(), line.stream(), line.text());
            case Frame.Gap gap when gap.recovered() ->
                    notice(gap.ts(), gap.count() + " lines were missed here");
            case Frame.Gap gap ->
                    notice(
                            gap.ts(),
                            "the gateway was restarted: lines from before are lost, and "
                                    + gap.count()
                                    + " since");
            case Frame.State state ->
                    notice(
                            state.ts(),
                            "the game is "
                                    + state.state()
                                    + (state.detail() == null ? "" : ": " + state.detail()));
            case Frame.Receipt receipt when receipt.reason() != null ->
                    notice(
                            receipt.ts(),
                            "command "
                                    + receipt.status().replace('_', ' ')
                                    + ": "
                                    + receipt.reason());
            case Frame.Receipt _, Frame.Ping _ -> null;
            case Frame.Pong pong -> notice(pong.ts(), "pong");
            case Frame.Error error -> notice(error.ts(), "error: " + error.message());
        };
    }

    static String line(Instant at, String stream, String text) {
        return stream.equals(Frame.Line.GATEWAY) ? notice(at, text) : stamped(at, "] ", text);
    }

    private static String notice(Instant at, String text) {
        return stamped(at, " vs-gateway] ", text);
    }

    private static String stamped(Instant at, String mark, String text) {
        var line = new StringBuilder(25 + mark.length() + text.length()).append('[');
        Timestamp.append(line, at);
        return line.append(mark).append(text).toString();
    }
}
