package io.vsgateway.wire.channel;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A published event without the envelope, which is put around it when it gets its place in the
/// order. Its members are encoded once, on arrival, and never read again.
///
/// The members `event_id`, `timestamp` and `topic` belong to the envelope. Publishers on other
/// systems send their own, so these are dropped, not refused. `user`, `user_id`, `role` and
/// `origin` say whose words it is: see [#by].
public final class EventBody {
    /// Most bytes of UTF-8, without the envelope.
    public static final int MAX_BYTES = 64 * 1024;

    /// Deepest nesting, including the event itself.
    public static final int MAX_DEPTH = Json.MAX_DEPTH;

    private static final int MAX_TYPE = 64;
    private static final Set<String> ENVELOPE = Set.of("type", "event_id", "timestamp", "topic");
    private static final Set<String> AUTHOR = Set.of("user", "user_id", "role", "origin");

    /// Types that a client would take for the gateway's own frames, or for another client's
    /// request.
    private static final Set<String> RESERVED =
            Set.of(
                    "connected",
                    "subscribed",
                    "unsubscribed",
                    "gap",
                    "resumed",
                    "ack",
                    "error",
                    "history",
                    "presence",
                    "presence_join",
                    "presence_leave",
                    "token_expiring",
                    "player_nearby",
                    "player_away",
                    "world_snapshot",
                    "move_rejected",
                    "ping",
                    "pong",
                    "subscribe",
                    "unsubscribe",
                    "join_room",
                    "leave_room",
                    "publish",
                    "moderate",
                    "metadata",
                    "auth",
                    "look",
                    "positions");

    /// Types of events that the gateway makes, besides all that begin with [#COMBAT].
    private static final Set<String> NEWS =
            Set.of(
                    "system",
                    "user_joined",
                    "user_left",
                    "chat_deleted",
                    "chat_moderation",
                    "typing",
                    "zone_change",
                    "game_status",
                    "players",
                    "player_joined",
                    "player_left",
                    "player_death",
                    "announcement",
                    "server_save",
                    "server_time");

    private static final String COMBAT = "combat_";

    private static final String ERASED = ",\"content\":\"\",\"deleted\":true";

    private final String type;

    /// Encoded members, each preceded by a comma.
    private final String author;

    private final String rest;

    private final int length;

    private EventBody(String type, String author, String rest) {
        this.type = type;
        this.author = author;
        this.rest = rest;
        this.length = TopicName.length(author) + TopicName.length(rest);
    }

    /// The result of reading an event.
    public sealed interface Reading {
        record Good(EventBody body) implements Reading {}

        /// `message` says why it was refused, in constant words.
        record Bad(ErrorCode code, String message) implements Reading {}
    }

    /// Reads an event to be published.
    public static Reading read(String json) {
        return Json.object(json)
                .map(EventBody::read)
                .orElseGet(() -> invalid("event: it must be a JSON object"));
    }

    /// Reads an event to be published.
    public static Reading read(JsonNode event) {
        if (!(event instanceof ObjectNode object)) {
            return invalid("event: it must be a JSON object");
        }
        String type = object.path("type").asText("");
        if (!object.path("type").isTextual() || !isType(type)) {
            return invalid(
                    "event: type must be a small letter and up to 63 of a-z, 0-9, _, . and -");
        }
        if (RESERVED.contains(type)) {
            return invalid("event: this type is the protocol's own");
        }
        if (!Json.isSound(object, MAX_DEPTH)) {
            return invalid("event: it is nested too deep, or has a half of a surrogate pair");
        }
        EventBody body = of(type, object);
        return body.length() <= MAX_BYTES
                ? new Reading.Good(body)
                : new Reading.Bad(ErrorCode.TOO_LONG, "event: it has more than 64 KiB");
    }

    private static boolean isType(String text) {
        if (text.isEmpty() || text.length() > MAX_TYPE || !isSmallLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isSmallLetter(c) && (c < '0' || c > '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isSmallLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static Reading invalid(String message) {
        return new Reading.Bad(ErrorCode.INVALID_MESSAGE, message);
    }

    /// An event that the gateway itself makes; it may be of any type.
    ///
    /// @param members its members besides the type
    public static EventBody of(String type, ObjectNode members) {
        if (!isType(type)) {
            throw new IllegalArgumentException("not a type of event: " + type);
        }
        var author = new StringBuilder();
        var rest = new StringBuilder();
        members.properties()
                .forEach(member -> {
                    String name = member.getKey();
                    if (!ENVELOPE.contains(name)) {
                        append(
                                AUTHOR.contains(name) ? author : rest,
                                name,
                                encoded(member.getValue()));
                    }
                });
        return new EventBody(type, author.toString(), rest.toString());
    }

    /// The same event with a known author: what it says of its author is replaced.
    ///
    /// @param user the displayed name
    public EventBody by(@Nullable String user, String userId, String role) {
        var known = new StringBuilder();
        if (user != null) {
            append(known, "user", quoted(user));
        }
        append(known, "user_id", quoted(userId));
        append(known, "role", quoted(role));
        return new EventBody(type, known.toString(), rest);
    }

    /// What is left of it when it was deleted: its type and author, and that it was. It says so in
    /// a way that shows nothing where clients know nothing of it.
    public EventBody erased() {
        return new EventBody(type, author, ERASED);
    }

    private static void append(StringBuilder members, String name, String value) {
        members.append(',').append(quoted(name)).append(':').append(value);
    }

    private static String encoded(JsonNode value) {
        // A node makes a generator of its own for that.
        return value.isTextual() ? quoted(value.textValue()) : value.toString();
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /// The type, such as `task_status_update`.
    public String type() {
        return type;
    }

    /// Whether clients take it for news of the gateway: only the gateway and services tell such.
    public boolean isNews() {
        return NEWS.contains(type) || type.startsWith(COMBAT);
    }

    /// The members after the envelope as JSON, without the braces; may be empty. For [#restored].
    public String members() {
        String all = author + rest;
        return all.isEmpty() ? all : all.substring(1);
    }

    /// The same as a new object.
    public ObjectNode object() {
        return Json.object('{' + members() + '}').orElseThrow();
    }

    /// One of these members; a missing node if there is none of that name. It is read anew each
    /// time.
    public JsonNode member(String name) {
        return object().path(name);
    }

    /// An event from the results of [#type] and [#members], on this instance or another, without
    /// examining them.
    public static EventBody restored(String type, String members) {
        return new EventBody(type, "", members.isEmpty() ? "" : ',' + members);
    }

    /// Length in bytes of UTF-8, without the envelope.
    public int length() {
        return length;
    }

    /// The event as all readers get it.
    public String event(Position id, Instant at, TopicName topic) {
        return framed(id, at, topic);
    }

    /// The same as the latest value of something: without an id, because it has no place in the
    /// order.
    public String state(Instant at, TopicName topic) {
        return framed(null, at, topic);
    }

    private String framed(@Nullable Position id, Instant at, TopicName topic) {
        var text = new StringBuilder(128 + topic.text().length() + author.length() + rest.length());
        text.append("{\"type\":\"").append(type);
        if (id != null) {
            text.append("\",\"event_id\":\"").append(id.id());
        }
        text.append("\",\"timestamp\":\"");
        Timestamp.append(text, at);
        text.append("\",\"topic\":").append(quoted(topic.text()));
        return text.append(author).append(rest).append('}').toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventBody body
                && type.equals(body.type)
                && members().equals(body.members());
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, members());
    }

    /// Without the content, which may be private.
    @Override
    public String toString() {
        return "EventBody[" + type + ", " + length() + " bytes]";
    }
}
