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
import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.redis.RedisSettings;
import io.vsgateway.fanout.redis.Server;
import io.vsgateway.hub.Outcome;
import io.vsgateway.wire.channel.TopicName;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells plain subscribers of Redis what the channels publish, as clients get it: for everybody on
/// `vs:ws:broadcast`, for a user or a connection on `vs:ws:user:<id>` and `vs:ws:connection:<id>`,
/// all else on `vs:ws:topic:<topic>`, where `vs` is the prefix. The gateway at which something is
/// published does it, once it has its place; so each event comes at most once. None of these names
/// is one that [Ingress] hears.
///
/// Nothing waits for it: while Redis is away, nothing is told.
@ApplicationScoped
public class Egress {
    private static final Logger LOG = Logger.getLogger(Egress.class);
    private static final long PAUSE_MILLIS = 500;
    private static final long BEAT_MILLIS = 2000;

    private final Vertx vertx;
    private final RedisSettings redis;
    private final PubSubSettings settings;
    private final Channels channels;
    private final String prefix;
    private final LongAdder told = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Semaphore bell = new Semaphore(0);
    private volatile @Nullable RedisConnection connection;
    private volatile boolean isClosing;

    Egress(Vertx vertx, RedisSettings redis, PubSubSettings settings, Channels channels) {
        this.vertx = vertx;
        this.redis = redis;
        this.settings = settings;
        this.channels = channels;
        this.prefix = redis.prefix() + ":ws:";
    }

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
        if (settings.egress()) {
            String url = NeedsRedis.url(redis, "VS_REDIS_EGRESS");
            var server = new Server(vertx, url, redis);
            channels.watch(this::tell);
            Thread _ = Thread.ofPlatform().daemon().name("egress").start(() -> run(server));
        }
    }

    private void run(Server server) {
        while (!isClosing) {
            Redis client = null;
            try {
                client = server.client();
                RedisConnection there = Server.await(client.connect());
                bell.drainPermits();
                there.endHandler(_ -> bell.release()).exceptionHandler(_ -> bell.release());
                connection = there;
                while (!bell.tryAcquire(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
                    // A connection that is dead without a word would take all events and tell none.
                    Response _ = Server.await(there.send(Request.cmd(Command.PING)));
                }
            } catch (IOException | RuntimeException e) {
                LOG.debugf("Redis cannot be reached: %s", e.getMessage());
                pause();
            } catch (InterruptedException _) {
                return;
            } finally {
                connection = null;
                if (client != null) {
                    client.close();
                }
            }
        }
    }

    private void pause() {
        try {
            boolean _ = bell.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Change.Publication publication, Outcome.Placed placed) {
        RedisConnection there = connection;
        for (TopicName topic : publication.topics()) {
            if (there == null) {
                lost.increment();
                continue;
            }
            String event = publication.body().event(placed.position(), placed.at(), topic);
            there.send(Request.cmd(Command.PUBLISH).arg(name(topic)).arg(event))
                    .onSuccess(_ -> told.increment())
                    .onFailure(_ -> lost.increment());
        }
    }

    private String name(TopicName topic) {
        if (topic.equals(Topics.EVERYBODY)) {
            return prefix + "broadcast";
        }
        return prefix
                + switch (topic.channel()) {
                    case "user", "connection" -> topic.text();
                    default -> "topic:" + topic.text();
                };
    }

    /// How often an event was told.
    public long told() {
        return told.sum();
    }

    /// How often one was not.
    public long lost() {
        return lost.sum();
    }

    void end(@Observes ShutdownEvent end) {
        isClosing = true;
        bell.release();
    }
}
