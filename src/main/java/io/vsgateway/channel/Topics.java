package io.vsgateway.channel;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Claims;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The topics that the gateway knows by name, and those that a caller is in without having asked.
public final class Topics {
    /// What concerns everybody.
    public static final TopicName EVERYBODY = TopicName.of("system:all");

    /// Who connects and disconnects.
    public static final TopicName CONNECTIONS = TopicName.of("system:connections");

    /// Where everybody who is known may chat.
    public static final TopicName GLOBAL_CHAT = TopicName.of("chat:global");

    /// What happens in the game.
    public static final TopicName GAME = TopicName.of("game:all");

    /// Most events that are published in one call.
    public static final int MOST_AT_ONCE = 1000;

    /// Channels in whose topics others see who is there.
    private static final Set<String> SOCIAL = Set.of("room", "chat", "combat", "world");

    private Topics() {}

    /// What is for one user, wherever they are connected.
    public static Optional<TopicName> ofUser(String userId) {
        return TopicName.of("user", userId);
    }

    /// What is for one connection.
    public static TopicName ofConnection(String id) {
        return TopicName.of("connection", id).orElseThrow();
    }

    /// Where a guild chats, if the claims name one.
    public static Optional<TopicName> ofGuild(Claims claims) {
        return Optional.ofNullable(claims.guild()).flatMap(guild -> chat("guild", guild));
    }

    static List<TopicName> ofParties(Claims claims) {
        return claims.parties().stream().flatMap(party -> ofParty(party).stream()).toList();
    }

    /// Where a party chats; empty if there can be none of that name.
    public static Optional<TopicName> ofParty(String party) {
        return chat("party", party);
    }

    private static Optional<TopicName> chat(String kind, String id) {
        return TopicName.of("chat", id)
                .flatMap(topic ->
                        TopicName.parse("chat:" + kind + ":" + topic.segments().getFirst()));
    }

    /// Whether others see who is in it.
    public static boolean isSocial(TopicName topic) {
        return SOCIAL.contains(topic.channel());
    }

    /// What a caller follows at an endpoint without having asked.
    ///
    /// @param channels whose topics are to be among them, besides those for everybody
    public static List<TopicPattern> own(Caller caller, Set<String> channels) {
        var topics = new ArrayList<TopicName>();
        topics.add(EVERYBODY);
        if (!caller.userId().isEmpty()) {
            ofUser(caller.userId()).ifPresent(topics::add);
        }
        if (channels.contains("game")) {
            topics.add(GAME);
        }
        if (channels.contains("chat") && !caller.userId().isEmpty()) {
            topics.add(GLOBAL_CHAT);
            Claims claims = caller.grant().claims();
            ofGuild(claims).ifPresent(topics::add);
            topics.addAll(ofParties(claims));
        }
        return topics.stream().map(TopicPattern::of).toList();
    }
}
