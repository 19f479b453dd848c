package io.vsgateway.bench.crowd;

/// What the simulated game should write.
///
/// @param rate lines per second; 0 for as fast as possible
/// @param size bytes of a line, without its line break
/// @param othersMayWrite whether other lines may come among the ticks
public record TickOrder(int rate, int lines, int size, boolean othersMayWrite) {
    String command() {
        return "/demo ticks " + rate + " " + lines + " " + size;
    }
}
