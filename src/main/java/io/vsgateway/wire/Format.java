package io.vsgateway.wire;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the console's frames are written.
public enum Format implements FrameEncoder {
    /// One line per message, `[2026-01-31T10:15:30.123Z] the line`; notices are lines, too.
    TEXT {
        @Override
        public @Nullable String encode(Frame frame) {
            return TextEncoder.encode(frame);
        }
    },
    /// One object per message.
    JSON {
        @Override
        public String encode(Frame frame) {
            return JsonEncoder.encode(frame);
        }
    };

    /// The WebSocket subprotocol that selects [#JSON] on the console.
    public static final String CONSOLE_JSON_SUBPROTOCOL = "vs.console.v1.json";

    /// A line of the console in [#TEXT], which needs less than a [Frame.Line] has.
    public static String textLine(Instant at, String stream, String text) {
        return TextEncoder.line(at, stream, text);
    }

    /// The format of that name, in lower case.
    public static Optional<Format> named(String name) {
        for (Format format : values()) {
            if (format.label().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /// The name in the query parameter `format`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
