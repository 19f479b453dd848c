package io.vsgateway.bench;

import io.vsgateway.bench.crowd.Connects;
import io.vsgateway.bench.crowd.Crowd;
import io.vsgateway.bench.crowd.Delivery;
import io.vsgateway.bench.crowd.Order;
import io.vsgateway.bench.crowd.Result;
import io.vsgateway.bench.crowd.RoundTrips;
import io.vsgateway.bench.crowd.TickOrder;
import io.vsgateway.bench.gateway.ProcessUsage;
import io.vsgateway.bench.socket.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One measurement: connect, deliver lines, give commands; or connect and hold. It warms up before
/// connecting and before delivering, since a gateway runs for days.
final class Bench {
    private static final String COMMAND = "/time";
    private static final int MOST_WARMUP_CLIENTS = 1000;
    private static final Duration CALM_DOWN = Duration.ofSeconds(3);

    private final BenchOptions options;
    private final Target target;
    private final @Nullable ProcessHandle gateway;
    private final Consumer<String> progress;
    private final List<String> problems = new ArrayList<>();
    private Duration deliveryCpu = Duration.ZERO;
    private Duration benchCpu = Duration.ZERO;
    private Duration idleCpu = Duration.ZERO;
    private boolean orderKept = true;

    /// @param gateway its process, if it was started for the measurement
    Bench(
            BenchOptions options,
            Target target,
            @Nullable ProcessHandle gateway,
            Consumer<String> progress) {
        this.options = options;
        this.target = target;
        this.gateway = gateway;
        this.progress = progress;
    }

    BenchReport run() {
        if (options.warmup() > 0) {
            progress.accept(
                    "warming up with "
                            + Math.min(options.clients(), MOST_WARMUP_CLIENTS)
                            + " clients");
            warmUpConnecting();
        }
        try (var crowd =
                Crowd.watching(
                        target, options.format(), options.clients(), options.slow(), progress)) {
            ProcessUsage before = usage();
            Connects connects =
                    crowd.connect(options.inFlight(), options.connectRate(), options.timeout());
            ProcessUsage connected = usage();
            Delivery delivery = null;
            RoundTrips commands = null;
            if (connects.failed() > 0) {
                problems.add(
                        connects.failed()
                                + " of "
                                + options.clients()
                                + " clients did not connect");
            } else if (options.idle() != null) {
                hold(crowd, options.idle());
            } else {
                delivery = deliver(crowd);
            }
            if (problems.isEmpty() && options.commands() > 0) {
                commands = commands(crowd);
            }
            crowd.reasons().forEach((why, count) -> problems.add(count + " clients: " + why));
            return new BenchReport(
                    options,
                    result(),
                    List.copyOf(problems),
                    connects,
                    delivery,
                    commands,
                    benchCpu,
                    gateway == null
                            ? null
                            : new BenchReport.Gateway(
                                    before, connected, deliveryCpu, idleCpu, usage()));
        }
    }

    /// What fails here also fails in the measurement, and is reported there.
    private void warmUpConnecting() {
        int clients = Math.min(options.clients(), MOST_WARMUP_CLIENTS);
        try (var crowd = Crowd.watching(target, options.format(), clients, 0, progress)) {
            crowd.connect(options.inFlight(), options.connectRate(), options.timeout());
        }
    }

    private Result result() {
        if (!orderKept) {
            return Result.BROKEN;
        }
        return problems.isEmpty() ? Result.COMPLETE : Result.INCOMPLETE;
    }

    private void hold(Crowd crowd, Duration time) {
        crowd.hold(CALM_DOWN);
        Duration before = usage().cpu();
        crowd.hold(time);
        idleCpu = usage().cpu().minus(before);
    }

    private Delivery deliver(Crowd crowd) {
        if (options.warmup() > 0) {
            progress.accept("warming up with " + options.warmup() + " lines");
            Delivery warmup = deliver(crowd, options.warmup());
            if (!problems.isEmpty()) {
                return warmup;
            }
        }
        progress.accept("measuring " + options.lines() + " lines");
        Duration before = usage().cpu();
        Duration ownBefore = ownCpu();
        Delivery delivery = deliver(crowd, options.lines());
        deliveryCpu = usage().cpu().minus(before);
        benchCpu = ownCpu().minus(ownBefore);
        return delivery;
    }

    private Delivery deliver(Crowd crowd, int lines) {
        // In a gateway started here, nothing else writes lines.
        var order = new TickOrder(options.rate(), lines, options.size(), gateway == null);
        Delivery delivery = crowd.deliver(order, options.atMost(lines));
        if (!delivery.failure().isEmpty()) {
            problems.add(delivery.failure());
        } else if (delivery.complete() < options.clients()) {
            problems.add(
                    (options.clients() - delivery.complete())
                            + " clients did not get all lines in time"
                            + (delivery.delivered() == 0
                                    ? ": is the game the simulated one?"
                                    : ""));
        }
        if (!delivery.slow().order().isKept()) {
            orderKept = false;
            problems.add(
                    "the order was not kept for slow clients: " + faults(delivery.slow().order()));
        }
        if (!delivery.order().isKept()) {
            orderKept = false;
            problems.add("the order was not kept: " + faults(delivery.order()));
        }
        return delivery;
    }

    private static String faults(Order order) {
        return "%d lines lost, %d out of order, %d gaps not exact"
                .formatted(order.lost(), order.disordered(), order.inexact());
    }

    private RoundTrips commands(Crowd crowd) {
        progress.accept("measuring " + options.commands() + " commands");
        Duration atMost = options.timeout().plus(Duration.ofSeconds(options.commands()));
        RoundTrips trips = crowd.command(COMMAND, options.commands(), atMost);
        if (!trips.failure().isEmpty()) {
            problems.add(trips.failure());
        }
        return trips;
    }

    private static Duration ownCpu() {
        return ProcessUsage.of(ProcessHandle.current()).cpu();
    }

    private ProcessUsage usage() {
        return gateway == null ? new ProcessUsage(Duration.ZERO, 0, 0) : ProcessUsage.of(gateway);
    }
}
