package io.vsgateway.channel.chat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vsgateway.access.Caller;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;

/// Tells those who are in a topic that somebody writes there. It is no event: nobody is told who
/// comes later, and a client that does not take what it is sent misses it.
@ApplicationScoped
class TypingNews {
    private static final long LOOK_MILLIS = 500;

    private final Vertx vertx;
    private final Roster roster;
    private final Sanctions sanctions;
    private final Typists typists = new Typists();
    private long timer;

    TypingNews(Vertx vertx, Roster roster, Sanctions sanctions) {
        this.vertx = vertx;
        this.roster = roster;
        this.sanctions = sanctions;
    }

    void begin(@Observes StartupEvent start) {
        timer =
                vertx.setPeriodic(
                        LOOK_MILLIS,
                        _ -> typists.over(System.nanoTime()).forEach(one -> tell(one, false)));
    }

    void end(@Observes ShutdownEvent end) {
        vertx.cancelTimer(timer);
    }

    /// Somebody who may write in a topic says that they do, or do no more.
    ///
    /// @param topic for a private message that of the user to whom it will go
    void heard(TopicName topic, ChannelMessage.Typing message, Caller sender) {
        if (sanctions.muted(sender.userId(), topic.text()).isPresent()) {
            return;
        }
        var who =
                new Typists.Typist(
                        topic,
                        message.channel(),
                        message.to(),
                        sender.userId(),
                        sender.grant().displayName());
        if (typists.say(who, message.typing(), System.nanoTime())) {
            tell(who, message.typing());
        }
    }

    private void tell(Typists.Typist who, boolean isTyping) {
        String message =
                new ChannelFrame.Typing(
                                Instant.now(),
                                who.topic().text(),
                                who.channel(),
                                who.userId(),
                                who.displayName(),
                                isTyping)
                        .encode();
        String to = who.to();
        List<Connection> readers =
                to == null ? roster.audience(who.topic()) : roster.connections(to);
        for (Connection one : readers) {
            if (!one.userId().equals(who.userId())) {
                one.tell(message);
            }
        }
    }
}
