package io.vsgateway.channel.world;

/// How places become cells.
///
/// @param side of a cell
record Grid(double side, WorldSettings.Plane plane) {
    /// Players see so many cells around their own at most.
    private static final int FARTHEST = 4;

    /// How far that is.
    double farthest() {
        return FARTHEST * side;
    }

    Cell cell(Place place) {
        Double z = place.z();
        double second = plane == WorldSettings.Plane.XY ? place.y() : z == null ? 0 : z;
        return new Cell((long) Math.floor(place.x() / side), (long) Math.floor(second / side));
    }

    /// All that is seen from there: a radius is rounded up to whole cells.
    Area around(Place place, double radius) {
        return new Area(cell(place), (int) Math.ceil(radius / side));
    }
}
