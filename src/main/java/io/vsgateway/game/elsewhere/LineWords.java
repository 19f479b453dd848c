package io.vsgateway.game.elsewhere;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.text.PieceMask;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines of a console as they travel over Redis: a JSON array of objects, in which what is usual is
/// left out. Unknown members come from newer gateways and are not heeded.
public final class LineWords {
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LineWords() {}

    public static String text(List<ConsoleLine> lines) {
        var text = new StringWriter(lines.size() * 128);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (ConsoleLine line : lines) {
                write(json, line);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, ConsoleLine line) throws IOException {
        json.writeStartObject();
        json.writeNumberField("t", line.at().toEpochMilli());
        json.writeStringField("s", line.source().label());
        if (line.level() != Level.INFO) {
            json.writeStringField("l", line.level().label());
        }
        if (!line.category().isEmpty()) {
            json.writeStringField("c", line.category());
        }
        if (line.continuation()) {
            json.writeBooleanField("k", true);
        }
        if (!line.before().isEmpty()) {
            json.writeStringField("b", line.before());
        }
        json.writeStringField("x", line.text());
        if (line.partial()) {
            json.writeBooleanField("p", true);
        }
        if (line.aside()) {
            json.writeBooleanField("a", true);
        }
        PieceMask.Piece masked = line.masked();
        if (masked != null) {
            json.writeStringField("mb", masked.before());
            json.writeStringField("mx", masked.text());
        }
        if (line.log() != null) {
            json.writeStringField("f", line.log());
        }
        json.writeEndObject();
    }

    /// @throws IOException if no gateway can have written it
    public static List<ConsoleLine> lines(String text) throws IOException {
        var lines = new ArrayList<ConsoleLine>();
        for (JsonNode one : MAPPER.readTree(text)) {
            lines.add(
                    new ConsoleLine(
                            Instant.ofEpochMilli(one.path("t").asLong()),
                            source(one.path("s").asText()),
                            level(one.path("l").asText()),
                            one.path("c").asText(),
                            one.path("k").asBoolean(),
                            one.path("b").asText(),
                            one.path("x").asText(),
                            one.path("p").asBoolean(),
                            one.path("a").asBoolean(),
                            masked(one),
                            one.has("f") ? one.path("f").asText() : null));
        }
        return lines;
    }

    private static LineSource source(String label) {
        for (LineSource one : LineSource.values()) {
            if (one.label().equals(label)) {
                return one;
            }
        }
        return LineSource.STDOUT;
    }

    private static Level level(String label) {
        for (Level one : Level.values()) {
            if (one.label().equals(label)) {
                return one;
            }
        }
        return Level.INFO;
    }

    private static PieceMask.@Nullable Piece masked(JsonNode one) {
        return one.has("mx")
                ? new PieceMask.Piece(one.path("mb").asText(), one.path("mx").asText())
                : null;
    }
}
