package io.vsgateway.channel.world;

import org.jspecify.annotations.Nullable;

/// Where something is in a zone.
///
/// @param z null if nobody said
record Place(double x, double y, @Nullable Double z) {
    double distanceTo(Place other) {
        double deep = z == null || other.z == null ? 0 : z - other.z;
        return Math.sqrt(square(x - other.x) + square(y - other.y) + square(deep));
    }

    private static double square(double value) {
        return value * value;
    }
}
