package io.vsgateway.bench;

import io.vsgateway.bench.crowd.Connects;
import io.vsgateway.bench.crowd.Delivery;
import io.vsgateway.bench.crowd.RoundTrips;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// A report for people.
final class BenchTable {
    private final StringBuilder text = new StringBuilder();

    private BenchTable() {}

    static String write(BenchReport report) {
        var table = new BenchTable();
        BenchOptions options = report.options();
        table.row("clients", "%,d, format %s", options.clients(), options.format().label());
        table.connects(report.connects());
        if (report.delivery() != null) {
            table.delivery(options, report.delivery());
            table.row("clients' CPU", "%.2f s", report.benchCpu().toMillis() / 1e3);
        }
        if (report.commands() != null) {
            table.commands(report.commands());
        }
        if (report.gateway() != null) {
            table.gateway(report, report.gateway());
        }
        table.row("result", "%s", report.result().name().toLowerCase(Locale.ROOT));
        return table.text.toString();
    }

    private void connects(Connects connects) {
        row(
                "connecting",
                "%,d opened, %,.0f per second; p50 %.2f ms, p99 %.2f ms, max %.2f ms",
                connects.opened(),
                connects.perSecond(),
                millis(connects.nanos(), 50),
                millis(connects.nanos(), 99),
                millis(connects.nanos(), 100));
    }

    private void delivery(BenchOptions options, Delivery delivery) {
        String rate =
                options.rate() == 0 ? "in a burst" : "at %,d per second".formatted(options.rate());
        row("lines", "%,d of %,d bytes, %s", options.lines(), options.size(), rate);
        row(
                "delivered",
                "%,d of %,d in %.2f s: %,.0f lines per second",
                delivery.delivered(),
                delivery.expected(),
                delivery.seconds(),
                delivery.perSecond());
        row(
                "latency",
                "p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms",
                millis(delivery.latency(), 50),
                millis(delivery.latency(), 99),
                millis(delivery.latency(), 99.9),
                millis(delivery.latency(), 100));
        row(
                "gaps",
                "%,d told of %,d lines; %,d lines lost, %,d out of order, %,d gaps not exact",
                delivery.order().gaps(),
                delivery.order().missed(),
                delivery.order().lost(),
                delivery.order().disordered(),
                delivery.order().inexact());
        if (delivery.slow().clients() > 0) {
            Delivery.Slow slow = delivery.slow();
            row(
                    "slow clients",
                    "%,d: %,d lines delivered late, %,d gaps told of %,d lines; %,d lost, %,d not exact",
                    slow.clients(),
                    slow.delivered(),
                    slow.order().gaps(),
                    slow.order().missed(),
                    slow.order().lost(),
                    slow.order().inexact());
        }
    }

    private void commands(RoundTrips trips) {
        row(
                "commands",
                "%,d; written p50 %.2f ms, p99 %.2f ms; confirmed p50 %.2f ms, p99 %.2f ms",
                trips.confirmed().getTotalCount(),
                millis(trips.written(), 50),
                millis(trips.written(), 99),
                millis(trips.confirmed(), 50),
                millis(trips.confirmed(), 99));
    }

    private void gateway(BenchReport report, BenchReport.Gateway gateway) {
        if (report.delivery() != null) {
            row(
                    "gateway's CPU",
                    "%.2f s, %.2f s per million lines delivered",
                    gateway.deliveryCpu().toMillis() / 1e3,
                    report.cpuSecondsPerMillion());
        }
        if (report.options().idle() != null) {
            row(
                    "idle CPU",
                    "%.2f %% of one processor over %,d s",
                    report.idleCpuPercent(),
                    report.options().idle().toSeconds());
        }
        if (gateway.end().rssKb() > 0) {
            row(
                    "gateway's memory",
                    "%,d KiB, at most %,d; %,d before the clients (%.1f KiB per client)",
                    gateway.end().rssKb(),
                    gateway.end().peakRssKb(),
                    gateway.before().rssKb(),
                    report.rssKbPerClient());
        }
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    private void row(String name, String format, Object... values) {
        text.append("%-18s".formatted(name))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
