package io.vsgateway.session;

import io.netty.channel.EventLoop;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vsgateway.access.Caller;
import io.vsgateway.delivery.Choice;
import io.vsgateway.delivery.FrameLog;
import io.vsgateway.delivery.OrderedOutbound;
import io.vsgateway.delivery.Outbound;
import io.vsgateway.delivery.Selecting;
import io.vsgateway.delivery.Traffic;
import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Start;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.Frame;
import io.vsgateway.wire.FrameEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One admitted client. It is served by one event loop; its methods may be called from any thread
/// and never block.
public final class Session {
    /// How long a client may take to read up to the close frame and to answer it.
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final String id;
    private final WebSocketConnection connection;
    private final EventLoop loop;
    private final FrameEncoder words;
    private final Outbound outbound;
    private final Selecting selecting;
    private final FrameGuard guard;
    private final Caller admittedAs;
    private final Instant since = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private volatile Caller caller;
    private volatile @Nullable CloseCode closedWith;
    private volatile @Nullable Guest guest;
    private volatile long heardAt = System.nanoTime();
    private long pingedAt = System.nanoTime();
    private long closingSince;

    Session(
            WebSocketConnection connection,
            Entrance entrance,
            Caller caller,
            FrameEncoder words,
            Outbound outbound,
            Selecting selecting) {
        this.id = connection.id();
        this.connection = connection;
        this.loop = entrance.loop();
        this.guard = entrance.guard();
        this.admittedAs = caller;
        this.caller = caller;
        this.words = words;
        this.outbound = outbound;
        this.selecting = selecting;
    }

    /// Names the connection in logs and in the audit; not secret.
    public String id() {
        return id;
    }

    /// When the client was let in.
    public Instant since() {
        return since;
    }

    /// What the client has come for; empty in the moment before that is known.
    public String place() {
        Guest inside = guest;
        return inside == null ? "" : inside.place();
    }

    /// Who is at the other end.
    public Caller caller() {
        return caller;
    }

    /// The caller when the session was opened, under which it is counted.
    Caller admittedAs() {
        return admittedAs;
    }

    /// Replaces the caller after the client showed a new credential.
    public void caller(Caller caller) {
        this.caller = caller;
    }

    /// Whether the client's rights still hold; if not, the connection is closed with 4001, or with
    /// 4003 if the user is banned. Checked with each message, and with each beat for those who only
    /// watch.
    boolean isStillAllowed() {
        Caller now = caller;
        if (closedWith == null && !now.isGood()) {
            close(now.isBarred() ? CloseCode.FORBIDDEN : CloseCode.UNAUTHORIZED);
        }
        return closedWith == null;
    }

    EventLoop loop() {
        return loop;
    }

    /// Sets the endpoint's side of this session, which has told the client what comes first.
    void guest(Guest guest) {
        this.guest = guest;
    }

    @Nullable Guest guest() {
        return guest;
    }

    /// Sends one frame, if there are words for it. A client that lets thousands of answers wait is
    /// closed with 4010.
    public void send(Frame frame) {
        String message = words.encode(frame);
        if (message != null) {
            send(message);
        }
    }

    /// Whether others may speak to the client, and not only the event loop that lets it in: it may
    /// be known to them before it has been told what comes first.
    private boolean isWelcome() {
        return guest != null || loop.inEventLoop();
    }

    /// The same for a text that is already a message.
    public void send(String message) {
        if (closedWith != null) {
            return;
        }
        if (!isWelcome()) {
            later(() -> send(message));
        } else if (outbound.isOverfull()) {
            close(CloseCode.TOO_SLOW);
        } else {
            outbound.send(message);
        }
    }

    /// Sends messages that others get, too, unless the client has not yet taken what it was sent,
    /// or is just being let in.
    ///
    /// @return whether they are sent
    public boolean offer(List<Bundle> bundles) {
        return closedWith == null && isWelcome() && outbound.offer(bundles);
    }

    /// Sends all that the log's feed has from `start` on, as fast as the client takes it, until the
    /// connection ends. To be called on the event loop.
    public <T> void follow(FrameLog<T> log, Start start) {
        outbound.follow(log, start);
    }

    /// Sends the wanted entries of a feed; they are picked out off the event loop. A [Start.Last]
    /// counts wanted entries. To be called on the event loop, once.
    ///
    /// @param encoder the words for a wanted entry
    /// @param choice evaluated on another thread
    public <T> void follow(Feed<T> feed, Encoder<T> encoder, Choice<T> choice, Start start) {
        outbound.follow(selecting.from(feed, encoder, choice, start));
    }

    /// Sends several feeds that are parts of one order, in the same manner; once. To be called on
    /// the event loop.
    ///
    /// @param end offset of the last entry of the order that all its feeds have
    /// @param traffic counts what of the feeds was sent
    public OrderedOutbound inOrder(LongSupplier end, Traffic traffic) {
        return outbound.inOrder(end, traffic);
    }

    /// Whether the client takes what it is sent, as far as known.
    public boolean takes() {
        return outbound.takes();
    }

    /// Runs a task on the event loop; at once if called from it.
    public void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /// Runs a task on the event loop, after what it does now.
    public void later(Runnable task) {
        loop.execute(task);
    }

    /// To be called when the channel takes bytes again.
    void writable() {
        outbound.writable();
    }

    /// Closes the connection; the first code given counts.
    public void close(CloseCode code) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> close(code));
            return;
        }
        // Nothing is sent to a client that is gone: see channelInactive.
        if (closedWith != null || !guard.isConnected()) {
            return;
        }
        closedWith = code;
        closingSince = System.nanoTime();
        guard.refuseAll();
        outbound.stop();
        if (!connection.isClosed()) {
            connection
                    .close(new CloseReason(code.code(), code.reason()))
                    .subscribe()
                    .with(_ -> {}, _ -> {});
        }
    }

    /// Closes the connection as soon as all that is followed has been written, but no later than
    /// `latest` (a time of [System#nanoTime]).
    ///
    /// @param wait nanoseconds before the first check
    void closeAtEnd(CloseCode code, long wait, long latest) {
        loop.schedule(
                () -> {
                    if (outbound.isBehind() && System.nanoTime() < latest) {
                        closeAtEnd(code, LOOK_NANOS, latest);
                    } else {
                        close(code);
                    }
                },
                wait,
                TimeUnit.NANOSECONDS);
    }

    /// Tells the endpoint that the connection will be closed soon.
    void sayFarewell(long reconnectAfterMillis) {
        Guest inside = guest;
        if (inside != null) {
            onLoop(() -> inside.goingAway(reconnectAfterMillis));
        }
    }

    /// Ends the TCP connection without a close frame.
    void drop() {
        guard.drop();
    }

    /// The code with which the gateway closed the connection; null if it did not.
    public @Nullable CloseCode closedWith() {
        return closedWith;
    }

    /// To be called when the connection is gone; nothing is written any more.
    void ended() {
        outbound.stop();
    }

    /// To be called on the event loop for each handled message of the client, which may then send
    /// more.
    public void handled() {
        guard.handled();
    }

    /// To be called when anything came from the client.
    void heard() {
        heardAt = System.nanoTime();
    }

    /// Whether something came from the client within that time, be it the answer to a ping, and the
    /// connection is not being closed.
    public boolean isHeard(Duration within) {
        return closedWith == null && System.nanoTime() - heardAt < within.toNanos();
    }

    /// Called about once a second, on the event loop: pings, closes silent or stuck clients, and
    /// drops those that do not answer a close. The platform would wait forever for a client that
    /// does not read.
    void beat(SessionSettings settings, long now) {
        if (closedWith != null) {
            if (now - closingSince > CLOSING_NANOS) {
                drop();
            }
            return;
        }
        if (!isStillAllowed()) {
            return;
        }
        if (now - heardAt > settings.silenceTimeout().toNanos()) {
            close(CloseCode.HEARTBEAT_MISSED);
        } else if (outbound.stalledFor(now) > settings.tooSlowAfter().toNanos()) {
            close(CloseCode.TOO_SLOW);
        } else if (now - pingedAt >= settings.pingInterval().toNanos()) {
            pingedAt = now;
            outbound.ping();
            send(new Frame.Ping(Instant.now()));
        }
        Guest inside = guest;
        if (inside != null) {
            inside.beat();
        }
    }
}
