package io.vsgateway.bench.crowd;

/// How well the order of lines was kept for one client or for many.
///
/// @param gaps notices of missing lines
/// @param missed missing lines that a notice reported
/// @param lost missing lines that no notice reported
/// @param disordered lines that came twice, or after a later one
/// @param inexact gaps that reported more lines than were missing
public record Order(long gaps, long missed, long lost, long disordered, long inexact) {
    static final Order NONE = new Order(0, 0, 0, 0, 0);

    Order plus(Order other) {
        return new Order(
                gaps + other.gaps,
                missed + other.missed,
                lost + other.lost,
                disordered + other.disordered,
                inexact + other.inexact);
    }

    /// Whether the gateway kept its word.
    public boolean isKept() {
        return lost == 0 && disordered == 0 && inexact == 0;
    }
}
