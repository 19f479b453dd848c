package io.vsgateway.channel.world;

/// A square of cells: what one sees of a zone.
///
/// @param reach how many cells it goes on behind the one in the middle, on each side
record Area(Cell middle, int reach) {
    /// More than this are not looked at one by one.
    private static final int FAR = 1 << 20;

    /// The whole zone.
    static final Area ALL = new Area(new Cell(0, 0), Integer.MAX_VALUE);

    boolean has(Cell cell) {
        return reach == Integer.MAX_VALUE
                || (Math.abs(cell.x() - middle.x()) <= reach
                        && Math.abs(cell.y() - middle.y()) <= reach);
    }

    /// How many cells there are in it, or more than there can be of them in a zone.
    long size() {
        long side = 2L * Math.min(reach, FAR) + 1;
        return side * side;
    }
}
