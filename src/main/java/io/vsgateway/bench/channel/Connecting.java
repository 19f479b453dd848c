package io.vsgateway.bench.channel;

import io.vsgateway.bench.channel.Figure.Goal;
import io.vsgateway.bench.crowd.Connects;
import io.vsgateway.bench.crowd.Crowd;
import io.vsgateway.bench.crowd.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// What connections cost that have a token and three topics each (those of everybody and of
/// oneself, and a room of five), and how fast they come back to what they missed.
final class Connecting {
    private static final Duration CALM_DOWN = Duration.ofSeconds(3);
    private static final int MOST_WARM_UP = 1000;
    private static final int READERS_OF_A_ROOM = 5;
    private static final int MISSED = 5;
    private static final List<String> EVERYBODY = List.of("system:all");
    private static final double RESUMES_PER_SECOND = 2000;

    private final Bed bed;
    private final ChannelOptions options;
    private final Findings findings;
    private final Consumer<String> progress;

    Connecting(Bed bed, ChannelOptions options, Findings findings, Consumer<String> progress) {
        this.bed = bed;
        this.options = options;
        this.findings = findings;
        this.progress = progress;
    }

    void run() {
        int count = options.connections();
        progress.accept(count + " connections with a token and three topics");
        try (Crowd warmUp = bed.players(Math.min(count, MOST_WARM_UP), Connecting::topics)) {
            warmUp.connect(Bed.IN_FLIGHT, 0, options.timeout());
            warmUp.hold(CALM_DOWN);
        }
        if (hold(count)) {
            try (RestPublisher publisher = bed.rest()) {
                Plan before = new Plan(Plan.ONE, true, 1, 0, 1);
                String seen = publisher.publish(before, 0, 1).getFirst();
                publisher.publish(new Plan(EVERYBODY, true, MISSED, 0, 1), 0, MISSED);
                comeBack(count, seen);
            } catch (IOException e) {
                findings.problem("resumes: " + e.getMessage());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                findings.problem("resumes: interrupted");
            }
        }
    }

    private boolean hold(int count) {
        try (Crowd crowd = bed.players(count, Connecting::topics)) {
            long before = bed.usage().rssKb();
            Connects connects = crowd.connect(Bed.IN_FLIGHT, 0, options.timeout());
            if (!findings.allConnected("connections", connects)) {
                findings.gone("connections", crowd);
                return false;
            }
            crowd.hold(CALM_DOWN);
            findings.add(
                    new Figure(
                            "memory",
                            "memory of a connection",
                            (bed.usage().rssKb() - before) / (double) count,
                            "KiB",
                            Goal.atMost(10),
                            List.of(
                                    new Figure.Side("connections", count, ""),
                                    new Figure.Side(
                                            "opened_per_second", connects.perSecond(), ""))));
            return true;
        }
    }

    private void comeBack(int count, String seen) {
        progress.accept(count + " clients come back to " + MISSED + " events each");
        try (Crowd crowd =
                bed.players(count, number -> topics(number) + "&last_event_id=" + seen)) {
            Duration cpu = bed.usage().cpu();
            long began = System.nanoTime();
            Delivery delivery = crowd.comeBack(MISSED, Bed.IN_FLIGHT, options.timeout());
            double seconds = (System.nanoTime() - began) / 1e9;
            double used = bed.usage().cpu().minus(cpu).toMillis();
            findings.gone("resumes", crowd);
            if (findings.isWhole("resumes", delivery, count)) {
                findings.add(
                        new Figure(
                                "resumes",
                                "clients that came back",
                                count / seconds,
                                "per second",
                                Goal.atLeast(RESUMES_PER_SECOND),
                                List.of(
                                        new Figure.Side("clients", count, ""),
                                        new Figure.Side("seconds", seconds, "s"),
                                        new Figure.Side("deliveries", delivery.delivered(), ""),
                                        new Figure.Side("cpu_ms_each", used / count, "ms"))));
            }
        }
    }

    private static String topics(int number) {
        return "rooms=bench" + number / READERS_OF_A_ROOM;
    }
}
