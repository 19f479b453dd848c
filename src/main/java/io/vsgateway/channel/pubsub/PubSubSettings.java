package io.vsgateway.channel.pubsub;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Plain publish and subscribe on the Redis that gateways share.
@ConfigMapping(prefix = "vs.redis")
public interface PubSubSettings {
    /// Whether what back-ends publish on `ws:broadcast`, `ws:user:*` and `ws:connection:*` is taken
    /// in.
    @WithDefault("false")
    boolean ingress();

    /// Whether what the channels publish is also published there, on names that begin with the
    /// prefix.
    @WithDefault("false")
    boolean egress();
}
