package io.vsgateway.channel;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.fanout.LocalFanout;
import io.vsgateway.hub.Hub;
import io.vsgateway.roster.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Makes the plain classes behind the channels from their settings.
@ApplicationScoped
class ChannelBeans {
    private static final long LEAST_MEMORY = 1024 * 1024;
    private static final long LEAST_MESSAGE = 1024;
    private static final long MOST_MESSAGE = 64 * 1024 * 1024;

    private final ChannelSettings settings;

    ChannelBeans(ChannelSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    Hub hub() {
        long message = settings.messageMaxBytes().asLongValue();
        if (message < LEAST_MESSAGE || message > MOST_MESSAGE) {
            throw new ConfigurationException(
                    "VS_CHANNEL_MESSAGE_MAX_BYTES must be 1K to 64M: " + message);
        }
        long memory = settings.memory().asLongValue();
        if (memory < LEAST_MEMORY) {
            throw new ConfigurationException("VS_CHANNEL_MEMORY must be at least 1M: " + memory);
        }
        // Two runs of the gateway do not begin in the same millisecond.
        String epoch = Long.toString(System.currentTimeMillis(), 36);
        var order = new LocalFanout(epoch, InstantSource.system());
        return new Hub(order, TopicClasses::of, settings.topicsMax(), memory);
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
