package io.vsgateway.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.channel.EventLoop;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Role;
import io.vsgateway.access.refusal.RefusalLog;
import io.vsgateway.delivery.FramedOutbound;
import io.vsgateway.delivery.Outbound;
import io.vsgateway.delivery.PlainOutbound;
import io.vsgateway.delivery.Selecting;
import io.vsgateway.delivery.Traffic;
import io.vsgateway.delivery.Turns;
import io.vsgateway.log.LogFields;
import io.vsgateway.log.RationedLog;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.Frame;
import io.vsgateway.wire.FrameEncoder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// All connected clients, and the limits on their number. Methods may be called from any thread,
/// but a session is opened and ended on its event loop.
@ApplicationScoped
public class Sessions {
    /// Most log lines a second about clients coming and going: a crowd may come at once.
    private static final int MAX_LINES = 50;

    /// How long the closing itself may take.
    private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int LEAVE_AT_ONCE = 100;
    private static final int SHORTEST_SPREAD_MILLIS = 1000;
    private static final int LONGEST_SPREAD_MILLIS = 30_000;

    private final SessionSettings settings;
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<EventLoop, Heartbeat> heartbeats = new ConcurrentHashMap<>();
    private final Traffic traffic = new Traffic();
    private final Selecting selecting;
    private final Map<CloseCode, LongAdder> closes = new ConcurrentHashMap<>();
    private final RationedLog passers =
            new RationedLog(MAX_LINES, Logger.getLogger(Sessions.class)::info);
    private final RefusalLog refusals;
    private volatile boolean draining;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<String, Integer> perCredential = new HashMap<>();

    @GuardedBy("lock")
    private final Map<String, Integer> perAddress = new HashMap<>();

    @GuardedBy("lock")
    private int total;

    public Sessions(SessionSettings settings, RefusalLog refusals, Turns turns) {
        this.settings = settings;
        this.refusals = refusals;
        this.selecting = new Selecting(turns, traffic);
    }

    /// The result of opening a session.
    public sealed interface Admission {
        record Admitted(Session session) implements Admission {}

        record Refused(CloseCode code) implements Admission {}
    }

    /// Opens a session for a new connection, on its event loop.
    public Admission open(
            WebSocketConnection connection, Entrance entrance, Caller caller, FrameEncoder words) {
        if (draining) {
            return new Admission.Refused(CloseCode.GOING_AWAY);
        }
        if (!count(caller)) {
            refusals.refused(caller.address(), "too many connections", caller.name());
            return new Admission.Refused(CloseCode.TOO_MANY_CONNECTIONS);
        }
        var session =
                new Session(
                        connection,
                        entrance,
                        caller,
                        words,
                        outbound(connection, entrance),
                        selecting);
        byId.put(session.id(), session);
        entrance.guard().bind(session);
        heartbeats
                .computeIfAbsent(entrance.loop(), loop -> new Heartbeat(loop, settings))
                .add(session);
        String who = ": " + caller.name() + " from " + caller.address();
        try (var _ = LogFields.of(caller.name(), caller.address(), session.id())) {
            passers.tell("+" + session.id(), () -> "connected " + session.id() + who);
        }
        return new Admission.Admitted(session);
    }

    private Outbound outbound(WebSocketConnection connection, Entrance entrance) {
        return switch (settings.writer()) {
            case FRAMED ->
                    new FramedOutbound(
                            entrance.guard().channel(), entrance.guard().wire(), traffic);
            case PLAIN -> new PlainOutbound(connection, entrance.loop(), traffic);
        };
    }

    private boolean count(Caller caller) {
        SessionSettings.Limits limits = settings.limits();
        lock.lock();
        try {
            if (total >= limits.total()
                    || perCredential.getOrDefault(caller.name(), 0) >= limits.perCredential()
                    || perAddress.getOrDefault(caller.address().block(), 0)
                            >= limits.perAddress()) {
                return false;
            }
            total++;
            perCredential.merge(caller.name(), 1, Integer::sum);
            perAddress.merge(caller.address().block(), 1, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// To be called when the connection is gone.
    ///
    /// @param code the code of the close frame; 1006 if there was none
    public void end(Session session, int code) {
        if (byId.remove(session.id()) == null) {
            return;
        }
        session.ended();
        Heartbeat heartbeat = heartbeats.get(session.loop());
        if (heartbeat != null) {
            heartbeat.remove(session);
        }
        uncount(session.admittedAs());
        CloseCode ours = session.closedWith();
        int last = ours == null ? code : ours.code();
        Caller caller = session.admittedAs();
        try (var _ = LogFields.of(caller.name(), caller.address(), session.id())) {
            passers.tell(
                    "-" + session.id(), () -> "disconnected " + session.id() + ": code " + last);
        }
        if (ours != null) {
            closed(ours);
        }
    }

    /// Counts a connection that the gateway closes; [#end] does so for sessions.
    public void closed(CloseCode code) {
        closes.computeIfAbsent(code, _ -> new LongAdder()).increment();
    }

    private void uncount(Caller caller) {
        lock.lock();
        try {
            total--;
            perCredential.computeIfPresent(caller.name(), (_, n) -> n == 1 ? null : n - 1);
            perAddress.computeIfPresent(caller.address().block(), (_, n) -> n == 1 ? null : n - 1);
        } finally {
            lock.unlock();
        }
    }

    /// Sends a frame to all sessions.
    public void sendAll(Frame frame) {
        byId.values().forEach(session -> session.send(frame));
    }

    /// The open session of that id.
    public Optional<Session> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// Open sessions in the order of their ids, behind one of them.
    ///
    /// @param after an id; empty for the first ones
    public List<Session> list(String after, int limit) {
        return byId.values().stream()
                .filter(session -> session.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(Session::id))
                .limit(limit)
                .toList();
    }

    /// Number of open sessions of a role.
    public long count(Role role) {
        return byId.values().stream().filter(session -> session.caller().role() == role).count();
    }

    /// Number of open sessions.
    public int count() {
        return byId.size();
    }

    /// Has every client looked at now rather than within a second: some may no longer be let in.
    /// Does not wait for it.
    public void reviewAll() {
        heartbeats.values().forEach(Heartbeat::beatNow);
    }

    /// Number of event loops whose heartbeat runs; 0 without sessions.
    public long timers() {
        return heartbeats.values().stream().filter(Heartbeat::isRunning).count();
    }

    /// Totals of what was sent so far.
    public Traffic traffic() {
        return traffic;
    }

    /// How many connections the gateway has closed with this code.
    public long closes(CloseCode code) {
        LongAdder count = closes.get(code);
        return count == null ? 0 : count.sum();
    }

    /// Admits no new clients; those already in stay.
    public void refuseNew() {
        draining = true;
    }

    /// Lets all clients read to the end of what there is, tells them that the server is going away,
    /// and waits for them to leave; after a bounded time they are dropped. Must not be called on an
    /// event loop.
    public void drain() throws InterruptedException {
        refuseNew();
        long span = settings.drainTimeout().toNanos();
        long end = System.nanoTime() + span;
        int all = byId.size();
        long wait = 0;
        for (Session session : byId.values()) {
            session.sayFarewell(reconnectAfterMillis(all));
            session.closeAtEnd(CloseCode.GOING_AWAY, wait, end);
            // A crowd must not leave at once, only to come back at once elsewhere.
            wait += all > LEAVE_AT_ONCE ? span / 2 / all : 0;
        }
        awaitEmpty(end + LEAVE_NANOS);
        byId.values().forEach(Session::drop);
        awaitEmpty(System.nanoTime() + LEAVE_NANOS);
    }

    private static long reconnectAfterMillis(int all) {
        int spread = Math.clamp(all, SHORTEST_SPREAD_MILLIS, LONGEST_SPREAD_MILLIS);
        return SHORTEST_SPREAD_MILLIS + ThreadLocalRandom.current().nextLong(spread);
    }

    private void awaitEmpty(long end) throws InterruptedException {
        while (!byId.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }

    /// Whether new clients are no longer admitted.
    public boolean isDraining() {
        return draining;
    }
}
