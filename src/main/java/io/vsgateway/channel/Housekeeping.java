package io.vsgateway.channel;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vsgateway.hub.Hub;
import io.vsgateway.roster.Presence;
import io.vsgateway.roster.PresenceChange;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.channel.ChannelFrame;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What the channels do now and then: tell who came and left, several times a second, see how fast
/// they are, and forget what is old.
@ApplicationScoped
class Housekeeping {
    private static final long LOOK_MILLIS = 250;
    private static final long PACE_MILLIS = TimeUnit.SECONDS.toMillis(1);
    private static final long SWEEP_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Vertx vertx;
    private final Hub hub;
    private final Roster roster;
    private final Channels channels;
    private final List<Long> timers = new ArrayList<>();

    Housekeeping(Vertx vertx, Hub hub, Roster roster, Channels channels) {
        this.vertx = vertx;
        this.hub = hub;
        this.roster = roster;
        this.channels = channels;
    }

    /// Behind all others, who want to hear what other gateways tell.
    void begin(@Observes @Priority(Integer.MAX_VALUE) StartupEvent start) {
        hub.started();
        timers.add(vertx.setPeriodic(LOOK_MILLIS, _ -> look()));
        timers.add(vertx.setPeriodic(PACE_MILLIS, _ -> onWorker(channels.pace()::look)));
        timers.add(vertx.setPeriodic(SWEEP_MILLIS, _ -> onWorker(() -> hub.sweep(Instant.now()))));
    }

    void end(@Observes ShutdownEvent end) {
        timers.forEach(vertx::cancelTimer);
    }

    /// What may wait, or look at thousands of topics: not on an event loop.
    private void onWorker(Runnable work) {
        vertx.executeBlocking(() -> {
            work.run();
            return null;
        });
    }

    private void look() {
        hub.delays().measureNext();
        tellChanges();
    }

    private void tellChanges() {
        for (PresenceChange change : roster.changes()) {
            change.joined().forEach(one -> tell(change, joined(change, one)));
            change.left().forEach(one -> tell(change, left(change, one)));
        }
    }

    private static void tell(PresenceChange change, ChannelFrame frame) {
        String message = frame.encode();
        change.told().forEach(one -> one.tell(message));
    }

    private static ChannelFrame joined(PresenceChange change, Presence who) {
        return new ChannelFrame.PresenceJoin(
                Instant.now(), change.topic().text(), who.userId(), who.displayName());
    }

    private static ChannelFrame left(PresenceChange change, Presence who) {
        return new ChannelFrame.PresenceLeave(
                Instant.now(), change.topic().text(), who.userId(), who.displayName());
    }
}
