package io.vsgateway.bench.channel;

import io.vsgateway.bench.crowd.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A round of deliveries, and the processor time that the gateway took for it.
record Measured(Delivery delivery, Duration cpu) {
    /// Processor seconds per million deliveries.
    double cpuPerMillion() {
        return cpu.toNanos() / 1e3 / Math.max(1, delivery.delivered());
    }

    double millis(double percentile) {
        return delivery.latency().getValueAtPercentile(percentile) / 1e6;
    }

    /// The gateway's share of one processor, in percent.
    double share() {
        return cpu.toNanos() / 1e7 / Math.max(1e-3, delivery.seconds());
    }

    static double median(List<Measured> rounds, ToDoubleFunction<Measured> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1
                        ? sorted[middle]
                        : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
