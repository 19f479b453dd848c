package io.vsgateway.channel.pubsub;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Node;
import io.vsgateway.fanout.redis.RedisSettings;
import io.vsgateway.fanout.redis.Server;
import io.vsgateway.hub.Outcome;
import io.vsgateway.log.RationedLog;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes in what back-ends publish on three plain names of Redis, as if a service had published it
/// over REST. Of several gateways one does: whoever holds a lease in Redis, which ends when its
/// holder is not heard for [#LEASE_MILLIS]; until the next one has it, what is published is lost,
/// as it is whenever nobody listens.
///
/// A thread of its own keeps lease and subscription, which is made anew behind each lost
/// connection. What arrives is read on an event loop.
@ApplicationScoped
public class Ingress {
    private static final Logger LOG = Logger.getLogger(Ingress.class);
    private static final long LEASE_MILLIS = 6000;
    private static final long BEAT_MILLIS = 2000;
    private static final long PAUSE_MILLIS = 500;

    /// What is older than the last word of Redis on the lease, less a margin, may be another's.
    private static final long SURE_NANOS = TimeUnit.MILLISECONDS.toNanos(LEASE_MILLIS - 1000);

    private static final int LINES_PER_SECOND = 5;

    private static final String LEASE =
            """
            local holder = redis.call('GET', KEYS[1])
            if holder and holder ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
            """;

    private static final String LEAVE =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

    private final Vertx vertx;
    private final RedisSettings redis;
    private final PubSubSettings settings;
    private final Channels channels;
    private final String node;
    private final String lease;
    private final RationedLog log = new RationedLog(LINES_PER_SECOND, LOG::warn);
    private final Map<Fate, LongAdder> fates = new EnumMap<>(Fate.class);
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean isClosing;
    private volatile boolean isBroken;
    private volatile boolean isHeld;
    private volatile long confirmedAt;

    /// What became of something that arrived.
    public enum Fate {
        /// It was published.
        TAKEN,
        /// It is no event.
        MALFORMED,
        /// It is for a connection that is not there.
        UNKNOWN,
        /// The order did not take it.
        REFUSED
    }

    Ingress(
            Vertx vertx,
            RedisSettings redis,
            PubSubSettings settings,
            Channels channels,
            Node node) {
        this.vertx = vertx;
        this.redis = redis;
        this.settings = settings;
        this.channels = channels;
        this.node = node.id();
        this.lease = '{' + redis.prefix() + "}:ingress";
        Arrays.stream(Fate.values()).forEach(fate -> fates.put(fate, new LongAdder()));
    }

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
        if (settings.ingress()) {
            String url = NeedsRedis.url(redis, "VS_REDIS_INGRESS");
            var server = new Server(vertx, url, redis);
            Thread _ = Thread.ofPlatform().daemon().name("ingress").start(() -> run(server));
        }
    }

    private void run(Server server) {
        while (!isClosing) {
            isBroken = false;
            Redis client = null;
            try {
                client = server.client();
                hold(client, Server.await(client.connect()));
            } catch (IOException | RuntimeException e) {
                LOG.debugf("Redis cannot be reached: %s", e.getMessage());
                pause(PAUSE_MILLIS);
            } catch (InterruptedException _) {
                return;
            } finally {
                isHeld = false;
                if (client != null) {
                    client.close();
                }
            }
        }
    }

    private void pause(long millis) {
        try {
            boolean _ = bell.tryAcquire(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until the connection breaks.
    private void hold(Redis client, RedisConnection writing)
            throws IOException, InterruptedException {
        writing.endHandler(_ -> broken()).exceptionHandler(_ -> broken());
        RedisConnection listening = null;
        while (!isClosing && !isBroken) {
            long begin = System.nanoTime();
            Response answer =
                    Server.await(
                            writing.send(
                                    Request.cmd(Command.EVAL)
                                            .arg(LEASE)
                                            .arg(1)
                                            .arg(lease)
                                            .arg(node)
                                            .arg(LEASE_MILLIS)));
            boolean isOurs = answer.toInteger() == 1;
            confirmedAt = begin;
            if (isOurs && listening == null) {
                listening = subscribe(client);
                LOG.info("What is published to Redis on ws:… is taken in here");
            } else if (!isOurs && listening != null) {
                // It stood still for too long, and another one listens.
                throw new IOException("another gateway listens now");
            }
            isHeld = isOurs;
            pause(BEAT_MILLIS);
        }
        if (isClosing && isHeld) {
            Response _ =
                    Server.await(
                            writing.send(
                                    Request.cmd(Command.EVAL)
                                            .arg(LEAVE)
                                            .arg(1)
                                            .arg(lease)
                                            .arg(node)));
        }
    }

    private void broken() {
        isBroken = true;
        bell.release();
    }

    private RedisConnection subscribe(Redis client) throws IOException, InterruptedException {
        RedisConnection listening = Server.await(client.connect());
        listening.endHandler(_ -> broken()).exceptionHandler(_ -> broken());
        listening.handler(this::heard);
        Response _ =
                Server.await(listening.send(Request.cmd(Command.SUBSCRIBE).arg(Arrived.BROADCAST)));
        Response _ =
                Server.await(
                        listening.send(
                                Request.cmd(Command.PSUBSCRIBE)
                                        .arg(Arrived.USER + '*')
                                        .arg(Arrived.CONNECTION + '*')));
        return listening;
    }

    /// `message`, name, text; or `pmessage`, pattern, name, text.
    private void heard(Response push) {
        int size = push.size();
        if (size >= 3 && push.get(0).toString().endsWith("message")) {
            if (System.nanoTime() - confirmedAt < SURE_NANOS) {
                arrived(push.get(size - 2).toString(), push.get(size - 1).toString());
            }
        }
    }

    private void arrived(String name, String text) {
        switch (Arrived.read(name, text)) {
            case Arrived.Bad(String why) -> ended(name, Fate.MALFORMED, why);
            case Arrived.Good good ->
                    publish(good)
                            .ifPresentOrElse(
                                    placed -> placed.thenAccept(outcome -> ended(name, outcome)),
                                    () -> ended(name, Fate.UNKNOWN, "no such connection"));
        }
    }

    private Optional<CompletionStage<Outcome>> publish(Arrived.Good good) {
        return good.connection() == null
                ? Optional.of(channels.publish(good.change(), key(good)))
                : channels.toConnection(good.connection(), good.change(), key(good));
    }

    private static @Nullable String key(Arrived.Good good) {
        return good.key() == null ? null : "ingress\n" + good.key();
    }

    private void ended(String name, Outcome outcome) {
        switch (outcome) {
            case Outcome.Placed _ -> count(Fate.TAKEN);
            case Outcome.Full _ -> ended(name, Fate.REFUSED, "there is no room");
            case Outcome.Refused(var reason) -> ended(name, Fate.REFUSED, reason.name());
        }
    }

    private void ended(String name, Fate fate, String why) {
        count(fate);
        String kind = name.substring(0, Math.min(name.length(), Arrived.CONNECTION.length()));
        log.tell(kind, () -> "What was published to Redis on " + kind + "… is lost: " + why);
    }

    private void count(Fate fate) {
        LongAdder count = fates.get(fate);
        if (count != null) {
            count.increment();
        }
    }

    /// How much met this fate.
    public long counted(Fate fate) {
        LongAdder count = fates.get(fate);
        return count == null ? 0 : count.sum();
    }

    /// Whether this gateway is the one that listens.
    public boolean isListening() {
        return isHeld;
    }

    void end(@Observes ShutdownEvent end) {
        isClosing = true;
        bell.release();
    }
}
