package io.vsgateway.channel.bridge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What the channels hear of the game's console, and the game of the channels.
@ConfigMapping(prefix = "vs.bridge")
public interface BridgeSettings {
    /// Whether `game:all` tells the state of the game and its players, and `chat:global` what they
    /// say.
    @WithDefault("true")
    boolean consoleToChannels();

    /// Whether the players in the game are told what is said in `chat:global`.
    @WithDefault("false")
    boolean chatToGame();

    /// The command by which they are told, with `{name}` and `{text}` in it.
    @WithDefault("/announce [{name}] {text}")
    String chatCommand();
}
