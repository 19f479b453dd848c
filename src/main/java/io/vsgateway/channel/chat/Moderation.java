package io.vsgateway.channel.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Right;
import io.vsgateway.access.Role.Standing;
import io.vsgateway.access.sanction.Sanction;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Family.Answer;
import io.vsgateway.channel.Rules;
import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.Topic;
import io.vsgateway.time.Clocks;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.Timestamp;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps order among those who chat: deletes what was said, and mutes, bans and closes users.
/// Nobody decides about somebody who stands as high or higher, nor changes what a higher one has
/// decided.
@ApplicationScoped
class Moderation {
    /// What others say, so that it can be deleted; the others are the game's own matters.
    static final Set<String> SAID = Set.of("chat", "room", "user");

    /// What was decided stays told.
    private static final Set<String> NEWS = Set.of(ChatFamily.DELETED, ChatFamily.MODERATION);

    private static final Duration FOR_GOOD = Duration.ofDays(3650);

    private final Rules rules;
    private final Hub hub;
    private final Channels channels;
    private final Sanctions sanctions;
    private final Ranks ranks;
    private final Clocks clocks;

    Moderation(
            Rules rules,
            Hub hub,
            Channels channels,
            Sanctions sanctions,
            Ranks ranks,
            Clocks clocks) {
        this.rules = rules;
        this.hub = hub;
        this.channels = channels;
        this.sanctions = sanctions;
        this.ranks = ranks;
        this.clocks = clocks;
    }

    /// Does what is asked for, if it may be done. What is published of it is the answer.
    Answer decide(ChannelMessage.Moderate asked, Caller caller) {
        TopicName topic = asked.topic() == null ? Topics.GLOBAL_CHAT : asked.topic();
        if (!caller.may(Right.MODERATE)) {
            return new Answer.Refuse(ErrorCode.FORBIDDEN, "you may not moderate");
        }
        if (!rules.mayRead(TopicPattern.of(topic), caller) || !SAID.contains(topic.channel())) {
            return new Answer.Refuse(ErrorCode.FORBIDDEN, "you may not moderate there");
        }
        Optional<Duration> muted = sanctions.muted(caller.userId(), topic.text());
        if (muted.isPresent()) {
            return new Answer.Refuse(ErrorCode.MUTED, "you may not write here now", muted.get());
        }
        Position event = asked.eventId();
        if (event != null) {
            return delete(topic, event, asked.reason(), caller);
        }
        String user = asked.userId();
        return user == null || !Sanction.isText(user)
                ? new Answer.Refuse(ErrorCode.INVALID_MESSAGE, "moderate: user_id has controls")
                : about(user, topic, asked, caller);
    }

    private Answer delete(
            TopicName topic, Position position, @Nullable String reason, Caller caller) {
        Optional<Event> found = find(topic, position);
        if (found.isEmpty()) {
            return new Answer.Refuse(ErrorCode.NOT_FOUND, "there is no such message");
        }
        String author = found.get().body().member("user_id").asText("");
        Standing standing = author.isEmpty() ? Standing.SERVICE : ranks.of(author);
        // Without an author it is a service's, of which any service may be the one.
        boolean isOwn =
                author.isEmpty()
                        ? stands(caller) == Standing.SERVICE
                        : author.equals(caller.userId());
        if (!isOwn && !stands(caller).isAbove(standing)) {
            return notAbove();
        }
        ObjectNode members = notice("delete", author, caller, reason);
        members.remove("action");
        members.put("deleted_event_id", position.id());
        EventBody notice = EventBody.of(ChatFamily.DELETED, members);
        return new Answer.Delete(
                Stream.concat(Stream.of(topic), others(topic, position))
                        .map(one -> new Change.Deletion(one, position, notice))
                        .toList());
    }

    /// The other topics that have the same event.
    private Stream<TopicName> others(TopicName topic, Position position) {
        return hub.topics().stream()
                .filter(other -> at(other, position).isPresent())
                .flatMap(other -> other.name().topic().stream())
                .filter(name -> !name.equals(topic));
    }

    private Optional<Event> find(TopicName topic, Position position) {
        if (!position.epoch().equals(hub.endPosition().epoch())) {
            return Optional.empty();
        }
        return hub.find(TopicPattern.of(topic))
                .flatMap(there -> at(there, position))
                .filter(event -> !NEWS.contains(event.body().type()))
                .filter(event -> !event.body().equals(event.body().erased()));
    }

    private static Optional<Event> at(Topic topic, Position position) {
        if (topic.feed().lastOffset() < position.offset()) {
            // Most are quiet, and asked without a lock.
            return Optional.empty();
        }
        Batch<Event> last = topic.feed().before(position.offset() + 1, 1);
        return last.entries().isEmpty() || !last.position(0).equals(position)
                ? Optional.empty()
                : Optional.of(last.entries().getFirst());
    }

    private Answer about(
            String user, TopicName topic, ChannelMessage.Moderate asked, Caller caller) {
        if (user.startsWith(Grant.GAME_USER)) {
            return new Answer.Refuse(
                    ErrorCode.FORBIDDEN,
                    "a player of the game is muted, kicked and banned by the game's commands");
        }
        if (!stands(caller).isAbove(ranks.of(user))) {
            return notAbove();
        }
        if (user.startsWith(Grant.KEY_USER)) {
            return new Answer.Refuse(ErrorCode.FORBIDDEN, "a key is changed in the settings");
        }
        String where = asked.topic() == null ? "" : topic.text();
        return switch (asked.action()) {
            case "mute" -> impose(Sanction.Kind.MUTE, where, user, topic, asked, caller);
            case "ban" -> impose(Sanction.Kind.BAN, "", user, topic, asked, caller);
            case "unmute" -> lift(Sanction.Kind.MUTE, where, user, topic, asked, caller);
            case "unban" -> lift(Sanction.Kind.BAN, "", user, topic, asked, caller);
            default -> kick(user, topic, asked.reason(), caller);
        };
    }

    private Answer kick(String user, TopicName topic, @Nullable String reason, Caller caller) {
        if (channels.disconnectUser(user, CloseCode.FORBIDDEN) == 0) {
            return new Answer.Refuse(ErrorCode.NOT_FOUND, "there is no such user connected");
        }
        ObjectNode notice = notice("kick", user, caller, reason);
        // Who was kicked reads it when they come back. Whether it was taken is counted there.
        Topics.ofUser(user).ifPresent(inbox -> channels.publish(publication(inbox, notice), null));
        return told(topic, notice);
    }

    private Answer impose(
            Sanction.Kind kind,
            String where,
            String user,
            TopicName topic,
            ChannelMessage.Moderate asked,
            Caller caller) {
        Optional<Sanction> held = sanctions.get(kind, user, where);
        if (held.isPresent() && !mayChange(held.get(), caller)) {
            return notAbove();
        }
        if (held.isEmpty() && !caller.may(Right.SANCTION) && !sanctions.hasRoomForModerators()) {
            return tooMany();
        }
        Instant now = clocks.now();
        Long seconds = asked.seconds();
        Instant until = now.plus(seconds == null ? FOR_GOOD : Duration.ofSeconds(seconds));
        String reason =
                asked.reason() == null ? "" : Sanction.shortened(ChatText.clean(asked.reason()));
        var sanction = new Sanction(kind, user, where, now, until, caller.userId(), reason);
        if (!sanctions.apply(sanction)) {
            return tooMany();
        }
        ObjectNode members = notice(asked.action(), user, caller, asked.reason());
        members.put("until", Timestamp.format(until));
        return told(topic, members);
    }

    private Answer lift(
            Sanction.Kind kind,
            String where,
            String user,
            TopicName topic,
            ChannelMessage.Moderate asked,
            Caller caller) {
        Optional<Sanction> held = sanctions.get(kind, user, where);
        if (held.isEmpty()) {
            return new Answer.Refuse(ErrorCode.NOT_FOUND, "there is none that holds");
        }
        if (!mayChange(held.get(), caller)) {
            return notAbove();
        }
        Instant now = clocks.now();
        sanctions.apply(held.get().lifted(now, caller.userId()));
        return told(topic, notice(asked.action(), user, caller, asked.reason()));
    }

    /// Whether a decision may be changed: one's own, or that of somebody who stands no higher. Who
    /// is not known may stand above all but the operator's own.
    private boolean mayChange(Sanction held, Caller caller) {
        if (held.by().equals(caller.userId()) || caller.may(Right.SANCTION)) {
            return true;
        }
        return ranks.known(held.by())
                .filter(standing -> !standing.isAbove(stands(caller)))
                .isPresent();
    }

    private static Standing stands(Caller caller) {
        return caller.role().standing();
    }

    private static Answer tooMany() {
        return new Answer.Refuse(ErrorCode.LIMIT_REACHED, "there are too many sanctions");
    }

    private static Answer notAbove() {
        return new Answer.Refuse(
                ErrorCode.FORBIDDEN, "somebody who stands as high or higher is concerned");
    }

    static ObjectNode notice(String action, String user, Caller caller, @Nullable String reason) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("action", action);
        if (!user.isEmpty()) {
            members.put("user_id", user);
        }
        members.put("by", caller.userId());
        if (reason != null) {
            members.put("reason", ChatText.clean(reason));
        }
        return members;
    }

    private static Answer told(TopicName topic, ObjectNode notice) {
        return new Answer.Publish(publication(topic, notice));
    }

    static Change.Publication publication(TopicName topic, ObjectNode notice) {
        return new Change.Publication(
                List.of(topic), EventBody.of(ChatFamily.MODERATION, notice), null, null);
    }
}
