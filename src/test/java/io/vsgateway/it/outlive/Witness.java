package io.vsgateway.it.outlive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that comes back to one gateway after the other behind the last id that it has seen, and
/// checks that no id is missing, comes twice or belongs to another epoch. It keeps the texts of the
/// numbered lines, `out N` and `err N`, in the order of each.
final class Witness {
    private static final Pattern NUMBERED = Pattern.compile("(out|err) (\\d+)");

    private final List<String> texts = new ArrayList<>();

    /// What was seen of the present line of a stream.
    private final Map<String, String> begun = new HashMap<>();

    private String lastId = "";
    private long out;
    private long err;

    /// Reads until a message is as wanted, or the gateway is gone.
    ///
    /// @return whether it came
    boolean read(GatewayProcess gateway, Predicate<JsonNode> until) {
        String from = lastId.isEmpty() ? "history_lines=10000" : "last_event_id=" + lastId;
        try (var client =
                Client.console(
                        gateway, "format=json&api_key=" + GatewayProcess.ADMIN + "&" + from)) {
            return read(client, until);
        } catch (UncheckedIOException e) {
            // It was killed before it had let us in.
            return false;
        }
    }

    boolean read(Client client, Predicate<JsonNode> until) {
        while (true) {
            Optional<String> message = client.nextUnlessClosed();
            if (message.isEmpty()) {
                return false;
            }
            JsonNode json = Client.parse(message.get());
            take(json);
            if (until.test(json)) {
                return true;
            }
        }
    }

    private void take(JsonNode message) {
        switch (message.path("type").asText()) {
            case "line" -> line(message);
            case "gap" -> throw new AssertionError("a gap behind " + lastId + ": " + message);
            default -> {}
        }
    }

    private void line(JsonNode line) {
        String id = line.path("id").asText();
        if (!lastId.isEmpty()) {
            assertThat(id).isEqualTo(epoch(lastId) + "-" + (offset(lastId) + 1));
        }
        lastId = id;
        String stream = line.path("stream").asText();
        String text = begun.getOrDefault(stream, "") + line.path("text").asText();
        if (line.path("partial").asBoolean()) {
            begun.put(stream, text);
            return;
        }
        begun.remove(stream);
        texts.add(text);
        Matcher numbered = NUMBERED.matcher(text);
        if (numbered.matches()) {
            long number = Long.parseLong(numbered.group(2));
            if (numbered.group(1).equals("out")) {
                assertThat(number).as(text).isEqualTo(++out);
            } else {
                assertThat(number).as(text).isEqualTo(++err);
            }
        }
    }

    private static String epoch(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    private static long offset(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    /// Numbered lines so far.
    long out() {
        return out;
    }

    long err() {
        return err;
    }

    String lastId() {
        return lastId;
    }

    List<String> texts() {
        return texts;
    }
}
