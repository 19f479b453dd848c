package io.vsgateway.channel;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Claims;
import io.vsgateway.access.Right;
import io.vsgateway.hub.Hub;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Who may read and write which topic: the table of `src/docs/channels.md`. An error while it is
/// asked is a denial. Any thread, from memory.
@ApplicationScoped
public class Rules {
    private final Hub hub;
    private final ChannelSettings settings;

    public Rules(Hub hub, ChannelSettings settings) {
        this.hub = hub;
        this.settings = settings;
    }

    /// Whether the caller may follow that.
    public boolean mayRead(TopicPattern pattern, Caller caller) {
        if (caller.may(Right.PUBLISH)) {
            return true;
        }
        Optional<TopicName> topic = pattern.topic();
        return topic.isPresent() && mayRead(topic.get(), caller);
    }

    private boolean mayRead(TopicName topic, Caller caller) {
        Claims claims = caller.grant().claims();
        if (claims.subscribe().has(topic.text())) {
            return true;
        }
        return switch (topic.channel()) {
            case "game", "world" -> true;
            case "system" ->
                    topic.text().equals(Topics.EVERYBODY.text())
                            || (topic.text().equals(Topics.CONNECTIONS.text())
                                    && caller.may(Right.WATCH_CHANNELS));
            case "chat" -> isKnown(caller) && isInChat(topic, caller);
            case "room" ->
                    settings.room().access() == ChannelSettings.Rooms.Openness.OPEN
                            || isMember(topic, caller);
            case "app" -> mayReadApp(topic, caller);
            case "user" ->
                    isKnown(caller)
                            && Topics.ofUser(caller.userId()).filter(topic::equals).isPresent();
            case "combat" -> isMember(topic, caller);
            default -> false;
        };
    }

    private boolean mayReadApp(TopicName topic, Caller caller) {
        return settings.app().access() == ChannelSettings.Apps.Audience.OPEN
                || caller.may(Right.WATCH_CHANNELS)
                || caller.grant().claims().scopes().contains(topic.text())
                || isMember(topic, caller);
    }

    private boolean isInChat(TopicName topic, Caller caller) {
        Claims claims = caller.grant().claims();
        List<String> segments = topic.segments();
        if (topic.equals(Topics.GLOBAL_CHAT)) {
            return true;
        }
        boolean isOwn =
                segments.size() == 2
                        && switch (segments.getFirst()) {
                            case "guild" ->
                                    Topics.ofGuild(claims).filter(topic::equals).isPresent();
                            case "party" -> Topics.ofParties(claims).contains(topic);
                            default -> false;
                        };
        return isOwn || isMember(topic, caller);
    }

    /// Whether the caller may publish there.
    public boolean mayWrite(TopicName topic, Caller caller) {
        if (topic.equals(Topics.CONNECTIONS)) {
            return false;
        }
        if (caller.may(Right.PUBLISH) || caller.grant().claims().publish().has(topic.text())) {
            return true;
        }
        return switch (topic.channel()) {
            case "chat", "room" -> caller.may(Right.SPEAK) && mayRead(topic, caller);
            default -> false;
        };
    }

    private boolean isMember(TopicName topic, Caller caller) {
        return isKnown(caller) && hub.isMember(topic, caller.userId());
    }

    private static boolean isKnown(Caller caller) {
        return !caller.userId().isEmpty();
    }
}
