package io.vsgateway.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Frames as lines that a person reads in a terminal. The good receipts and the ping say nothing
/// here: the game's own echo is on the console already.
final class TextEncoder {
    private TextEncoder() {}

    static @Nullable String encode(Frame frame) {
        return switch (frame) {
            case Frame.Line line -> stamped(line.ts(), line.text());
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

    private static String notice(Instant at, String text) {
        return stamped(at, "[vs-gateway] " + text);
    }

    static String stamped(Instant at, String text) {
        var line = new StringBuilder(27 + text.length()).append('[');
        Timestamp.append(line, at);
        return line.append("] ").append(text).toString();
    }
}
