package io.vsgateway.bench.socket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message of the console that is not a tick.
public sealed interface Notice {
    Pattern TEXT_GAP = Pattern.compile("\\[\\S+ vs-gateway] (\\d{1,18}) lines were missed here");

    /// Lines are missing here.
    record Gap(long count) implements Notice {}

    /// The game's state.
    record State(String state) implements Notice {}

    /// How far a command got.
    record Receipt(String id, String status, String reason) implements Notice {}

    /// Any other message.
    record Other() implements Notice {}

    /// Reads a message in either format.
    static Notice of(String message) {
        if (message.startsWith("{")) {
            try {
                return of(fields(message));
            } catch (IOException | NumberFormatException _) {
                return new Other();
            }
        }
        Matcher gap = TEXT_GAP.matcher(message);
        return gap.matches() ? new Gap(Long.parseLong(gap.group(1))) : new Other();
    }

    private static Notice of(Map<String, String> fields) {
        return switch (fields.getOrDefault("type", "")) {
            case "gap" -> new Gap(Long.parseLong(fields.getOrDefault("count", "0")));
            case "state" -> new State(fields.getOrDefault("state", ""));
            case "receipt" ->
                    new Receipt(
                            fields.getOrDefault("id", ""),
                            fields.getOrDefault("status", ""),
                            fields.getOrDefault("reason", ""));
            default -> new Other();
        };
    }

    private static Map<String, String> fields(String object) throws IOException {
        var fields = new HashMap<String, String>();
        try (JsonParser json = new JsonFactory().createParser(object)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                json.skipChildren();
                fields.put(name, String.valueOf(json.getText()));
            }
        }
        return fields;
    }
}
