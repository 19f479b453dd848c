package io.vsgateway.bench.crowd;

import java.util.List;
import org.HdrHistogram.Histogram;

/// How one series of ticks came through.
///
/// @param complete clients that got the last line, and so got all lines or were told of gaps
/// @param expected lines to be delivered to the clients that read all the time
/// @param delivered lines that reached those clients
/// @param bytes of the messages that brought them
/// @param seconds from the first line's writing to the last one's reading
/// @param latency nanoseconds from the game's writing to the client's reading
/// @param order for the clients that read all the time
/// @param failure empty, or why the game wrote nothing
public record Delivery(
        int complete,
        long expected,
        long delivered,
        long bytes,
        double seconds,
        Histogram latency,
        Order order,
        Slow slow,
        String failure) {
    /// The clients that read only when the others were done.
    public record Slow(int clients, long delivered, Order order) {}

    static Delivery of(Round round, List<Watcher> watchers, int fastClients, String failure) {
        Order fast = Order.NONE;
        Order late = Order.NONE;
        int slowClients = 0;
        long lateGot = 0;
        int complete = 0;
        for (Watcher watcher : watchers) {
            complete += watcher.isComplete() ? 1 : 0;
            if (watcher.isSlow()) {
                slowClients++;
                late = late.plus(watcher.order());
                lateGot += watcher.got();
            } else {
                fast = fast.plus(watcher.order());
            }
        }
        return new Delivery(
                complete,
                (long) fastClients * round.lines(),
                round.delivered(),
                round.bytes(),
                round.seconds(),
                round.latency(),
                fast,
                new Slow(slowClients, lateGot, late),
                failure);
    }

    /// Whether each of these clients got each line, in order.
    public boolean isWhole(int clients) {
        return complete == clients && order.isKept() && order.missed() == 0;
    }

    /// Bytes of a message.
    public double size() {
        return delivered == 0 ? 0 : (double) bytes / delivered;
    }

    /// Lines delivered per second, to all clients together.
    public double perSecond() {
        return seconds == 0 ? 0 : delivered / seconds;
    }
}
