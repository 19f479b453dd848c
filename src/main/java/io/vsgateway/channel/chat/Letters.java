package io.vsgateway.channel.chat;

import io.vsgateway.channel.Inboxes;
import io.vsgateway.channel.Topics;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.Topic;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.enterprise.context.ApplicationScoped;

/// The private messages that wait for those who are away. They wait in the same place as what
/// services send, which has a bound: one player is not to drive out what somebody else has sent.
@ApplicationScoped
class Letters {
    /// As many of one sender may wait for somebody who is away.
    static final int MOST = 20;

    /// No inbox remembers more than that.
    private static final int MOST_LOOKED_AT = 100;

    private final Hub hub;
    private final Inboxes inboxes;
    private final Roster roster;

    Letters(Hub hub, Inboxes inboxes, Roster roster) {
        this.hub = hub;
        this.inboxes = inboxes;
        this.roster = roster;
    }

    /// Whether as many of this sender wait already as may.
    boolean areTooMany(String to, String from) {
        return roster.connections(to).isEmpty()
                && Topics.ofUser(to)
                        .flatMap(inbox -> hub.find(TopicPattern.of(inbox)))
                        .filter(inbox -> waiting(inbox, to, from) >= MOST)
                        .isPresent();
    }

    private long waiting(Topic inbox, String to, String from) {
        long read = inboxes.acknowledged(to).map(Position::offset).orElse(0L);
        Batch<Event> last = inbox.feed().before(inbox.feed().lastOffset() + 1, MOST_LOOKED_AT);
        long count = 0;
        for (int i = 0; i < last.entries().size(); i++) {
            boolean isUnread = last.offset(i) > read;
            count += isUnread && isOf(from, last.entries().get(i)) ? 1 : 0;
        }
        return count;
    }

    private static boolean isOf(String from, Event event) {
        return event.body().type().equals(ChatFamily.MESSAGE)
                && event.body().member("user_id").asText().equals(from);
    }
}
