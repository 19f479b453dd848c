package io.vsgateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Frames as JSON objects. Their fields are written explicitly, in a fixed order, so that nothing
/// needs reflection.
final class JsonEncoder {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonEncoder() {}

    static String encode(Frame frame) {
        var text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            write(frame, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        return text.toString();
    }

    private static void write(Frame frame, JsonGenerator json) throws IOException {
        switch (frame) {
            case Frame.Line line -> {
                json.writeStringField("type", "line");
                json.writeStringField("id", line.id());
                json.writeStringField("ts", Timestamp.format(line.ts()));
                json.writeStringField("stream", line.stream());
                json.writeStringField("level", line.level());
                if (!line.category().isEmpty()) {
                    json.writeStringField("category", line.category());
                }
                json.writeStringField("text", line.text());
                if (line.rest()) {
                    json.writeBooleanField("rest", true);
                }
                if (line.partial()) {
                    json.writeBooleanField("partial", true);
                }
                if (line.aside()) {
                    json.writeBooleanField("aside", true);
                }
                if (line.log() != null) {
                    json.writeStringField("log", line.log());
                }
            }
            case Frame.Gap gap -> {
                json.writeStringField("type", "gap");
                json.writeStringField("from", gap.from());
                json.writeStringField("to", gap.to());
                json.writeNumberField("count", gap.count());
                json.writeBooleanField("recovered", gap.recovered());
                json.writeStringField("ts", Timestamp.format(gap.ts()));
            }
            case Frame.State state -> {
                json.writeStringField("type", "state");
                json.writeStringField("state", state.state());
                if (state.detail() != null) {
                    json.writeStringField("detail", state.detail());
                }
                if (state.until() != null) {
                    json.writeStringField("until", Timestamp.format(state.until()));
                }
                json.writeStringField("ts", Timestamp.format(state.ts()));
            }
            case Frame.Receipt receipt -> {
                json.writeStringField("type", "receipt");
                json.writeStringField("id", receipt.id());
                json.writeStringField("status", receipt.status());
                if (receipt.reason() != null) {
                    json.writeStringField("reason", receipt.reason());
                }
                if (receipt.line() != null) {
                    json.writeStringField("line", receipt.line());
                }
                json.writeStringField("ts", Timestamp.format(receipt.ts()));
            }
            case Frame.Error error -> {
                json.writeStringField("type", "error");
                json.writeStringField("code", error.code().label());
                json.writeStringField("message", error.message());
                json.writeStringField("ts", Timestamp.format(error.ts()));
            }
            case Frame.Ping ping -> {
                json.writeStringField("type", "ping");
                json.writeStringField("ts", Timestamp.format(ping.ts()));
            }
            case Frame.Pong pong -> {
                json.writeStringField("type", "pong");
                if (pong.id() != null) {
                    json.writeStringField("id", pong.id());
                }
                json.writeStringField("ts", Timestamp.format(pong.ts()));
            }
        }
    }
}
