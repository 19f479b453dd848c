package io.vsgateway.channel.pubsub;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.fanout.redis.RedisSettings;

/// What makes no sense without a Redis.
final class NeedsRedis {
    private NeedsRedis() {}

    /// @param variable what was set
    static String url(RedisSettings redis, String variable) {
        return redis.url()
                .orElseThrow(() ->
                        new ConfigurationException(variable + " is set, and VS_REDIS_URL is not"));
    }
}
