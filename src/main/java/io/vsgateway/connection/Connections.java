package io.vsgateway.connection;

import io.netty.channel.Channel;
import io.vsgateway.log.RationedLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// How many TCP connections there may be, so that file descriptors are left for what matters more:
/// connections that have not become a WebSocket may take half of what is free at the start, all
/// together what is left beyond a reserve for files and the game's pipes. One more is closed
/// without an answer. Any thread.
@ApplicationScoped
public class Connections {
    /// Kept for files, pipes and whatever is opened after the start; half of what is free, if that
    /// is less.
    private static final long RESERVE = 64;

    private final int maxPlain;
    private final int maxAll;
    private final long headNanos;
    private final int maxOpen;
    private final AtomicInteger open = new AtomicInteger();
    private final List<Channel> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger plain = new AtomicInteger();
    private final AtomicInteger all = new AtomicInteger();
    private final RationedLog log = new RationedLog(1, Logger.getLogger(Connections.class)::warn);

    @Inject
    public Connections(ConnectionSettings settings) {
        this(settings.max(), settings.headTimeout(), Descriptors.free());
    }

    public Connections(int max, Duration headTimeout, OptionalLong free) {
        this.headNanos = headTimeout.toNanos();
        if (free.isEmpty()) {
            maxPlain = max;
            maxAll = Integer.MAX_VALUE;
            maxOpen = Integer.MAX_VALUE;
        } else {
            long usable = free.getAsLong() - Math.min(RESERVE, free.getAsLong() / 2);
            maxAll = Math.clamp(usable, 1, Integer.MAX_VALUE);
            maxPlain = Math.max(1, Math.min(max, maxAll / 2));
            // Half of the reserve is for connections that are being closed.
            maxOpen = Math.clamp(usable + (free.getAsLong() - usable) / 2, 1, Integer.MAX_VALUE);
        }
    }

    /// Adds a channel that accepts connections; it is stopped while too many are open.
    void listener(Channel accepting) {
        listeners.add(accepting);
        accepting.closeFuture().addListener(_ -> listeners.remove(accepting));
    }

    /// A connection was accepted and takes a descriptor, whether it may stay or not: connections
    /// come in faster than they can be closed.
    void accepted() {
        if (open.incrementAndGet() >= maxOpen) {
            accept(false);
            if (open.get() < maxOpen) {
                // One was closed meanwhile, perhaps the last that could restart accepting.
                accept(true);
            }
        }
    }

    /// A connection has released its descriptor.
    void closed() {
        if (open.decrementAndGet() < maxOpen) {
            accept(true);
        }
    }

    private void accept(boolean more) {
        for (Channel accepting : listeners) {
            if (accepting.config().isAutoRead() != more) {
                accepting.config().setAutoRead(more);
            }
        }
    }

    long headNanos() {
        return headNanos;
    }

    /// Counts a new connection; false if it is one too many, and then it is not counted.
    boolean enter(Channel channel) {
        if (take(all, maxAll)) {
            if (take(plain, maxPlain)) {
                return true;
            }
            all.decrementAndGet();
        }
        log.tell(
                "",
                () ->
                        "refused "
                                + channel.remoteAddress()
                                + ": there are "
                                + plain
                                + " connections"
                                + " beside "
                                + (all.get() - plain.get())
                                + " WebSockets already");
        return false;
    }

    private static boolean take(AtomicInteger count, int max) {
        if (count.incrementAndGet() <= max) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    /// A connection has become a WebSocket.
    void upgraded() {
        plain.decrementAndGet();
    }

    /// A counted connection is gone.
    void left(boolean upgraded) {
        all.decrementAndGet();
        if (!upgraded) {
            plain.decrementAndGet();
        }
    }

    public int plain() {
        return plain.get();
    }

    public int all() {
        return all.get();
    }
}
