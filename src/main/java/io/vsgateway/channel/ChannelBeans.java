package io.vsgateway.channel;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vsgateway.fanout.Fanout;
import io.vsgateway.fanout.LocalFanout;
import io.vsgateway.fanout.redis.Bounds;
import io.vsgateway.fanout.redis.RedisFanout;
import io.vsgateway.fanout.redis.RedisSettings;
import io.vsgateway.fanout.redis.Sealing;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.TopicClass;
import io.vsgateway.roster.Roster;
import io.vsgateway.seal.Seal;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Makes the plain classes behind the channels from their settings.
@ApplicationScoped
class ChannelBeans {
    /// How much longer than a gateway remembers an event Redis remembers its topic, so that it is
    /// known for a while that there was something.
    private static final Duration LONGER = Duration.ofHours(1);

    private final ChannelSettings settings;

    ChannelBeans(ChannelSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    Hub hub(Fanout order) {
        return new Hub(
                order, TopicClasses::of, settings.topicsMax(), settings.memory().asLongValue());
    }

    @Produces
    @Singleton
    Fanout order(Vertx vertx, RedisSettings redis, Seal seal, Node node) {
        Optional<String> url = redis.url();
        if (url.isPresent()) {
            return new RedisFanout(
                    vertx,
                    url.get(),
                    redis,
                    seal,
                    node.id(),
                    ChannelBeans::bounds,
                    settings.topicsMax());
        }
        // Two runs of the gateway do not begin in the same millisecond.
        String epoch = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        return new LocalFanout(epoch, InstantSource.system());
    }

    /// Behind all others, and before the event loops go, which it needs to the end.
    void close(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent end, Fanout order) {
        if (order instanceof RedisFanout redis) {
            redis.close();
        }
    }

    private static Bounds bounds(TopicName topic) {
        TopicClass type = TopicClasses.of(TopicPattern.of(topic));
        return new Bounds(
                type.maxEvents(), 2 * type.maxBytes(), type.life().multipliedBy(2).plus(LONGER));
    }

    @Produces
    @Singleton
    Seal seal(RedisSettings redis) {
        return Sealing.of(redis);
    }

    @Produces
    @Singleton
    Node node() {
        return Node.random();
    }

    @Produces
    @Singleton
    Roster roster() {
        return new Roster(InstantSource.system());
    }
}
