package io.vsgateway.fanout.redis;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What changes are called in Redis: as arguments of the script, and as fields of the streams. What
/// is not understood is [Change.Unknown], as it may come from a newer version.
final class Words {
    /// How an entry that begins an epoch is called.
    static final String EPOCH = "epoch";

    private static final String DOWN = "down";

    private static final char MEMBER = '+';
    private static final char NO_MEMBER = '-';

    private Words() {}

    /// An entry of a stream.
    ///
    /// @param node who proposed it
    /// @param number which of that one's proposals it was
    record Read(String node, long number, long offset, Instant at, Change change) {
        Entry entry(String epoch) {
            return new Entry(new Position(epoch, offset), at, change);
        }
    }

    /// What an entry says, field by field; what one has no use for is empty.
    ///
    /// @param topics separated by blanks
    /// @param argument who is not to be told, what is deleted, who is a member, or which note it is
    /// @param retain the name to retain it under
    record Fields(
            String kind, String topics, String type, String body, String argument, String retain) {
        Fields labelled(String topics, String type, String argument, String retain) {
            return new Fields(kind, topics, type, "", argument, retain);
        }

        Fields withBody(String body) {
            return new Fields(kind, topics, type, body, argument, retain);
        }

        /// Whether no gateway has proposed it.
        boolean isOfScript() {
            return kind.equals(EPOCH) || kind.equals(DOWN);
        }
    }

    static Fields fields(Change change) {
        return switch (change) {
            case Change.Publication(
                            List<TopicName> topics,
                            EventBody body,
                            String exclude,
                            String retain) ->
                    new Fields(
                            "event",
                            joined(topics, TopicName::text),
                            body.type(),
                            body.members(),
                            orEmpty(exclude),
                            orEmpty(retain));
            case Change.Deletion(TopicName topic, Position deleted, EventBody notice) ->
                    new Fields(
                            "delete",
                            topic.text(),
                            notice.type(),
                            notice.members(),
                            Long.toString(deleted.offset()),
                            "");
            case Change.Membership(TopicName topic, String userId, boolean isMember) ->
                    new Fields(
                            "member",
                            topic.text(),
                            "",
                            "",
                            (isMember ? MEMBER : NO_MEMBER) + userId,
                            "");
            case Change.Clearing(TopicName topic) ->
                    new Fields("clear", topic.text(), "", "", "", "");
            case Change.Note(String subject, String key, String text) ->
                    new Fields("note", "", subject, text, key, "");
            case Change.NodeDown(String node) -> new Fields(DOWN, "", "", node, "", "");
            case Change.Unknown(String kind) -> new Fields(kind, "", "", "", "", "");
            case Change.Unreadable _ ->
                    throw new IllegalArgumentException("nobody proposes what cannot be read");
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// The stream of an answer that is about one, whichever way the protocol gives it.
    static Response onlyStream(Response answer) {
        return answer.getKeys() != null && !answer.getKeys().isEmpty()
                ? answer.get(answer.getKeys().iterator().next())
                : answer.get(0).get(1);
    }

    /// Whether an epoch begins with it.
    static boolean isEpoch(Read one) {
        return one.change() instanceof Change.Unknown(String kind) && kind.equals(EPOCH);
    }

    /// An entry of a stream.
    ///
    /// @param opening what makes a change of what is written
    static Read entry(Response one, Function<Fields, Change> opening) {
        Response fields = one.get(1);
        String node = "";
        long number = 0;
        long at = 0;
        String kind = "";
        String topics = "";
        String type = "";
        String body = "";
        String argument = "";
        String retain = "";
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String value = fields.get(i + 1).toString();
            switch (letter(fields.get(i).toBuffer())) {
                case 'n' -> node = value;
                case 's' -> number = Long.parseLong(value);
                case 't' -> at = Long.parseLong(value);
                case 'k' -> kind = value;
                case 'o' -> topics = value;
                case 'y' -> type = value;
                case 'b' -> body = value;
                case 'x' -> argument = value;
                case 'r' -> retain = value;
                default -> {
                    // Of a newer version.
                }
            }
        }
        Change change = opening.apply(new Fields(kind, topics, type, body, argument, retain));
        return new Read(node, number, offset(one.get(0)), Instant.ofEpochMilli(at), change);
    }

    /// The name of a field; a blank if it is none of ours.
    private static char letter(Buffer name) {
        return name.length() == 1 ? (char) name.getByte(0) : ' ';
    }

    static long offset(Response id) {
        String text = id.toString();
        return Long.parseLong(text.substring(0, text.indexOf('-')));
    }

    /// What the fields say in plain words.
    static Change change(Fields fields) {
        try {
            return read(fields);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Whoever wrote that was no gateway.
            return new Change.Unknown(fields.kind());
        }
    }

    private static Change read(Fields fields) {
        return switch (fields.kind()) {
            case "event" ->
                    new Change.Publication(
                            topics(fields.topics()),
                            EventBody.restored(fields.type(), fields.body()),
                            orNull(fields.argument()),
                            orNull(fields.retain()));
            case "delete" ->
                    // Of which epoch it was, nobody asks.
                    new Change.Deletion(
                            TopicName.of(fields.topics()),
                            new Position("0", Long.parseLong(fields.argument())),
                            EventBody.restored(fields.type(), fields.body()));
            case "member" ->
                    new Change.Membership(
                            TopicName.of(fields.topics()),
                            fields.argument().substring(1),
                            fields.argument().charAt(0) == MEMBER);
            case "clear" -> new Change.Clearing(TopicName.of(fields.topics()));
            case "note" -> new Change.Note(fields.type(), fields.argument(), fields.body());
            case DOWN -> new Change.NodeDown(fields.body());
            default -> new Change.Unknown(fields.kind());
        };
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /// What the topics are mapped to, separated by blanks.
    static String joined(List<TopicName> topics, Function<TopicName, String> text) {
        return topics.size() == 1
                ? text.apply(topics.getFirst())
                : topics.stream().map(text).collect(Collectors.joining(" "));
    }

    private static List<TopicName> topics(String text) {
        return text.indexOf(' ') < 0
                ? List.of(TopicName.of(text))
                : split(text).stream().map(TopicName::of).toList();
    }

    /// What blanks separate.
    static List<String> split(String topics) {
        if (topics.isEmpty()) {
            return List.of();
        }
        return topics.indexOf(' ') < 0 ? List.of(topics) : List.of(topics.split(" ", -1));
    }
}
