package io.vsgateway.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message of a console client: the bare text of a command, or a JSON object with a `type`.
public sealed interface ClientMessage {
    /// Longest id of a command, in characters.
    int MAX_ID = 64;

    /// Most commands that one message may ask about.
    int MAX_ASKED = 64;

    /// A command for the game.
    ///
    /// @param id chosen by the client, to find its receipts
    record Command(String content, @Nullable String id) implements ClientMessage {}

    /// Asks how far commands have come that another connection sent.
    ///
    /// @param ids 1 to [#MAX_ASKED] of them
    record Receipts(List<String> ids) implements ClientMessage {}

    /// The answer to a ping.
    record Pong() implements ClientMessage {}

    /// A ping, to be answered at once, so that the client learns how long that takes.
    ///
    /// @param id chosen by the client, to find the answer
    record Ping(@Nullable String id) implements ClientMessage {}

    /// A new credential for this connection.
    record Auth(String token) implements ClientMessage {
        @Override
        public String toString() {
            return "Auth[token=…]";
        }
    }

    /// Not a message; `message` says why in constant words, not those of the input.
    record Invalid(ErrorCode code, String message) implements ClientMessage {}

    /// Reads a text message. In [Format#TEXT] anything that does not begin with a brace is a
    /// command; in [Format#JSON] a number, string, array or literal is an error, because the
    /// client's encoder is wrong.
    static ClientMessage parse(String text, Format format) {
        String trimmed = text.strip();
        if (trimmed.startsWith("{")) {
            return read(trimmed);
        }
        if (format == Format.JSON && isJson(trimmed)) {
            return new Invalid(
                    ErrorCode.INVALID_MESSAGE,
                    "a message is a JSON object or the bare text of a command");
        }
        return new Command(text, null);
    }

    private static boolean isJson(String text) {
        try {
            return !text.isEmpty() && Mapper.JSON.readTree(text) != null;
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    private static ClientMessage read(String text) {
        JsonNode object;
        try {
            object = Mapper.JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return new Invalid(ErrorCode.INVALID_MESSAGE, "not valid JSON");
        }
        if (!object.path("type").isTextual()) {
            return new Invalid(ErrorCode.INVALID_MESSAGE, "type is missing, or no string");
        }
        return switch (object.path("type").textValue()) {
            case "command" -> command(object);
            case "receipts" -> receipts(object);
            case "ping" -> ping(object);
            case "pong" -> new Pong();
            case "auth" ->
                    object.path("token").isTextual()
                            ? new Auth(object.path("token").textValue())
                            : new Invalid(
                                    ErrorCode.INVALID_MESSAGE, "auth: token must be a string");
            default -> new Invalid(ErrorCode.UNKNOWN_TYPE, "type is not known");
        };
    }

    private static ClientMessage command(JsonNode object) {
        JsonNode content = object.path("content");
        if (!content.isTextual()) {
            return new Invalid(ErrorCode.INVALID_MESSAGE, "command: content must be a string");
        }
        return hasGoodId(object)
                ? new Command(content.textValue(), object.path("id").textValue())
                : new Invalid(
                        ErrorCode.INVALID_MESSAGE,
                        "command: id must be a string of 1 to 64 characters");
    }

    private static ClientMessage receipts(JsonNode object) {
        JsonNode asked = object.path("ids");
        List<String> ids = asked.valueStream().map(JsonNode::asText).toList();
        boolean good =
                asked.isArray()
                        && !ids.isEmpty()
                        && ids.size() <= MAX_ASKED
                        && asked.valueStream().allMatch(ClientMessage::isGoodId);
        return good
                ? new Receipts(ids)
                : new Invalid(
                        ErrorCode.INVALID_MESSAGE,
                        "receipts: ids must be an array of 1 to 64 strings of 1 to 64 characters");
    }

    private static ClientMessage ping(JsonNode object) {
        return hasGoodId(object)
                ? new Ping(object.path("id").textValue())
                : new Invalid(
                        ErrorCode.INVALID_MESSAGE,
                        "ping: id must be a string of 1 to 64 characters");
    }

    /// None is fine, too.
    private static boolean hasGoodId(JsonNode object) {
        JsonNode id = object.path("id");
        return id.isMissingNode() || id.isNull() || isGoodId(id);
    }

    private static boolean isGoodId(JsonNode id) {
        return id.isTextual() && isGoodId(id.textValue()) && Characters.areWhole(id.textValue());
    }

    /// Whether it has a length that an id may have.
    static boolean isGoodId(String id) {
        return !id.isEmpty() && Characters.count(id) <= MAX_ID;
    }

    /// Holds the mapper, so that it is created when the first object is read.
    final class Mapper {
        private static final JsonMapper JSON =
                JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

        private Mapper() {}
    }
}
