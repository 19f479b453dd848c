package io.vsgateway.console;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Gap;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.text.Masking;
import io.vsgateway.text.PieceMask;
import io.vsgateway.wire.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much of the console a caller sees, and the console's lines as frames for it.
enum View {
    NONE,
    REDACTED,
    FULL;

    private static final String NO_LINES = "this view shows no lines";

    static View of(Caller caller, ConsoleSettings settings) {
        if (caller.may(Right.WATCH_UNMASKED)) {
            return FULL;
        }
        if (!caller.may(Right.WATCH_CONSOLE)) {
            return NONE;
        }
        return switch (settings.monitorView()) {
            case NONE -> NONE;
            case REDACTED -> REDACTED;
        };
    }

    /// The frames of a batch: its gap, if any, and the content of its lines.
    List<Frame> frames(Batch<ConsoleLine> batch) {
        var frames = new ArrayList<Frame>(batch.entries().size() + 1);
        if (batch.gap() != null) {
            frames.add(frame(batch.gap()));
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            Frame.Line line = line(batch.position(i).id(), batch.entries().get(i));
            if (!line.isBareEnd()) {
                frames.add(line);
            }
        }
        return frames;
    }

    static Frame.Gap frame(Gap gap) {
        return new Frame.Gap(
                Instant.now(), gap.from().id(), gap.to().id(), gap.count(), gap.recovered());
    }

    Frame.Line line(String id, ConsoleLine line) {
        return line(id, line, text(line));
    }

    /// @param text the part of the line that may be seen
    Frame.Line line(String id, ConsoleLine line, String text) {
        String category = this == FULL ? line.category() : Masking.beginning(line.category());
        return new Frame.Line(
                id,
                line.at(),
                line.source().label(),
                line.level().label(),
                category,
                text,
                line.isRest(),
                line.partial(),
                line.aside(),
                log(line));
    }

    private @Nullable String log(ConsoleLine line) {
        String log = line.log();
        return log == null || this == FULL ? log : Masking.beginning(log);
    }

    String text(ConsoleLine line) {
        return switch (this) {
            case FULL -> line.text();
            case REDACTED -> {
                PieceMask.Piece masked = line.masked();
                yield masked == null ? Masking.all(line.text()) : masked.text();
            }
            case NONE -> throw new IllegalStateException(NO_LINES);
        };
    }

    /// The text, preceded by what earlier pieces of the same line showed.
    String whole(ConsoleLine line) {
        return switch (this) {
            case FULL -> line.isRest() ? line.before() + line.text() : line.text();
            case REDACTED -> {
                PieceMask.Piece masked = line.masked();
                yield masked == null ? text(line) : masked.before() + masked.text();
            }
            case NONE -> throw new IllegalStateException(NO_LINES);
        };
    }
}
