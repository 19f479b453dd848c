package io.vsgateway.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The one timer of an event loop, for all its sessions. It runs while there are any. Methods are
/// called on the event loop unless they say otherwise.
final class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final SessionSettings settings;

    /// Needs half the memory of a hash set, which counts for thousands of sessions.
    private final Set<Session> sessions = Collections.newSetFromMap(new IdentityHashMap<>());

    private volatile @Nullable ScheduledFuture<?> timer;

    Heartbeat(EventLoop loop, SessionSettings settings) {
        this.loop = loop;
        this.settings = settings;
    }

    void add(Session session) {
        sessions.add(session);
        if (timer == null) {
            long period = Math.min(LONGEST_NANOS, settings.pingInterval().toNanos() / 4);
            timer = loop.scheduleAtFixedRate(this::beat, period, period, TimeUnit.NANOSECONDS);
        }
    }

    void remove(Session session) {
        sessions.remove(session);
        ScheduledFuture<?> running = timer;
        if (sessions.isEmpty() && running != null) {
            running.cancel(false);
            timer = null;
        }
    }

    /// Whether the timer runs; may be called from any thread.
    boolean isRunning() {
        return timer != null;
    }

    /// Has it beat now as well; may be called from any thread.
    void beatNow() {
        loop.execute(this::beat);
    }

    private void beat() {
        try {
            long now = System.nanoTime();
            new ArrayList<>(sessions).forEach(session -> beat(session, now));
        } catch (RuntimeException | Error _) {
            // Not rethrown, even if memory is short: the timer would end for good.
        }
    }

    private void beat(Session session, long now) {
        try {
            session.beat(settings, now);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "the heartbeat of %s failed", session.id());
            session.drop();
        }
    }
}
