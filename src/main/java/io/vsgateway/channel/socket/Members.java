package io.vsgateway.channel.socket;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vsgateway.access.AccessPolicy;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Credential;
import io.vsgateway.access.Verdict;
import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.channel.ChannelSettings;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Connected;
import io.vsgateway.channel.Disconnected;
import io.vsgateway.channel.Family;
import io.vsgateway.channel.Inboxes;
import io.vsgateway.channel.Node;
import io.vsgateway.channel.Rules;
import io.vsgateway.channel.Topics;
import io.vsgateway.hub.Hub;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.session.Door;
import io.vsgateway.session.Guest;
import io.vsgateway.session.Host;
import io.vsgateway.session.Session;
import io.vsgateway.session.SessionSettings;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.channel.ChannelEncoder;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lets callers into the channels: at which endpoint, with which topics from the first moment. It
/// is what the endpoints share, and holds what all members use.
@ApplicationScoped
public class Members {
    /// The channels that have an endpoint of their own.
    static final Set<String> CHANNELS = Set.of("game", "chat", "combat", "world");

    private static final int CHAT_HISTORY = 50;

    private final Map<String, Endpoint> endpoints;
    private final Door door;
    private final Hub hub;
    private final SharedTopics topics;
    private final Rules rules;
    private final Sanctions sanctions;
    private final Roster roster;
    private final Channels channels;
    private final List<Family> families;
    private final Inboxes inboxes;
    private final ChannelSettings settings;
    private final SessionSettings sessions;
    private final Node node;
    private final Event<Connected> connected;
    private final Event<Disconnected> disconnected;

    public Members(
            Door door,
            Hub hub,
            SharedTopics topics,
            Rules rules,
            Sanctions sanctions,
            Roster roster,
            Channels channels,
            @All List<Family> families,
            Inboxes inboxes,
            ChannelSettings settings,
            SessionSettings sessions,
            Node node,
            Event<Connected> connected,
            Event<Disconnected> disconnected) {
        this.door = door;
        this.hub = hub;
        this.topics = topics;
        this.rules = rules;
        this.sanctions = sanctions;
        this.roster = roster;
        this.channels = channels;
        this.families = families;
        this.inboxes = inboxes;
        this.settings = settings;
        this.sessions = sessions;
        this.node = node;
        this.connected = connected;
        this.disconnected = disconnected;
        this.endpoints =
                Map.of(
                        "", endpoint("", "VS_CHANNEL_ACCESS", settings.access()),
                        "game", named("game", settings.game().access()),
                        "chat", named("chat", settings.chat().access()),
                        "combat", named("combat", settings.combat().access()),
                        "world", named("world", settings.world().access()));
    }

    /// A mistake in the settings stops the start and not the first client.
    void atStart(@Observes StartupEvent start) {}

    private static Endpoint named(String channel, String access) {
        String variable = "VS_CHANNEL_" + channel.toUpperCase(Locale.ROOT) + "_ACCESS";
        return endpoint(channel, variable, access);
    }

    private static Endpoint endpoint(String channel, String variable, String access) {
        int history = channel.equals("chat") ? CHAT_HISTORY : 0;
        return new Endpoint(channel, AccessPolicy.of(variable, access), history);
    }

    /// What stands behind an endpoint.
    ///
    /// @param channel empty for the one for all; of an unknown one nobody is let in
    Host host(String channel) {
        return new EndpointHost(endpoints.get(channel));
    }

    private final class EndpointHost implements Host {
        private final @Nullable Endpoint endpoint;

        EndpointHost(@Nullable Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public Verdict judge(
                Credential shown, ClientAddress address, Supplier<Verdict> authenticated) {
            return endpoint == null
                    ? new Verdict.NotFound()
                    : endpoint.access().judge(shown, address, authenticated);
        }

        @Override
        public Answer receive(Caller caller, WebSocketConnection connection, String subprotocols) {
            Endpoint there = endpoint;
            if (there == null) {
                return new Turned(CloseCode.NOT_FOUND);
            }
            ChannelQuery query = ChannelQuery.read(connection.handshakeRequest().query());
            return new Welcome(ChannelEncoder.SESSION, session -> welcome(session, there, query));
        }
    }

    private Guest welcome(Session session, Endpoint endpoint, ChannelQuery query) {
        var member = new Member(this, session, endpoint, query);
        if (roster.join(member, sessions.limits().perUser())) {
            try {
                new Opening(this, member).begin(query);
            } catch (RuntimeException | Error e) {
                member.left();
                throw e;
            }
            channels.tellOf(member, "user_joined");
            connected.fireAsync(new Connected(member));
        } else {
            session.close(CloseCode.TOO_MANY_CONNECTIONS);
        }
        return member;
    }

    /// A connection is gone.
    void left(Connection member) {
        if (roster.leave(member)) {
            channels.tellOf(member, "user_left");
            disconnected.fireAsync(new Disconnected(member));
        }
    }

    Door door() {
        return door;
    }

    Hub hub() {
        return hub;
    }

    SharedTopics topics() {
        return topics;
    }

    /// What a caller follows without having asked.
    List<TopicPattern> own(Caller caller, Set<String> channels) {
        Stream<TopicPattern> more =
                families.stream()
                        .flatMap(family -> family.own(caller, channels).stream())
                        .map(TopicPattern::of);
        return Stream.concat(Topics.own(caller, channels).stream(), more).toList();
    }

    /// Whether a caller may follow that, by the rules for all channels or those of one.
    boolean mayRead(TopicPattern pattern, Caller caller) {
        return rules.mayRead(pattern, caller)
                || pattern.topic()
                        .filter(topic ->
                                families.stream().anyMatch(one -> one.mayRead(topic, caller)))
                        .isPresent();
    }

    /// What comes before the events of a topic.
    List<ChannelFrame> greeting(TopicPattern pattern, Caller caller) {
        return pattern.topic().stream()
                .flatMap(topic ->
                        families.stream().flatMap(one -> one.greeting(topic, caller).stream()))
                .toList();
    }

    Rules rules() {
        return rules;
    }

    Sanctions sanctions() {
        return sanctions;
    }

    Roster roster() {
        return roster;
    }

    Channels channels() {
        return channels;
    }

    List<Family> families() {
        return families;
    }

    Inboxes inboxes() {
        return inboxes;
    }

    ChannelSettings settings() {
        return settings;
    }

    SessionSettings sessions() {
        return sessions;
    }

    Node node() {
        return node;
    }
}
