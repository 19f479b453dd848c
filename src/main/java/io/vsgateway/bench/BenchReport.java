package io.vsgateway.bench;

import io.vsgateway.bench.crowd.Connects;
import io.vsgateway.bench.crowd.Delivery;
import io.vsgateway.bench.crowd.Result;
import io.vsgateway.bench.crowd.RoundTrips;
import io.vsgateway.bench.gateway.ProcessUsage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was measured. Parts that were not requested, or cannot be known, are null.
///
/// @param benchCpu the processor time that this process used while lines were delivered: if it is
///   close to the elapsed time, the clients were the limit and not the gateway
record BenchReport(
        BenchOptions options,
        Result result,
        List<String> problems,
        Connects connects,
        @Nullable Delivery delivery,
        @Nullable RoundTrips commands,
        Duration benchCpu,
        @Nullable Gateway gateway) {
    /// What the gateway used, if it was started here.
    ///
    /// @param before when it listened
    /// @param connected when all clients were connected
    /// @param deliveryCpu while lines were delivered
    /// @param idleCpu while connections were held, after three seconds to calm down
    /// @param end at the end, with all clients connected
    record Gateway(
            ProcessUsage before,
            ProcessUsage connected,
            Duration deliveryCpu,
            Duration idleCpu,
            ProcessUsage end) {}

    /// The gateway's processor time per million delivered lines; NaN if none were delivered.
    double cpuSecondsPerMillion() {
        if (gateway == null || delivery == null || delivery.delivered() == 0) {
            return Double.NaN;
        }
        long all = delivery.delivered() + delivery.slow().delivered();
        return gateway.deliveryCpu().toMillis() / 1e3 / all * 1e6;
    }

    /// Resident memory that the connections added, in KiB per connection; NaN if it is not known.
    double rssKbPerClient() {
        return gateway == null || gateway.end().rssKb() == 0
                ? Double.NaN
                : (double) (gateway.end().rssKb() - gateway.before().rssKb()) / options.clients();
    }

    /// Percent of one processor; NaN if connections were not just held.
    double idleCpuPercent() {
        return gateway == null || options.idle() == null
                ? Double.NaN
                : 100.0 * gateway.idleCpu().toMillis() / options.idle().toMillis();
    }
}
