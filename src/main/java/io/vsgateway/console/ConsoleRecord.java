package io.vsgateway.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.wire.ClientMessage;
import io.vsgateway.wire.Frame;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Request and response bodies of the console's REST interface.
final class ConsoleRecord {
    private static final String ID_BOUNDS =
            "must have 1 to " + ClientMessage.MAX_ID + " characters";

    private ConsoleRecord() {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsoleLine", description = "One line of the console, or a piece of one")
    public record Line(
            @Schema(
                            description = "opaque; for before, after and last_event_id",
                            examples = "mf3k2a1b-17")
                    String id,
            @Schema(examples = "2026-01-31T10:15:30.123Z") Instant ts,
            @Schema(description = "stdout, stderr, log or gateway", examples = "stdout")
                    String stream,
            @Schema(description = "debug, info, warn, error or fatal", examples = "info")
                    String level,
            @Schema(description = "the game's own type; may be empty", examples = "Notification")
                    String category,
            @Schema(
                            examples =
                                    "28.1.2024 15:30:20 [Server Notification] Handling Console"
                                            + " Command /time")
                    String text,
            @Schema(
                            description =
                                    "true if it goes on with the unfinished line before it on its"
                                            + " stream")
                    @Nullable Boolean rest,
            @Schema(description = "true if its line goes on") @Nullable Boolean partial,
            @Schema(
                            description =
                                    "true if it is of a question that the gateway asked the game for itself, or of the answer")
                    @Nullable Boolean aside,
            @Schema(description = "the file that it was read from, where several are followed")
                    @Nullable String log) {
        static Line of(Frame.Line line) {
            return new Line(
                    line.id(),
                    line.ts().truncatedTo(ChronoUnit.MILLIS),
                    line.stream(),
                    line.level(),
                    line.category(),
                    line.text(),
                    line.rest() ? true : null,
                    line.partial() ? true : null,
                    line.aside() ? true : null,
                    line.log());
        }
    }

    /// The lines come first: they are written before the rest is known.
    @RegisterForReflection
    @JsonPropertyOrder("lines")
    @Schema(name = "ConsoleHistory", description = "Lines in their order, the oldest first")
    public record History(
            List<Line> lines,
            @JsonProperty("oldest_id")
                    @Schema(description = "the oldest line that is remembered, matching or not")
                    @Nullable String oldestId,
            @JsonProperty("newest_id") @Nullable String newestId,
            @JsonProperty("has_more")
                    @Schema(
                            description =
                                    "whether more matching lines are remembered in the direction"
                                            + " asked for")
                    boolean hasMore,
            @Schema(description = "lines that are no longer remembered since `after`")
                    long missed) {}

    @RegisterForReflection
    @Schema(name = "CommandRequest")
    public record Command(
            @Schema(required = true, examples = "/time") @Nullable String command,
            @Schema(description = "to find it in the audit", examples = "restart-7")
                    @Size(min = 1, max = ClientMessage.MAX_ID, message = ID_BOUNDS)
                    @Nullable String id) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CommandReceipt", description = "What became of a command so far")
    public record ReceiptBody(
            String id,
            @Schema(
                            description =
                                    "accepted, written, confirmed, timed_out, rejected or unknown",
                            examples = "accepted")
                    String status,
            @Nullable String reason,
            @Schema(description = "id of the line that confirmed it, if it is still known")
                    @Nullable String line) {}
}
