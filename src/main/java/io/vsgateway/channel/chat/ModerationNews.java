package io.vsgateway.channel.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.sanction.Decided;
import io.vsgateway.access.sanction.Sanction;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Kicked;
import io.vsgateway.channel.Topics;
import io.vsgateway.hub.Outcome;
import io.vsgateway.wire.Timestamp;
import io.vsgateway.wire.channel.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletionStage;

/// Tells those who chat what was decided about one of them over REST, as they are told what
/// moderators decide.
@ApplicationScoped
class ModerationNews {
    private final Channels channels;

    ModerationNews(Channels channels) {
        this.channels = channels;
    }

    void decided(@Observes Decided event) {
        Sanction sanction = event.sanction();
        String what =
                switch (sanction.kind()) {
                    case MUTE -> "mute";
                    case BAN -> "ban";
                    // Of a token nobody but its holder knows.
                    case TOKEN, USER -> "";
                };
        if (what.isEmpty()) {
            return;
        }
        boolean isLifted = sanction.isLifting();
        String reason = sanction.reason().isEmpty() ? null : sanction.reason();
        ObjectNode notice =
                Moderation.notice(
                        isLifted ? "un" + what : what, sanction.subject(), event.by(), reason);
        if (!isLifted) {
            notice.put("until", Timestamp.format(sanction.until()));
        }
        tell(topic(sanction.topic()), notice);
    }

    void kicked(@Observes Kicked event) {
        ObjectNode notice = Moderation.notice("kick", event.userId(), event.by(), null);
        Topics.ofUser(event.userId()).ifPresent(inbox -> tell(inbox, notice));
        tell(Topics.GLOBAL_CHAT, notice);
    }

    /// Where it is told: on the topic that it is about, if people talk there.
    private static TopicName topic(String name) {
        return TopicName.parse(name)
                .filter(topic -> Moderation.SAID.contains(topic.channel()))
                .orElse(Topics.GLOBAL_CHAT);
    }

    private void tell(TopicName topic, ObjectNode notice) {
        // Whether it was taken is counted there.
        CompletionStage<Outcome> _ = channels.publish(Moderation.publication(topic, notice), null);
    }
}
