package io.vsgateway.channel.bridge;

import io.vsgateway.access.Grant;
import io.vsgateway.channel.world.WorldSettings.Plane;
import io.vsgateway.game.Player;
import io.vsgateway.text.SafeText;
import io.vsgateway.wire.channel.ChannelMessage.Positions;
import java.util.List;

/// Where the players of the demo are: each walks a winding line of their own, around the middle of
/// a zone. It is a matter of name and time alone, so that nobody has to walk while nobody looks.
final class Stroll {
    static final String ZONE = "demo";

    /// Nobody is farther from the middle than this, in either direction.
    static final double FARTHEST = 180;

    /// Of the slower of the two swings that make the line.
    private static final double RADIANS_PER_SECOND = 0.04;

    private Stroll() {}

    /// @param plane in which they walk; in `xz` at the height 0
    /// @param seconds since any time in the past
    static Positions of(List<Player> players, Plane plane, double seconds) {
        return new Positions(
                null,
                ZONE,
                players.stream()
                        .limit(Standing.MOST_LISTED)
                        .map(one -> of(one.name(), plane, seconds))
                        .toList());
    }

    private static Positions.Move of(String name, Plane plane, double seconds) {
        String shown = SafeText.of(name, false);
        // Each has their own place to begin, and their own ways.
        int own = shown.hashCode() * 0x9E3779B1;
        double x = swing(own >>> 24, own >>> 16 & 0xFF, seconds);
        double y = swing(own >>> 8 & 0xFF, own & 0xFF, seconds);
        String id = Grant.GAME_USER + shown;
        return switch (plane) {
            case XY -> new Positions.Move(id, shown, x, y, null);
            case XZ -> new Positions.Move(id, shown, x, 0, y);
        };
    }

    /// @param pace how fast, 0 to 255
    /// @param phase where it begins, 0 to 255
    private static double swing(int pace, int phase, double seconds) {
        double speed = RADIANS_PER_SECOND * (1 + pace / 256.0);
        double place = FARTHEST * Math.sin(speed * seconds + phase * Math.TAU / 256);
        return Math.round(place * 100) / 100.0;
    }
}
