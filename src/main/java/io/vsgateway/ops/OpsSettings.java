package io.vsgateway.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// How the gateway runs.
@ConfigMapping(prefix = "vs.ops")
public interface OpsSettings {
    /// Whether the gateway is ready only while the game is.
    @WithDefault("false")
    boolean readyNeedsGame();

    /// Whether the gateway is ready only while it reaches the Redis that it shares with others.
    @WithDefault("false")
    boolean readyNeedsRedis();

    /// Longest time for the whole shutdown; what is left of the game then is killed. It should be
    /// longer than the sum of the stop ladder's waits, and shorter than the patience of whatever
    /// ends the gateway (`TimeoutStopSec`, `terminationGracePeriodSeconds`).
    @WithDefault("150s")
    @DurationMin(millis = 100)
    @DurationMax(hours = 2)
    Duration shutdownGrace();

    /// Whether the gateway ends when the process that started it has ended.
    @WithDefault("false")
    boolean exitWithParent();
}
