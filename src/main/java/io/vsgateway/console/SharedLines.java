package io.vsgateway.console;

import io.vsgateway.delivery.FrameLog;
import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.delivery.frame.Window;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.wire.Format;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The console's lines in each view and format, encoded once for all who watch them that way; and
/// the encoders for those who watch only some of them.
@ApplicationScoped
public class SharedLines {
    /// Even the worst output of a game then takes only a few milliseconds to mask; all clients of
    /// an event loop wait meanwhile.
    private static final long MASKED_AT_ONCE = 64 * 1024;

    private final Map<View, Map<Format, FrameLog<ConsoleLine>>> logs = new EnumMap<>(View.class);
    private final Feed<ConsoleLine> feed;

    public SharedLines(ConsoleBuffer console) {
        this.feed = console.feed();
        for (View view : View.values()) {
            Map<Format, FrameLog<ConsoleLine>> byFormat = new EnumMap<>(Format.class);
            for (Format format : Format.values()) {
                byFormat.put(format, log(feed, new Words(view, format)));
            }
            logs.put(view, byFormat);
        }
    }

    private static FrameLog<ConsoleLine> log(Feed<ConsoleLine> feed, Words words) {
        boolean isSlow = words.view() == View.REDACTED;
        Window window = isSlow ? Window.LARGE.inStepsOf(MASKED_AT_ONCE) : Window.LARGE;
        return new FrameLog<>(feed, words, window);
    }

    FrameLog<ConsoleLine> in(View view, Format format) {
        return Objects.requireNonNull(Objects.requireNonNull(logs.get(view)).get(format));
    }

    Feed<ConsoleLine> feed() {
        return feed;
    }

    static Encoder<ConsoleLine> words(View view, Format format) {
        return new Words(view, format);
    }

    private record Words(View view, Format format) implements Encoder<ConsoleLine> {
        @Override
        public String encode(Position position, ConsoleLine line) {
            String text = view.text(line);
            if (text.isEmpty() && line.isRest() && !line.partial()) {
                return "";
            }
            return switch (format) {
                case TEXT -> Format.textLine(line.at(), line.source().label(), text);
                case JSON ->
                        Objects.requireNonNull(format.encode(view.line(position.id(), line, text)));
            };
        }

        @Override
        public String encode(Gap gap) {
            return Objects.requireNonNull(format.encode(View.frame(gap)));
        }
    }
}
