package io.vsgateway.channel.bridge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What the channels hear of the game's console.
@ConfigMapping(prefix = "vs.bridge")
public interface BridgeSettings {
    /// Whether `game:all` tells the state of the game and its players, and `chat:global` what they
    /// say.
    @WithDefault("true")
    boolean consoleToChannels();
}
