package io.vsgateway.wire.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.Characters;
import io.vsgateway.wire.ErrorCode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The members of a client's message, each checked for its type. A null member counts as absent.
///
/// @param of the type of the message, for error messages
record MessageFields(ObjectNode object, String of) {
    /// A member that is not what it must be. Thrown and caught within the package: a message has
    /// many members, and the first wrong one is reported.
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final ErrorCode code;

        Wrong(ErrorCode code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        ErrorCode code() {
            return code;
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }

    Wrong wrong(String what) {
        return new Wrong(ErrorCode.INVALID_MESSAGE, of + ": " + what);
    }

    /// Empty if absent or null; otherwise it must be of that kind.
    private <T> Optional<T> optional(String name, Function<JsonNode, @Nullable T> kind, String is) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        T good = kind.apply(value);
        if (good == null) {
            throw wrong(name + " must be " + is);
        }
        return Optional.of(good);
    }

    private <T> T required(String name, Function<JsonNode, @Nullable T> kind, String is) {
        return optional(name, kind, is).orElseThrow(() -> wrong(name + " must be " + is));
    }

    private static Function<JsonNode, @Nullable String> text(int most) {
        return value ->
                value.isTextual()
                                && !value.textValue().isEmpty()
                                && Characters.count(value.textValue()) <= most
                        ? value.textValue()
                        : null;
    }

    private static String upTo(int most) {
        return "a string of 1 to " + most + " characters";
    }

    String string(String name, int most) {
        return required(name, text(most), upTo(most));
    }

    /// @param told how many characters it may have once it is as it will be told to others
    String string(String name, int most, int told) {
        return required(name, text(most), upTo(told));
    }

    @Nullable String optionalString(String name, int most) {
        return optional(name, text(most), upTo(most)).orElse(null);
    }

    String oneOf(String name, Set<String> words, String list) {
        return required(
                name,
                value ->
                        words.contains(value.asText()) && value.isTextual() ? value.asText() : null,
                list);
    }

    boolean bool(String name) {
        return required(
                name, value -> value.isBoolean() ? value.booleanValue() : null, "true or false");
    }

    private static final double FARTHEST = 1e12;
    private static final String A_PLACE = "a number from -1e12 to 1e12";

    private static @Nullable Double place(JsonNode value) {
        return value.isNumber() && Math.abs(value.doubleValue()) <= FARTHEST
                ? value.doubleValue()
                : null;
    }

    double place(String name) {
        return required(name, MessageFields::place, A_PLACE);
    }

    @Nullable Double optionalPlace(String name) {
        return optional(name, MessageFields::place, A_PLACE).orElse(null);
    }

    @Nullable Double optionalDistance(String name) {
        Function<JsonNode, @Nullable Double> distance =
                value -> value.doubleValue() < 0 ? null : place(value);
        return optional(name, distance, "a number from 0 to 1e12").orElse(null);
    }

    @Nullable Long optionalWhole(String name, long least, long most) {
        return optional(
                        name,
                        value ->
                                value.isIntegralNumber()
                                                && value.canConvertToLong()
                                                && value.longValue() >= least
                                                && value.longValue() <= most
                                        ? value.longValue()
                                        : null,
                        "a whole number from " + least + " to " + most)
                .orElse(null);
    }

    /// The position of an event.
    private static @Nullable Position position(JsonNode value) {
        return value.isTextual() ? Position.parse(value.textValue()).orElse(null) : null;
    }

    private static final String AN_EVENT_ID = "the event_id of an event";

    Position position(String name) {
        return required(name, MessageFields::position, AN_EVENT_ID);
    }

    @Nullable Position optionalPosition(String name) {
        return optional(name, MessageFields::position, AN_EVENT_ID).orElse(null);
    }

    TopicName topic(String name) {
        return required(name, MessageFields::topicOf, "a topic such as chat:global");
    }

    @Nullable TopicName optionalTopic(String name) {
        return optional(name, MessageFields::topicOf, "a topic such as chat:global").orElse(null);
    }

    private static @Nullable TopicName topicOf(JsonNode value) {
        return value.isTextual() ? TopicName.parse(value.textValue()).orElse(null) : null;
    }

    TopicPattern pattern(String name) {
        return required(
                name,
                MessageFields::patternOf,
                "a topic such as chat:global, or the beginning of some and *");
    }

    static @Nullable TopicPattern patternOf(JsonNode value) {
        return value.isTextual() ? TopicPattern.parse(value.textValue()).orElse(null) : null;
    }

    TopicName room(String name) {
        return required(
                name,
                value ->
                        value.isTextual()
                                ? TopicName.parse("room:" + value.textValue()).orElse(null)
                                : null,
                "the name of a room");
    }

    ObjectNode object(String name) {
        return required(name, value -> value instanceof ObjectNode node ? node : null, "an object");
    }

    /// Checks only the list itself; the caller checks its elements.
    Iterable<JsonNode> list(String name, int most) {
        JsonNode list = object.path(name);
        if (!list.isArray() || list.isEmpty()) {
            throw wrong(name + " must be a list with something in it");
        }
        if (list.size() > most) {
            throw new Wrong(
                    ErrorCode.LIMIT_REACHED, of + ": " + name + " may have " + most + " at most");
        }
        return list;
    }
}
