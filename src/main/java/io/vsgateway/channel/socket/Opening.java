package io.vsgateway.channel.socket;

import io.vsgateway.channel.Family;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The first moment of a connection: what it follows, and what it is told before all else.
record Opening(Members members, Member member) {
    /// So far ahead of this gateway another may be.
    private static final long MOST_AHEAD = 100_000;

    /// Sends what there is from the first moment.
    void begin(ChannelQuery query) {
        Position end = members.hub().endPosition();
        Position seen = query.seen();
        Start start = seen == null ? null : start(seen, end);
        int history = query.history() == null ? member.usualHistory() : query.history();
        List<TopicPattern> all = wanted(query);
        List<TopicPattern> wanted = all.stream().limit(member.mostTopics()).toList();
        List<TopicPattern> allowed = wanted.stream().filter(member::mayRead).toList();
        // They are followed before the client hears of it: what it does then is heard.
        boolean isComplete = true;
        Position from = seen == null ? end : seen;
        for (TopicPattern topic : allowed) {
            if (seen == null && member.isInbox(topic)) {
                from = openInbox(topic, query, end).orElse(from);
                continue;
            }
            Optional<Boolean> opened =
                    member.subscriptions().open(topic, start, end, history, member.isTrusted());
            isComplete &= opened.orElse(false);
            if (opened.isPresent()) {
                member.enter(topic);
            }
        }
        if (seen != null) {
            skipWhatIsKnown(seen);
        }
        List<TopicPattern> followed = member.subscriptions().names();
        member.tell(connected(followed, from));
        query.complaints().forEach(text -> member.error(null, ErrorCode.INVALID_PARAMETER, text));
        if (allowed.size() < wanted.size()) {
            member.error(null, ErrorCode.FORBIDDEN, "you may not read some of these topics");
        }
        if (followed.size() < allowed.size()) {
            member.error(null, ErrorCode.LIMIT_REACHED, "there are too many topics");
        }
        if (wanted.size() < all.size()) {
            member.error(
                    null, ErrorCode.LIMIT_REACHED, "there are too many topics for a connection");
        }
        member.subscriptions()
                .begin(
                        seen == null ? null : new ChannelFrame.Resumed(Instant.now(), isComplete),
                        seen == null);
        if (query.look() != null) {
            look(query.look());
        }
    }

    /// What another gateway has handed on and this one had not does not come again. The epoch is
    /// asked for once the topics are followed: it may have become that of the client meanwhile.
    private void skipWhatIsKnown(Position seen) {
        Position end = members.hub().endPosition();
        if (seen.epoch().equals(end.epoch()) && !isMadeUp(seen, end)) {
            member.subscriptions().skipTo(seen);
        }
    }

    /// Who may not look there still gets what happens there.
    private void look(ChannelMessage.Look look) {
        for (Family family : members.families()) {
            Family.Answer _ = family.received(look, member.caller(), member);
        }
    }

    /// A client that comes back by the place it is told at first must not lose what waited for it.
    private Optional<Position> openInbox(TopicPattern topic, ChannelQuery query, Position end) {
        Position acknowledged = members.inboxes().acknowledged(member.userId()).orElse(null);
        int history = query.history() == null ? 0 : query.history();
        return member.subscriptions().openInbox(topic, acknowledged, end, history);
    }

    private Start start(Position seen, Position end) {
        return isMadeUp(seen, end) ? new Start.Anew(seen) : new Start.After(seen);
    }

    /// Nobody has seen what is not there yet. But another gateway of the same order may be some
    /// steps ahead.
    private boolean isMadeUp(Position seen, Position end) {
        long most = end.offset() + (members.hub().state().isShared() ? MOST_AHEAD : 0);
        return seen.epoch().equals(end.epoch()) && seen.offset() > most;
    }

    private List<TopicPattern> wanted(ChannelQuery query) {
        var wanted = new LinkedHashSet<>(members.own(member.caller(), member.channels()));
        wanted.addAll(query.topics());
        return List.copyOf(wanted);
    }

    private ChannelFrame connected(List<TopicPattern> topics, Position from) {
        String user = member.userId().isEmpty() ? null : member.userId();
        Instant now = Instant.now();
        return new ChannelFrame.Connected(
                now,
                member.id(),
                user,
                user == null ? null : member.displayName(),
                member.role(),
                members.node().id(),
                topics.stream().map(TopicPattern::text).toList(),
                from,
                members.sessions().pingInterval().toSeconds(),
                member.caller().grant().expiresAt(now).orElse(null));
    }
}
