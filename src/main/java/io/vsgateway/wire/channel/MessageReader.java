package io.vsgateway.wire.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.Characters;
import io.vsgateway.wire.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads messages of clients from JSON.
final class MessageReader {
    private static final int ID = 64;
    private static final int USER_ID = 128;
    private static final int NAME = 64;
    private static final int REASON = 200;
    private static final Set<String> CHATS = Set.of("global", "guild", "party", "private");
    private static final Set<String> ACTIONS =
            Set.of("delete", "mute", "unmute", "ban", "unban", "kick");

    /// What JavaScript makes of an id that was never set.
    private static final Set<String> NO_ID = Set.of("", "null", "undefined");

    private MessageReader() {}

    static ChannelMessage read(String text) {
        Optional<ObjectNode> found = Json.object(text);
        if (found.isEmpty()) {
            return invalid(
                    Json.member(text, "id").filter(MessageReader::isId).orElse(null),
                    "a message is a JSON object, nested 16 deep at most");
        }
        ObjectNode object = found.get();
        @Nullable String id = null;
        try {
            boolean isSound = text.indexOf('\\') < 0 || Json.isSound(object, Json.MAX_DEPTH + 1);
            if (isSound || Json.isSound(object.path("id"), 1)) {
                id = new MessageFields(object, "message").optionalString("id", ID);
            }
            if (!isSound) {
                return invalid(id, "there is a half of a surrogate pair in it");
            }
            if (!object.path("type").isTextual()) {
                return invalid(id, "type is missing, or no string");
            }
            return read(id, object.path("type").textValue(), object);
        } catch (MessageFields.Wrong wrong) {
            return new ChannelMessage.Invalid(id, wrong.code(), wrong.words());
        }
    }

    private static boolean isId(String text) {
        return !text.isEmpty() && Characters.count(text) <= ID;
    }

    static ChannelMessage positions(ObjectNode members) {
        if (!Json.isSound(members, Json.MAX_DEPTH)) {
            return invalid(null, "it is nested too deep, or has a half of a surrogate pair");
        }
        try {
            return positions(null, new MessageFields(members, "positions"));
        } catch (MessageFields.Wrong wrong) {
            return new ChannelMessage.Invalid(null, wrong.code(), wrong.words());
        }
    }

    private static ChannelMessage invalid(@Nullable String id, String why) {
        return new ChannelMessage.Invalid(id, ErrorCode.INVALID_MESSAGE, why);
    }

    private static ChannelMessage read(@Nullable String id, String type, ObjectNode object) {
        return switch (type) {
            case "subscribe" -> subscribe(id, new MessageFields(object, "subscribe"));
            case "unsubscribe" ->
                    new ChannelMessage.Unsubscribe(
                            id, new MessageFields(object, "unsubscribe").pattern("topic"));
            case "join_room" ->
                    new ChannelMessage.JoinRoom(
                            id, new MessageFields(object, "join_room").room("room"));
            case "leave_room" ->
                    new ChannelMessage.LeaveRoom(
                            id, new MessageFields(object, "leave_room").room("room"));
            case "publish" -> publish(id, new MessageFields(object, "publish"));
            case "history" -> history(id, new MessageFields(object, "history"));
            case "presence" ->
                    new ChannelMessage.Presence(
                            id, new MessageFields(object, "presence").topic("topic"));
            case "chat_message" -> chatMessage(id, new MessageFields(object, "chat_message"));
            case "typing" -> typing(id, new MessageFields(object, "typing"));
            case "moderate" -> moderate(id, new MessageFields(object, "moderate"));
            case "metadata" -> metadata(id, new MessageFields(object, "metadata"));
            case "ack" ->
                    new ChannelMessage.Ack(
                            id, new MessageFields(object, "ack").position("event_id"));
            case "auth" ->
                    new ChannelMessage.Auth(
                            id,
                            new MessageFields(object, "auth")
                                    .string("token", ChannelMessage.Auth.MAX_TOKEN));
            case "ping" -> new ChannelMessage.Ping(id);
            case "pong" -> new ChannelMessage.Pong(id);
            case "combat_action" -> combatAction(id, new MessageFields(object, "combat_action"));
            case "player_movement" ->
                    playerMovement(id, new MessageFields(object, "player_movement"));
            case "look" -> look(id, new MessageFields(object, "look"));
            case "positions" -> positions(id, new MessageFields(object, "positions"));
            default -> new ChannelMessage.Invalid(id, ErrorCode.UNKNOWN_TYPE, "type is not known");
        };
    }

    private static ChannelMessage subscribe(@Nullable String id, MessageFields members) {
        var topics = new LinkedHashSet<TopicPattern>();
        for (JsonNode one : members.list("topics", ChannelMessage.MAX_TOPICS)) {
            TopicPattern topic = MessageFields.patternOf(one);
            if (topic == null) {
                throw members.wrong("topics must be topics such as chat:global");
            }
            topics.add(topic);
        }
        Long history = members.optionalWhole("history", 0, ChannelMessage.MAX_HISTORY);
        return new ChannelMessage.Subscribe(
                id,
                new ArrayList<>(topics),
                lastEventId(members),
                history == null ? null : history.intValue());
    }

    private static @Nullable Position lastEventId(MessageFields members) {
        JsonNode given = members.object().path("last_event_id");
        return given.isTextual() && NO_ID.contains(given.textValue())
                ? null
                : members.optionalPosition("last_event_id");
    }

    private static ChannelMessage publish(@Nullable String id, MessageFields members) {
        TopicName topic = members.topic("topic");
        EventBody event =
                switch (EventBody.read(members.object().path("event"))) {
                    case EventBody.Reading.Good(EventBody body) -> body;
                    case EventBody.Reading.Bad(ErrorCode code, String why) ->
                            throw new MessageFields.Wrong(code, why);
                };
        return new ChannelMessage.Publish(
                id,
                topic,
                event,
                members.optionalString("exclude_user", USER_ID),
                members.optionalString("idempotency_key", ChannelMessage.MAX_KEY),
                members.optionalString("retain", ChannelMessage.MAX_KEY));
    }

    private static ChannelMessage history(@Nullable String id, MessageFields members) {
        Long limit = members.optionalWhole("limit", 1, ChannelMessage.MAX_HISTORY);
        return new ChannelMessage.History(
                id,
                members.topic("topic"),
                limit == null ? ChannelMessage.History.DEFAULT_LIMIT : limit.intValue(),
                members.optionalPosition("before"));
    }

    private static ChannelMessage chatMessage(@Nullable String id, MessageFields members) {
        String channel = chat(members);
        return new ChannelMessage.ChatMessage(
                id,
                channel,
                members.string(
                        "content", EventBody.MAX_BYTES, ChannelMessage.ChatMessage.MAX_CONTENT),
                party(channel, members),
                to(channel, members));
    }

    private static ChannelMessage typing(@Nullable String id, MessageFields members) {
        String channel = chat(members);
        return new ChannelMessage.Typing(
                id, channel, members.bool("typing"), party(channel, members), to(channel, members));
    }

    private static String chat(MessageFields members) {
        return members.oneOf("channel", CHATS, "global, guild, party or private");
    }

    private static @Nullable String party(String channel, MessageFields members) {
        return channel.equals("party") ? members.string("party", NAME) : null;
    }

    private static @Nullable String to(String channel, MessageFields members) {
        return channel.equals("private") ? members.string("to", USER_ID) : null;
    }

    private static ChannelMessage moderate(@Nullable String id, MessageFields members) {
        String action =
                members.oneOf("action", ACTIONS, "delete, mute, unmute, ban, unban or kick");
        boolean isDelete = action.equals("delete");
        return new ChannelMessage.Moderate(
                id,
                action,
                isDelete ? null : members.string("user_id", USER_ID),
                isDelete ? members.topic("topic") : members.optionalTopic("topic"),
                isDelete ? members.position("event_id") : null,
                members.optionalWhole("seconds", 1, ChannelMessage.MAX_SECONDS),
                members.optionalString("reason", REASON));
    }

    private static ChannelMessage metadata(@Nullable String id, MessageFields members) {
        String data = members.object("data").toString();
        if (TopicName.length(data) > ChannelMessage.Metadata.MAX_BYTES) {
            throw new MessageFields.Wrong(ErrorCode.TOO_LONG, "metadata: data has more than 1 KiB");
        }
        return new ChannelMessage.Metadata(id, data);
    }

    private static ChannelMessage combatAction(@Nullable String id, MessageFields members) {
        ObjectNode event = members.object().deepCopy();
        event.remove("id");
        return new ChannelMessage.CombatAction(
                id,
                members.string("combat_session_id", NAME),
                members.optionalWhole("turn", 0, Integer.MAX_VALUE),
                members.string("action", NAME),
                members.optionalString("target", USER_ID),
                EventBody.of("combat_action", event));
    }

    private static ChannelMessage playerMovement(@Nullable String id, MessageFields members) {
        return new ChannelMessage.PlayerMovement(
                id,
                members.string("zone", NAME),
                members.place("x"),
                members.place("y"),
                members.optionalPlace("z"));
    }

    private static ChannelMessage look(@Nullable String id, MessageFields members) {
        return new ChannelMessage.Look(
                id,
                members.string("zone", NAME),
                members.optionalPlace("x"),
                members.optionalPlace("y"),
                members.optionalPlace("z"),
                members.optionalDistance("radius"));
    }

    private static ChannelMessage positions(@Nullable String id, MessageFields members) {
        var moves = new ArrayList<ChannelMessage.Positions.Move>();
        for (JsonNode one : members.list("moves", ChannelMessage.MAX_MOVES)) {
            if (!(one instanceof ObjectNode move)) {
                throw members.wrong("moves must be objects");
            }
            var of = new MessageFields(move, "positions");
            moves.add(
                    new ChannelMessage.Positions.Move(
                            of.string("user_id", USER_ID),
                            of.optionalString("user", USER_ID),
                            of.place("x"),
                            of.place("y"),
                            of.optionalPlace("z")));
        }
        return new ChannelMessage.Positions(id, members.string("zone", NAME), moves);
    }
}
