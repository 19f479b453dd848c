package io.vsgateway.channel.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Right;
import io.vsgateway.channel.Family;
import io.vsgateway.channel.Rules;
import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.roster.Connection;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules of chat: to whom a message goes, who may send it, and what may stand in it. They hold
/// in whichever way a chat message is published, but for services, which say what they like.
@ApplicationScoped
public class ChatFamily implements Family {
    private static final String CHAT = "chat";
    static final String MESSAGE = "chat_message";
    static final String DELETED = "chat_deleted";
    static final String MODERATION = "chat_moderation";

    private final Rules rules;
    private final AuditedModeration moderation;
    private final TypingNews typing;
    private final ChatRates rates;
    private final ChatFilter filter;
    private final Letters letters;
    private final Duration retryAfter;

    public ChatFamily(
            Rules rules,
            AuditedModeration moderation,
            TypingNews typing,
            ChatFilter filter,
            Letters letters,
            ChatSettings settings) {
        this.rules = rules;
        this.moderation = moderation;
        this.typing = typing;
        this.filter = filter;
        this.letters = letters;
        ChatSettings.Messages messages = settings.messages();
        this.rates = new ChatRates(messages.perSecond(), messages.burst());
        this.retryAfter = Duration.ofMillis(Math.max(1, 1000 / messages.perSecond()));
    }

    @Override
    public Answer received(ChannelMessage message, Caller sender, Connection from) {
        return switch (message) {
            case ChannelMessage.ChatMessage chat ->
                    switch (target(chat.channel(), chat.party(), chat.to(), sender)) {
                        case Target.Good(TopicName topic) -> say(chat, topic, sender);
                        case Target.Bad(Answer.Refuse refusal) -> refusal;
                    };
            case ChannelMessage.Typing typed ->
                    switch (target(typed.channel(), typed.party(), typed.to(), sender)) {
                        case Target.Good(TopicName topic) -> {
                            typing.heard(topic, typed, sender);
                            yield new Answer.Done();
                        }
                        case Target.Bad(Answer.Refuse refusal) -> refusal;
                    };
            case ChannelMessage.Moderate moderate -> moderation.decide(moderate, sender);
            case ChannelMessage.Publish publish when publish.topic().channel().equals(CHAT) ->
                    published(publish, sender);
            default -> new Answer.NotMine();
        };
    }

    /// Where a message goes.
    private sealed interface Target {
        record Good(TopicName topic) implements Target {}

        record Bad(Answer.Refuse refusal) implements Target {
            Bad(ErrorCode code, String why) {
                this(new Answer.Refuse(code, why));
            }
        }
    }

    private Target target(
            String channel, @Nullable String party, @Nullable String to, Caller sender) {
        if (!sender.may(Right.SPEAK)) {
            return new Target.Bad(ErrorCode.FORBIDDEN, "you may not chat");
        }
        boolean isPrivate = channel.equals("private");
        Optional<TopicName> found =
                switch (channel) {
                    case "global" -> Optional.of(Topics.GLOBAL_CHAT);
                    case "guild" -> Topics.ofGuild(sender.grant().claims());
                    case "party" -> Optional.ofNullable(party).flatMap(Topics::ofParty);
                    case "private" ->
                            Optional.ofNullable(to)
                                    .filter(id -> !id.startsWith(Grant.GAME_USER))
                                    .flatMap(Topics::ofUser);
                    default -> Optional.empty();
                };
        if (found.isEmpty()) {
            return new Target.Bad(ErrorCode.NOT_FOUND, "there is no such guild, party or user");
        }
        return isPrivate || rules.mayWrite(found.get(), sender)
                ? new Target.Good(found.get())
                : new Target.Bad(ErrorCode.FORBIDDEN, "you may not write there");
    }

    private Answer say(ChannelMessage.ChatMessage message, TopicName topic, Caller sender) {
        var topics = new LinkedHashSet<TopicName>();
        topics.add(topic);
        String to = message.to();
        if (to != null) {
            Topics.ofUser(sender.userId()).ifPresent(topics::add);
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("channel", message.channel());
        if (to != null) {
            members.put("to", to);
        }
        return say(List.copyOf(topics), members, message.content(), null, sender);
    }

    /// What was published in a chat as any event is, by somebody who is no service: a chat message
    /// to a topic that has members, for example, which no `channel` names.
    private Answer published(ChannelMessage.Publish publish, Caller sender) {
        String excluded = publish.excludeUser();
        if (excluded != null && !excluded.equals(sender.userId())) {
            return new Answer.Refuse(
                    ErrorCode.FORBIDDEN, "only services leave somebody out of a chat");
        }
        if (!publish.event().type().equals(MESSAGE)) {
            return other(publish, sender);
        }
        JsonNode content = publish.event().member("content");
        if (!content.isTextual()) {
            return new Answer.Refuse(ErrorCode.INVALID_MESSAGE, "event: content must be a string");
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("channel", publish.topic().segments().getFirst());
        return say(
                List.of(publish.topic()),
                members,
                content.textValue(),
                publish.excludeUser(),
                sender);
    }

    /// An event of another type, such as a gesture: clients may show what it says, too.
    private Answer other(ChannelMessage.Publish publish, Caller sender) {
        if (!rates.allows(sender.userId(), System.nanoTime())) {
            return tooMany();
        }
        ObjectNode members = publish.event().object();
        for (Map.Entry<String, JsonNode> member : List.copyOf(members.properties())) {
            if (member.getValue().isTextual()) {
                switch (filter.judge(member.getValue().textValue(), sender)) {
                    case ChatFilter.Verdict.Said(String left) -> members.put(member.getKey(), left);
                    case ChatFilter.Verdict.Refused _ -> {
                        return filtered();
                    }
                }
            }
        }
        EventBody said =
                EventBody.of(publish.event().type(), members)
                        .by(
                                sender.grant().displayName(),
                                sender.userId(),
                                sender.role().wireName());
        return new Answer.Publish(
                new Change.Publication(
                        List.of(publish.topic()), said, publish.excludeUser(), null));
    }

    private Answer tooMany() {
        return new Answer.Refuse(
                ErrorCode.RATE_LIMITED, "too many chat messages per second", retryAfter);
    }

    private static Answer filtered() {
        return new Answer.Refuse(ErrorCode.FILTERED, "there is a word in it that is not said here");
    }

    private Answer say(
            List<TopicName> topics,
            ObjectNode members,
            String written,
            @Nullable String exclude,
            Caller sender) {
        String content = ChatText.clean(written);
        if (content.isEmpty()) {
            return new Answer.Refuse(ErrorCode.INVALID_MESSAGE, "there is no text in content");
        }
        if (ChatText.isTooLong(content)) {
            return new Answer.Refuse(ErrorCode.TOO_LONG, "content has more than 500 characters");
        }
        if (!sender.may(Right.PUBLISH)) {
            if (!rates.allows(sender.userId(), System.nanoTime())) {
                return tooMany();
            }
            String to = members.path("to").textValue();
            if (to != null && letters.areTooMany(to, sender.userId())) {
                return new Answer.Refuse(
                        ErrorCode.LIMIT_REACHED, "they are away and have many messages of yours");
            }
            switch (filter.judge(content, sender)) {
                case ChatFilter.Verdict.Said(String left) -> content = left;
                case ChatFilter.Verdict.Refused _ -> {
                    return filtered();
                }
            }
        }
        members.put("user", sender.grant().displayName())
                .put("user_id", sender.userId())
                .put("content", content);
        return new Answer.Publish(
                new Change.Publication(topics, EventBody.of(MESSAGE, members), exclude, null));
    }
}
