package io.vsgateway.channel.socket;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.channel.Family;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Outcome;
import io.vsgateway.hub.Topic;
import io.vsgateway.roster.Presence;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.ChannelFrame.Unsubscribed.Reason;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What becomes of one message of a client; all on its event loop. A message with an `id` gets
/// exactly one answer, but for subscriptions, which get one for each topic; without one, only
/// errors are told.
record Conversation(Members members, Member member) {
    void take(ChannelMessage message) {
        switch (message) {
            case ChannelMessage.Subscribe subscribe -> subscribe(subscribe);
            case ChannelMessage.Unsubscribe(String id, TopicPattern topic) -> leave(id, topic);
            case ChannelMessage.JoinRoom(String id, TopicName room) ->
                    subscribe(id, TopicPattern.of(room), null, member.usualHistory());
            case ChannelMessage.LeaveRoom(String id, TopicName room) ->
                    leave(id, TopicPattern.of(room));
            case ChannelMessage.Publish publish -> publish(publish);
            case ChannelMessage.History history -> history(history);
            case ChannelMessage.Presence(String id, TopicName topic) -> presence(id, topic);
            case ChannelMessage.Metadata(String id, String data) -> {
                member.metadata(data);
                done(id, null, false);
            }
            case ChannelMessage.Ack(String id, Position event) -> {
                member.acknowledge(event);
                done(id, event, false);
            }
            case ChannelMessage.Auth(String id, String token) -> renew(id, token);
            case ChannelMessage.Ping(String id) ->
                    member.tell(new ChannelFrame.Pong(Instant.now(), id));
            case ChannelMessage.Pong _ -> {}
            case ChannelMessage.Invalid(String id, ErrorCode code, String why) ->
                    member.error(id, code, why);
            case ChannelMessage.ChatMessage _,
                    ChannelMessage.Typing _,
                    ChannelMessage.Moderate _,
                    ChannelMessage.CombatAction _,
                    ChannelMessage.PlayerMovement _,
                    ChannelMessage.Look _,
                    ChannelMessage.Positions _ ->
                    askFamilies(message);
        }
    }

    private void subscribe(ChannelMessage.Subscribe message) {
        int history = message.history() == null ? member.usualHistory() : message.history();
        for (TopicPattern topic : message.topics()) {
            subscribe(message.id(), topic, message.lastEventId(), history);
        }
    }

    private void subscribe(
            @Nullable String id, TopicPattern topic, @Nullable Position seen, int history) {
        if (!member.mayRead(topic)) {
            member.error(id, ErrorCode.FORBIDDEN, "you may not read this topic");
        } else if (member.subscriptions().has(topic)) {
            Position end = members.hub().endPosition();
            member.tell(new ChannelFrame.Subscribed(Instant.now(), id, topic.text(), end, null));
        } else if (!member.hasRoom()) {
            member.error(id, ErrorCode.LIMIT_REACHED, "there are too many topics for a connection");
        } else if (member.subscriptions().isBusy()) {
            member.error(id, ErrorCode.BUSY, "too much of the past waits to be taken");
        } else if (member.subscriptions()
                .subscribe(id, topic, seen, history, true, member.isTrusted())) {
            member.enter(topic);
        } else {
            member.error(id, ErrorCode.LIMIT_REACHED, "there are too many topics");
        }
    }

    private void leave(@Nullable String id, TopicPattern topic) {
        if (member.end(topic)) {
            member.tell(
                    new ChannelFrame.Unsubscribed(
                            Instant.now(), id, topic.text(), Reason.REQUESTED));
        } else {
            member.error(id, ErrorCode.NOT_SUBSCRIBED, "there is no subscription to this topic");
        }
    }

    private void publish(ChannelMessage.Publish message) {
        Caller caller = member.caller();
        if (!members.rules().mayWrite(message.topic(), caller)) {
            member.error(message.id(), ErrorCode.FORBIDDEN, "you may not write to this topic");
            return;
        }
        boolean mayAll = caller.may(Right.PUBLISH);
        if (message.event().isNews() && !mayAll) {
            member.error(message.id(), ErrorCode.FORBIDDEN, "only services tell such news");
            return;
        }
        if (message.retain() != null && !mayAll) {
            member.error(message.id(), ErrorCode.FORBIDDEN, "only services retain values");
            return;
        }
        String given = message.idempotencyKey();
        String key = given == null ? null : Proposal.keyOf(member.userId(), given);
        if (!mayAll && isTaken(message, key)) {
            return;
        }
        EventBody body =
                mayAll
                        ? message.event()
                        : message.event().by(member.displayName(), member.userId(), member.role());
        publish(
                message.id(),
                new Change.Publication(
                        List.of(message.topic()), body, message.excludeUser(), message.retain()),
                key);
    }

    private void publish(
            @Nullable String id, Change.Publication publication, @Nullable String key) {
        Optional<Duration> muted = muted(publication.topics());
        if (muted.isPresent()) {
            error(id, ErrorCode.MUTED, "you may not write here now", muted.get());
            return;
        }
        tell(id, members.channels().publish(publication, key));
    }

    private void tell(@Nullable String id, CompletionStage<Outcome> proposed) {
        proposed.whenComplete((outcome, failure) ->
                member.session().onLoop(() -> answer(id, failure == null ? outcome : null)));
    }

    private Optional<Duration> muted(List<TopicName> topics) {
        return topics.stream()
                .flatMap(topic -> members.sanctions().muted(member.userId(), topic.text()).stream())
                .max(Comparator.naturalOrder());
    }

    private void answer(@Nullable String id, @Nullable Outcome outcome) {
        switch (outcome) {
            case Outcome.Placed(Position position, Instant _, boolean isDuplicate) ->
                    done(id, position, isDuplicate);
            case Outcome.Full _ ->
                    member.error(id, ErrorCode.LIMIT_REACHED, "there is no room for it");
            case Outcome.Refused(Placement.Reason reason) -> refused(id, reason);
            case null -> member.error(id, ErrorCode.UNKNOWN, "it may have been published");
        }
    }

    private void refused(@Nullable String id, Placement.Reason reason) {
        switch (reason) {
            case BUSY -> member.error(id, ErrorCode.BUSY, "too much waits to be published");
            case UNAVAILABLE -> member.error(id, ErrorCode.UNAVAILABLE, "it was not published");
            case UNKNOWN -> member.error(id, ErrorCode.UNKNOWN, "it may have been published");
        }
    }

    private void askFamilies(ChannelMessage message) {
        if (!isTaken(message, null)) {
            member.error(message.id(), ErrorCode.UNKNOWN_TYPE, "nobody takes such messages here");
        }
    }

    /// Asks the families.
    ///
    /// @return whether one of them knows what becomes of it
    private boolean isTaken(ChannelMessage message, @Nullable String key) {
        for (Family family : members.families()) {
            Family.Answer answer = family.received(message, member.caller(), member);
            if (!(answer instanceof Family.Answer.NotMine)) {
                conclude(message.id(), answer, key);
                return true;
            }
        }
        return false;
    }

    private void conclude(@Nullable String id, Family.Answer answer, @Nullable String key) {
        switch (answer) {
            case Family.Answer.Publish(Change.Publication publication) ->
                    publish(id, publication, key);
            case Family.Answer.Published(CompletionStage<Outcome> outcome) -> tell(id, outcome);
            case Family.Answer.Delete(List<Change.Deletion> deletions) ->
                    tell(id, members.channels().delete(deletions));
            case Family.Answer.Refuse(ErrorCode code, String why, Duration retryAfter) ->
                    error(id, code, why, retryAfter);
            case Family.Answer.Done _ -> done(id, null, false);
            case Family.Answer.Later(CompletionStage<Family.Answer> later) ->
                    later.whenComplete((known, failure) ->
                            member.session()
                                    .onLoop(() -> {
                                        if (failure == null) {
                                            conclude(id, known, key);
                                        } else {
                                            answer(id, null);
                                        }
                                    }));
            case Family.Answer.NotMine _ -> {
                // Another one is asked.
            }
        }
    }

    private void error(
            @Nullable String id, ErrorCode code, String why, @Nullable Duration retryAfter) {
        Long millis = retryAfter == null ? null : retryAfter.toMillis();
        member.tell(new ChannelFrame.Error(Instant.now(), id, code, why, millis));
    }

    private void history(ChannelMessage.History message) {
        TopicPattern topic = TopicPattern.of(message.topic());
        if (!member.mayRead(topic)) {
            member.error(message.id(), ErrorCode.FORBIDDEN, "you may not read this topic");
            return;
        }
        Optional<Topic> there = members.hub().find(topic);
        if (member.subscriptions().isBusy()) {
            member.error(message.id(), ErrorCode.BUSY, "too much of the past waits to be taken");
        } else if (there.isPresent()) {
            member.subscriptions()
                    .history(
                            message.id(),
                            topic,
                            there.get().feed(),
                            message.before(),
                            message.limit());
        } else {
            member.tell(
                    new ChannelFrame.History(
                            Instant.now(), message.id(), topic.text(), List.of(), false, true));
        }
    }

    private void presence(@Nullable String id, TopicName topic) {
        if (!member.mayRead(TopicPattern.of(topic))) {
            member.error(id, ErrorCode.FORBIDDEN, "you may not read this topic");
        } else if (id != null) {
            List<ChannelFrame.Presence.User> users =
                    members.roster().present(topic).stream().map(Conversation::user).toList();
            int count = members.roster().countPresent(topic);
            member.tell(new ChannelFrame.Presence(Instant.now(), id, topic.text(), count, users));
        }
    }

    private static ChannelFrame.Presence.User user(Presence one) {
        return new ChannelFrame.Presence.User(one.userId(), one.displayName(), one.since());
    }

    private void renew(@Nullable String id, String token) {
        if (members.door().renew(member.session(), token)) {
            member.renewed();
            done(id, null, false);
        }
    }

    private void done(@Nullable String id, @Nullable Position position, boolean isDuplicate) {
        if (id != null) {
            member.tell(new ChannelFrame.Ack(Instant.now(), id, position, isDuplicate));
        }
    }
}
