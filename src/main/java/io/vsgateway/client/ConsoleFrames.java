package io.vsgateway.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Reads the console's frames from JSON. A newer gateway may send unknown fields and types: these
/// are ignored.
final class ConsoleFrames {
    private ConsoleFrames() {}

    /// @return null if the type is unknown
    static @Nullable ConsoleEvent parse(JsonNode json) {
        String ts = text(json, "ts");
        return switch (text(json, "type")) {
            case "line" -> line(json);
            case "gap" ->
                    new ConsoleEvent.Gap(
                            ts,
                            text(json, "from"),
                            text(json, "to"),
                            json.path("count").asLong(),
                            json.path("recovered").asBoolean(true));
            case "state" ->
                    new ConsoleEvent.State(
                            ts,
                            text(json, "state"),
                            optional(json, "detail"),
                            optional(json, "until"));
            case "receipt" ->
                    new ConsoleEvent.Receipt(
                            ts,
                            text(json, "id"),
                            text(json, "status"),
                            optional(json, "reason"),
                            optional(json, "line"));
            case "error" -> new ConsoleEvent.Error(ts, text(json, "code"), text(json, "message"));
            case "ping" -> new ConsoleEvent.Ping(ts);
            case "pong" -> new ConsoleEvent.Pong(ts, optional(json, "id"));
            default -> null;
        };
    }

    /// A line as in a frame or in the history.
    static ConsoleEvent.Line line(JsonNode json) {
        return new ConsoleEvent.Line(
                text(json, "id"),
                text(json, "ts"),
                text(json, "stream"),
                text(json, "level"),
                text(json, "category"),
                text(json, "text"),
                json);
    }

    static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isNull() ? "" : value.asText();
    }

    static @Nullable String optional(JsonNode json, String field) {
        return json.hasNonNull(field) ? json.path(field).asText() : null;
    }
}
