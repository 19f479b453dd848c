package io.vsgateway.fanout.redis;

import io.vertx.redis.client.Response;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What changes are called in Redis: as arguments of the script, and as fields of the streams. What
/// is not understood is [Change.Unknown], as it may come from a newer version.
final class Words {
    /// How an entry that begins an epoch is called.
    static final String EPOCH = "epoch";

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

    /// Arguments of the script for a change, behind its number and its key.
    static List<String> arguments(Change change, Function<TopicName, Bounds> bounds) {
        return switch (change) {
            case Change.Publication(
                            List<TopicName> topics,
                            EventBody body,
                            String exclude,
                            String retain) ->
                    event("event", topics, body, orEmpty(exclude), orEmpty(retain), bounds);
            case Change.Deletion(TopicName topic, Position deleted, EventBody notice) ->
                    event(
                            "delete",
                            List.of(topic),
                            notice,
                            Long.toString(deleted.offset()),
                            "",
                            bounds);
            case Change.Membership(TopicName topic, String userId, boolean isMember) ->
                    List.of(
                            "member",
                            topic.text(),
                            "",
                            "",
                            "",
                            (isMember ? MEMBER : NO_MEMBER) + userId,
                            "");
            case Change.Clearing(TopicName topic) ->
                    List.of("clear", topic.text(), "", "", "", "", "");
            case Change.Note(String subject, String key, String text) ->
                    List.of("note", "", "", subject, text, key, "");
            case Change.NodeDown(String node) -> List.of("down", "", "", "", node, "", "");
            case Change.Unknown(String kind) -> List.of(kind, "", "", "", "", "", "");
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static List<String> event(
            String kind,
            List<TopicName> topics,
            EventBody body,
            String argument,
            String retain,
            Function<TopicName, Bounds> bounds) {
        return List.of(
                kind,
                topics.stream().map(TopicName::text).collect(Collectors.joining(" ")),
                topics.stream()
                        .map(topic -> bounds.apply(topic).text())
                        .collect(Collectors.joining(" ")),
                body.type(),
                body.members(),
                argument,
                retain);
    }

    /// The entries of a stream, as XREAD and XRANGE give them.
    static List<Read> entries(Response stream) {
        var entries = new ArrayList<Read>(stream.size());
        for (Response one : stream) {
            entries.add(entry(one));
        }
        return entries;
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

    private static Read entry(Response one) {
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
            switch (fields.get(i).toString()) {
                case "n" -> node = value;
                case "s" -> number = Long.parseLong(value);
                case "t" -> at = Long.parseLong(value);
                case "k" -> kind = value;
                case "o" -> topics = value;
                case "y" -> type = value;
                case "b" -> body = value;
                case "x" -> argument = value;
                case "r" -> retain = value;
                default -> {
                    // Of a newer version.
                }
            }
        }
        Change change;
        try {
            change = change(kind, topics, type, body, argument, retain);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Whoever wrote that was no gateway.
            change = new Change.Unknown(kind);
        }
        return new Read(node, number, offset(one.get(0)), Instant.ofEpochMilli(at), change);
    }

    static long offset(Response id) {
        String text = id.toString();
        return Long.parseLong(text.substring(0, text.indexOf('-')));
    }

    private static Change change(
            String kind, String topics, String type, String body, String argument, String retain) {
        return switch (kind) {
            case "event" ->
                    new Change.Publication(
                            names(topics),
                            EventBody.restored(type, body),
                            orNull(argument),
                            orNull(retain));
            case "delete" ->
                    // Of which epoch it was, nobody asks.
                    new Change.Deletion(
                            TopicName.of(topics),
                            new Position("0", Long.parseLong(argument)),
                            EventBody.restored(type, body));
            case "member" -> membership(topics, argument);
            case "clear" -> new Change.Clearing(TopicName.of(topics));
            case "note" -> new Change.Note(type, argument, body);
            case "down" -> new Change.NodeDown(body);
            default -> new Change.Unknown(kind);
        };
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<TopicName> names(String topics) {
        int blank = topics.indexOf(' ');
        return blank < 0
                ? List.of(TopicName.of(topics))
                : List.of(topics.split(" ", -1)).stream().map(TopicName::of).toList();
    }

    private static Change.Membership membership(String topic, String argument) {
        return new Change.Membership(
                TopicName.of(topic), argument.substring(1), argument.charAt(0) == MEMBER);
    }

    /// A member of the set of all memberships.
    static Change.Membership membership(String text) {
        int blank = text.indexOf(' ');
        return new Change.Membership(
                TopicName.of(text.substring(0, blank)), text.substring(blank + 1), true);
    }
}
