package io.vsgateway.channel.world;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Locale;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// The world.
@ConfigMapping(prefix = "vs.world")
public interface WorldSettings {
    /// Side of a cell of the grid, in the units of the game.
    @WithDefault("64")
    @DecimalMin("1")
    @DecimalMax("100000")
    double cell();

    /// In which two of its coordinates neighbours are near.
    @WithDefault("xy")
    Plane plane();

    /// How often positions are told.
    @WithDefault("100ms")
    @DurationMin(millis = 20)
    @DurationMax(seconds = 10)
    Duration tick();

    /// How far players see, unless they ask for less; four cells at most.
    @WithDefault("128")
    @DecimalMin("0")
    @DecimalMax("400000")
    double radius();

    /// Units a second that a player may move; a farther movement is not believed. 0 for any.
    @WithDefault("0")
    @DecimalMin("0")
    double maxSpeed();

    /// Who says where players are.
    @WithDefault("players")
    Mover movement();

    /// Whether everybody who is let in may look at any place: a radar for cheats.
    @WithDefault("false")
    boolean anonymousPositions();

    /// Beings in all zones together.
    @WithDefault("10000")
    @Min(1)
    @Max(100000)
    int beingsMax();

    /// Two of three coordinates.
    enum Plane {
        XY,
        XZ;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Who moves players.
    enum Mover {
        PLAYERS,
        SERVICE
    }
}
