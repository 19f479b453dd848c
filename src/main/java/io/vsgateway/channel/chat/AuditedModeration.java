package io.vsgateway.channel.chat;

import io.vsgateway.access.Caller;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.channel.Family.Answer;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Moderation, with a record of all that was decided or refused.
@ApplicationScoped
class AuditedModeration {
    private static final String EVENT = "moderation";

    private final Moderation moderation;
    private final AuditLog audit;

    AuditedModeration(Moderation moderation, AuditLog audit) {
        this.moderation = moderation;
        this.audit = audit;
    }

    Answer decide(ChannelMessage.Moderate asked, Caller caller) {
        Answer answer = moderation.decide(asked, caller);
        if (answer instanceof Answer.Refuse refusal) {
            audit.refuse(EVENT, caller, () -> record(asked, caller, "rejected", refusal.message()));
        } else {
            audit.add(record(asked, caller, "accepted", asked.reason()));
        }
        return answer;
    }

    private static AuditRecord record(
            ChannelMessage.Moderate asked, Caller caller, String result, @Nullable String reason) {
        return AuditRecord.of(EVENT, caller, null, null, words(asked), result, reason);
    }

    private static String words(ChannelMessage.Moderate asked) {
        Position event = asked.eventId();
        TopicName topic = asked.topic();
        String user = asked.userId();
        return asked.action()
                + (event == null ? "" : ' ' + event.id())
                + (user == null ? "" : ' ' + user)
                + (topic == null ? "" : " on " + topic.text());
    }
}
