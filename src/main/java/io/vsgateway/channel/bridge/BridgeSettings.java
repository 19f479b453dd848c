package io.vsgateway.channel.bridge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// What the channels hear of the game's console, and the game of the channels.
@ConfigMapping(prefix = "vs.bridge")
public interface BridgeSettings {
    /// Whether `game:all` tells the state of the game, its players and what becomes of them and
    /// their world, and `chat:global` what they say.
    @WithDefault("true")
    boolean consoleToChannels();

    /// How often the game is asked for the time of its world; default: never.
    Optional<@DurationMin(seconds = 5) @DurationMax(days = 1) Duration> timeEvery();

    /// Whether the players in the game are told what is said in `chat:global`.
    @WithDefault("false")
    boolean chatToGame();

    /// The command by which they are told, with `{name}` and `{text}` in it.
    @WithDefault("/announce [{name}] {text}")
    String chatCommand();
}
