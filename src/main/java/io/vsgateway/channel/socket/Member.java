package io.vsgateway.channel.socket;

import io.netty.buffer.ByteBufUtil;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.channel.ChannelSettings;
import io.vsgateway.channel.Topics;
import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Event;
import io.vsgateway.roster.Connection;
import io.vsgateway.session.Guest;
import io.vsgateway.session.Session;
import io.vsgateway.time.RateLimit;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.ChannelFrame.Unsubscribed.Reason;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One client of the channels. Its messages come one after another on its event loop; what others
/// do with it may come from any thread.
final class Member implements Guest, Connection {
    /// When a client is told that its token ends.
    private static final Duration EXPIRES_SOON = Duration.ofSeconds(60);

    /// How long the answer to a ping may take, before the client is thought to be gone.
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// Topics of a connection of which nobody knows whose it is.
    private static final int MOST_OF_ANYBODY = 16;

    private final Members members;
    private final Session session;
    private final Endpoint endpoint;
    private final Subscriptions subscriptions;
    private final Instant since = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private volatile String metadata;
    private final Set<String> channels;

    /// Null before the first message: most clients only listen.
    private @Nullable RateLimit rate;

    private boolean isToldOfExpiry;

    Member(Members members, Session session, Endpoint endpoint, ChannelQuery query) {
        this.members = members;
        this.session = session;
        this.endpoint = endpoint;
        this.metadata = query.metadata();
        this.channels = endpoint.channels(query.channels());
        this.subscriptions =
                new Subscriptions(
                        members.hub(),
                        members.topics(),
                        session.inOrder(members.hub()::end, members.channels().sent()),
                        this::isFor,
                        session::later,
                        topic -> members.greeting(topic, caller()));
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    /// How many events of a topic come first, unless the client says otherwise.
    int usualHistory() {
        return endpoint.history();
    }

    /// Each message and each topic is judged by what the caller may do at that moment, so that a
    /// person may gain and lose a role while connected; the endpoint has to let them in as before.
    @Override
    public boolean mayGoOnAs(Caller renewed) {
        return endpoint.access().admits(renewed.grant());
    }

    /// The client showed a new credential.
    void renewed() {
        isToldOfExpiry = false;
        dropWhatIsNotAllowed();
        members.families().forEach(family -> family.renewed(caller(), this));
    }

    /// Whether that is what is for this user alone.
    boolean isInbox(TopicPattern topic) {
        return isTrusted() && topic.topic().equals(Topics.ofUser(userId()));
    }

    /// The user has dealt with all up to this event.
    void acknowledge(Position event) {
        if (isTrusted()) {
            members.inboxes().acknowledge(userId(), event);
        }
    }

    /// Whether there is somebody to whom all places may be given.
    boolean isTrusted() {
        return !userId().isEmpty();
    }

    int mostTopics() {
        return isTrusted() ? ChannelMessage.MAX_TOPICS : MOST_OF_ANYBODY;
    }

    /// Whether the connection may follow one more.
    boolean hasRoom() {
        return subscriptions.names().size() < mostTopics();
    }

    @Override
    public void message(String text) {
        boolean isService = caller().may(Right.PUBLISH);
        if (!isService && isTooBig(text)) {
            session.close(CloseCode.MESSAGE_TOO_BIG);
        } else if (isService || mayGoOn(text)) {
            new Conversation(members, this).take(ChannelMessage.parse(text));
        }
    }

    private boolean isTooBig(String text) {
        long most = members.settings().messageMaxBytes().asLongValue();
        return text.length() > most / 3 && ByteBufUtil.utf8Bytes(text) > most;
    }

    private boolean mayGoOn(String text) {
        long now = System.nanoTime();
        ChannelSettings.Messages limits = members.settings().messages();
        if (rate == null) {
            rate = new RateLimit(limits.perSecond(), limits.burst(), limits.abuse(), now);
        }
        return switch (rate.take(now)) {
            case PASS -> true;
            case REFUSE -> {
                long wait = Math.max(1, 1000 / limits.perSecond());
                tell(
                        new ChannelFrame.Error(
                                Instant.now(),
                                ChannelMessage.parse(text).id(),
                                ErrorCode.RATE_LIMITED,
                                "too many messages per second: one was not taken",
                                wait));
                yield false;
            }
            case CUT_OFF -> {
                session.close(CloseCode.TOO_MANY_MESSAGES);
                yield false;
            }
        };
    }

    boolean end(TopicPattern topic) {
        boolean wasThere = subscriptions.end(topic);
        topic.topic().ifPresent(name -> members.roster().exit(this, name));
        return wasThere;
    }

    void enter(TopicPattern topic) {
        topic.topic()
                .filter(Topics::isSocial)
                .ifPresent(name -> members.roster().enter(this, name));
    }

    void dropWhatIsNotAllowed() {
        for (TopicPattern topic : subscriptions.ownNames()) {
            if (!mayRead(topic) && end(topic)) {
                tell(
                        new ChannelFrame.Unsubscribed(
                                Instant.now(), null, topic.text(), Reason.PERMISSION));
            }
        }
    }

    @Override
    public void error(ErrorCode code, String message) {
        error(null, code, message);
    }

    void error(@Nullable String id, ErrorCode code, String message) {
        tell(new ChannelFrame.Error(Instant.now(), id, code, message));
    }

    void tell(ChannelFrame frame) {
        if (frame instanceof ChannelFrame.Error error) {
            members.channels().errors().told(error.code());
        }
        session.send(frame.encode());
    }

    boolean mayRead(TopicPattern topic) {
        return members.mayRead(topic, caller());
    }

    private boolean isFor(Event event) {
        return !userId().equals(event.exclude());
    }

    Caller caller() {
        return session.caller();
    }

    @Override
    public String place() {
        return "channels";
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public void beat() {
        if (!isToldOfExpiry) {
            caller().grant()
                    .lease()
                    .remaining()
                    .ifPresent(left -> {
                        if (left.compareTo(EXPIRES_SOON) <= 0) {
                            isToldOfExpiry = true;
                            tell(
                                    new ChannelFrame.TokenExpiring(
                                            Instant.now(), Math.max(0, left.toSeconds())));
                        }
                    });
        }
    }

    @Override
    public void goingAway(long reconnectAfterMillis) {
        tell(
                new ChannelFrame.System(
                        Instant.now(), "shutdown", "Server shutting down", reconnectAfterMillis));
    }

    @Override
    public void left() {
        List<TopicPattern> followed = subscriptions.names();
        subscriptions.endAll();
        followed.forEach(
                topic -> topic.topic().ifPresent(name -> members.roster().exit(this, name)));
        members.left(this);
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public String userId() {
        return caller().userId();
    }

    @Override
    public String displayName() {
        return caller().grant().displayName();
    }

    @Override
    public String role() {
        return caller().role().wireName();
    }

    @Override
    public String endpoint() {
        return endpoint.channel();
    }

    @Override
    public Set<String> channels() {
        return channels;
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public String metadata() {
        return metadata;
    }

    void metadata(String metadata) {
        this.metadata = metadata;
    }

    @Override
    public boolean isAlive() {
        return session.isHeard(members.sessions().pingInterval().plus(ANSWER));
    }

    @Override
    public List<TopicPattern> topics() {
        return subscriptions.names();
    }

    @Override
    public void tell(String message) {
        if (session.takes()) {
            session.send(message);
        }
    }

    @Override
    public boolean offer(List<Bundle> bundles) {
        return session.offer(bundles);
    }

    @Override
    public CompletionStage<Boolean> follow(TopicPattern topic) {
        var done = new CompletableFuture<Boolean>();
        session.onLoop(() -> {
            try {
                boolean isFollowed = subscriptions.follow(topic);
                if (isFollowed) {
                    enter(topic);
                }
                done.complete(isFollowed);
            } finally {
                done.complete(false);
            }
        });
        return done;
    }

    @Override
    public void judgeAnew() {
        session.onLoop(this::dropWhatIsNotAllowed);
    }

    @Override
    public void subscribe(TopicPattern topic) {
        session.onLoop(() -> {
            if (!subscriptions.has(topic)
                    && hasRoom()
                    && !subscriptions.isBusy()
                    && subscriptions.subscribe(
                            null, topic, null, endpoint.history(), false, true)) {
                enter(topic);
            }
        });
    }

    @Override
    public void unsubscribe(TopicPattern topic, Reason reason) {
        session.onLoop(() -> {
            if (end(topic)) {
                tell(new ChannelFrame.Unsubscribed(Instant.now(), null, topic.text(), reason));
            }
        });
    }

    @Override
    public void disconnect(CloseCode code) {
        session.close(code);
    }
}
