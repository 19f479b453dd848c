package io.vsgateway.bench.channel;

import io.vsgateway.bench.channel.Comparison.Side;
import io.vsgateway.bench.channel.Figure.Goal;
import io.vsgateway.bench.crowd.Connects;
import io.vsgateway.bench.crowd.Crowd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// What Redis and a second gateway add: the same events to the same number of players, who are at
/// another gateway than the back-end that publishes them, beside a gateway that is alone.
final class Shared {
    private static final int WARM_UP_SHARE = 3;
    private static final int EVENT_AROUND = 110;
    private static final double JOINS_PER_SECOND = 5000;
    private static final int BACK_ENDS = 1;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final ChannelOptions options;
    private final Findings findings;
    private final Consumer<String> progress;

    Shared(ChannelOptions options, Findings findings, Consumer<String> progress) {
        this.options = options;
        this.findings = findings;
        this.progress = progress;
    }

    void run() {
        try (Bed far = Bed.shared(options.redis(), progress, options.timeout())) {
            try (Bed alone = Bed.make(0, progress, options.timeout())) {
                deliveries(far, alone);
            }
            new Publications(far, options, findings, progress).runShared();
            joins(far);
        }
    }

    private void deliveries(Bed far, Bed alone) {
        progress.accept("one topic at another gateway beside one gateway alone");
        try (Crowd there = players(far, options.readers());
                Crowd here = players(alone, options.readers())) {
            var comparison =
                    new Comparison(side("another gateway", far, there), side("alone", alone, here));
            if (!comparison.run(options.rounds(), options.timeout(), findings)) {
                return;
            }
            double p50 = comparison.one(m -> m.millis(50));
            double alone50 = comparison.other(m -> m.millis(50));
            double alone99 = comparison.other(m -> m.millis(99));
            double perSecond = comparison.one(m -> m.delivery().perSecond());
            findings.add(
                    new Figure(
                            "shared_p50",
                            "publish to receive at another gateway: added at p50",
                            p50 - alone50,
                            "ms",
                            Goal.atMost(2),
                            List.of(
                                    new Figure.Side("p50_ms", p50, "ms"),
                                    new Figure.Side("alone_p50_ms", alone50, "ms"),
                                    new Figure.Side("deliveries_per_second", perSecond, ""))));
            findings.add(
                    new Figure(
                            "shared_p99",
                            "publish to receive at another gateway, p99",
                            comparison.one(m -> m.millis(99)),
                            "ms",
                            Goal.atMost(25),
                            List.of(new Figure.Side("alone_p99_ms", alone99, "ms"))));
            findings.add(
                    new Figure(
                            "shared_cpu",
                            "one topic at another gateway: CPU to that of one alone",
                            comparison.ratio(Measured::cpuPerMillion),
                            "times",
                            Goal.atMost(1.1),
                            List.of(
                                    new Figure.Side(
                                            "shared_cpu_seconds_per_million",
                                            comparison.one(Measured::cpuPerMillion),
                                            "s per million"),
                                    new Figure.Side(
                                            "alone_cpu_seconds_per_million",
                                            comparison.other(Measured::cpuPerMillion),
                                            "s per million"))));
        }
    }

    /// Who comes to one gateway is known at the other.
    private void joins(Bed bed) {
        int count = options.connections();
        progress.accept(count + " connections at one gateway become known at another");
        try (Crowd crowd = players(bed, count)) {
            await(bed, known -> known <= BACK_ENDS);
            long here = bed.usage().rssKb();
            long there = bed.backEndsUsage().rssKb();
            long began = System.nanoTime();
            Connects connects = crowd.connect(Bed.IN_FLIGHT, 0, options.timeout());
            if (!findings.allConnected("joins", connects)) {
                findings.gone("joins", crowd);
                return;
            }
            await(bed, known -> known >= BACK_ENDS + count);
            double seconds = (System.nanoTime() - began) / 1e9;
            crowd.hold(Duration.ofSeconds(1));
            findings.add(
                    new Figure(
                            "shared_joins",
                            "connections opened at one gateway and known at another",
                            count / seconds,
                            "per second",
                            Goal.atLeast(JOINS_PER_SECOND),
                            List.of(
                                    new Figure.Side("connections", count, ""),
                                    new Figure.Side("seconds_to_open", connects.seconds(), "s"),
                                    new Figure.Side("seconds_until_known", seconds, "s"),
                                    new Figure.Side(
                                            "kib_where_they_are",
                                            (bed.usage().rssKb() - here) / (double) count,
                                            "KiB"),
                                    new Figure.Side(
                                            "kib_where_they_are_known",
                                            (bed.backEndsUsage().rssKb() - there) / (double) count,
                                            "KiB"))));
        } catch (IOException e) {
            findings.problem("joins: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            findings.problem("joins: interrupted");
        }
    }

    /// Waits for a number of connections that the other gateway knows of.
    private void await(Bed bed, IntPredicate wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + options.timeout().toNanos();
        for (int known = bed.known(); !wanted.test(known); known = bed.known()) {
            if (System.nanoTime() > end) {
                throw new IOException("not in time: " + known + " are known");
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static Crowd players(Bed bed, int count) {
        return bed.players(count, _ -> "topics=" + Plan.OURS + "0");
    }

    private Side side(String name, Bed bed, Crowd crowd) {
        int lines = options.lines();
        return new Side(
                name,
                crowd,
                options.readers(),
                () -> bed.publish(crowd, plan(Math.max(1, lines / WARM_UP_SHARE))),
                () -> bed.publish(crowd, plan(lines)));
    }

    private Plan plan(int lines) {
        int size = Math.max(1, options.size() - EVENT_AROUND);
        return new Plan(Plan.ONE, true, lines, options.rate(), size);
    }
}
