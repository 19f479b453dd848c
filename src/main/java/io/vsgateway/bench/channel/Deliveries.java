package io.vsgateway.bench.channel;

import io.vsgateway.bench.channel.Comparison.Side;
import io.vsgateway.bench.channel.Figure.Goal;
import io.vsgateway.bench.crowd.Crowd;
import io.vsgateway.bench.crowd.TickOrder;
import io.vsgateway.wire.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What deliveries cost: of one topic beside the console, in a stream and in a burst; of many rooms
/// and of four topics a reader, beside one topic.
final class Deliveries {
    private static final int READERS_OF_A_ROOM = 5;
    private static final int ROOM_RATE = 4;
    private static final int MERGED = 4;
    private static final int WARM_UP_SHARE = 3;

    /// Bytes of a message beyond the text of the line or event.
    private static final int LINE_AROUND = 27;

    private static final int EVENT_AROUND = 110;

    private final Bed bed;
    private final ChannelOptions options;
    private final Findings findings;
    private final Consumer<String> progress;

    Deliveries(Bed bed, ChannelOptions options, Findings findings, Consumer<String> progress) {
        this.bed = bed;
        this.options = options;
        this.findings = findings;
        this.progress = progress;
    }

    void stream() {
        progress.accept("one topic beside the console, in a stream");
        try (Crowd topic = bed.players(options.readers(), _ -> "topics=" + Plan.OURS + "0");
                Crowd console = watchers()) {
            var comparison =
                    new Comparison(
                            published("one topic", topic, options.readers(), this::stream),
                            written(console, options.rate(), options.lines()));
            if (!run(comparison)) {
                return;
            }
            findings.add(
                    new Figure(
                            "stream_cpu",
                            "one topic in a stream: CPU to the console's",
                            comparison.ratio(Measured::cpuPerMillion),
                            "times",
                            Goal.atMost(1.15),
                            cpu(comparison, "topic", "console")));
            findings.add(
                    new Figure(
                            "stream_p99",
                            "publish to receive, p99",
                            comparison.one(m -> m.millis(99)),
                            "ms",
                            Goal.atMost(10),
                            List.of(
                                    new Figure.Side(
                                            "p50_ms", comparison.one(m -> m.millis(50)), "ms"),
                                    new Figure.Side(
                                            "console_p50_ms",
                                            comparison.other(m -> m.millis(50)),
                                            "ms"),
                                    new Figure.Side(
                                            "console_p99_ms",
                                            comparison.other(m -> m.millis(99)),
                                            "ms"),
                                    new Figure.Side(
                                            "deliveries_per_second",
                                            comparison.one(m -> m.delivery().perSecond()),
                                            ""),
                                    new Figure.Side(
                                            "processor_percent",
                                            comparison.one(Measured::share),
                                            "%"))));
        }
    }

    private static List<String> topics(String beginning, int count) {
        return IntStream.range(0, count).mapToObj(i -> beginning + i).toList();
    }

    private Plan stream(int lines) {
        return new Plan(Plan.ONE, true, lines, options.rate(), text());
    }

    void burst() {
        progress.accept("one topic beside the console, in a burst");
        try (Crowd topic = bed.backEnds(options.readers());
                Crowd console = watchers()) {
            var comparison =
                    new Comparison(
                            published(
                                    "burst",
                                    topic,
                                    options.readers(),
                                    options.burst(),
                                    lines -> new Plan(Plan.ONE, true, lines, 0, text())),
                            written(console, 0, options.burst()));
            if (!run(comparison)) {
                return;
            }
            var sides = new ArrayList<>(cpu(comparison, "topic", "console"));
            sides.add(
                    new Figure.Side(
                            "topic_per_second", comparison.one(m -> m.delivery().perSecond()), ""));
            sides.add(
                    new Figure.Side(
                            "console_per_second",
                            comparison.other(m -> m.delivery().perSecond()),
                            ""));
            findings.add(
                    new Figure(
                            "burst",
                            "one topic in a burst: deliveries to the console's",
                            comparison.ratio(m -> m.delivery().perSecond()),
                            "times",
                            Goal.atLeast(0.8),
                            sides));
        }
    }

    void rooms() {
        int readers = options.rooms() * READERS_OF_A_ROOM;
        int lines = Math.max(1, options.lines() * ROOM_RATE / options.rate());
        List<String> names = topics("room:bench", options.rooms());
        progress.accept("many rooms beside one topic");
        try (Crowd rooms = bed.players(readers, i -> "topics=" + names.get(i / READERS_OF_A_ROOM));
                Crowd one = bed.players(readers, _ -> "topics=" + Plan.OURS + "0")) {
            var comparison =
                    new Comparison(
                            published(
                                    "rooms",
                                    rooms,
                                    readers,
                                    lines,
                                    count ->
                                            new Plan(
                                                    names,
                                                    false,
                                                    count,
                                                    ROOM_RATE * options.rooms(),
                                                    text())),
                            published(
                                    "one topic",
                                    one,
                                    readers,
                                    lines,
                                    count -> new Plan(Plan.ONE, true, count, ROOM_RATE, text())));
            if (run(comparison)) {
                findings.add(
                        new Figure(
                                "rooms_cpu",
                                "rooms of 5: CPU to one topic's",
                                comparison.ratio(Measured::cpuPerMillion),
                                "times",
                                Goal.atMost(1.3),
                                cpu(comparison, "rooms", "one_topic")));
            }
        }
    }

    void merged() {
        List<String> four = topics(Plan.OURS, MERGED);
        progress.accept("four topics a reader beside one topic");
        try (Crowd merged =
                        bed.players(options.readers(), _ -> "topics=" + String.join(",", four));
                Crowd one = bed.players(options.readers(), _ -> "topics=" + Plan.OURS + "single")) {
            var comparison =
                    new Comparison(
                            published(
                                    "four topics",
                                    merged,
                                    options.readers(),
                                    lines -> new Plan(four, true, lines, options.rate(), text())),
                            published(
                                    "one topic",
                                    one,
                                    options.readers(),
                                    lines ->
                                            new Plan(
                                                    List.of(Plan.OURS + "single"),
                                                    true,
                                                    lines,
                                                    options.rate(),
                                                    text())));
            if (run(comparison)) {
                findings.add(
                        new Figure(
                                "merged_cpu",
                                "four topics a reader: CPU to one topic's",
                                comparison.ratio(Measured::cpuPerMillion),
                                "times",
                                Goal.atMost(1.1),
                                cpu(comparison, "merged", "one_topic")));
            }
        }
    }

    /// What is published as planned for so many lines.
    private interface Planned {
        Plan of(int lines);
    }

    private Side published(String name, Crowd crowd, int clients, Planned plan) {
        return published(name, crowd, clients, options.lines(), plan);
    }

    private Side published(String name, Crowd crowd, int clients, int lines, Planned plan) {
        return new Side(
                name,
                crowd,
                clients,
                () -> bed.publish(crowd, plan.of(warmUp(lines))),
                () -> bed.publish(crowd, plan.of(lines)));
    }

    private Side written(Crowd console, int rate, int lines) {
        int size = Math.max(1, options.size() - LINE_AROUND);
        return new Side(
                "console",
                console,
                options.readers(),
                () -> bed.write(console, new TickOrder(rate, warmUp(lines), size, false)),
                () -> bed.write(console, new TickOrder(rate, lines, size, false)));
    }

    private static int warmUp(int lines) {
        return Math.max(1, lines / WARM_UP_SHARE);
    }

    private Crowd watchers() {
        return Crowd.watching(bed.target(), Format.TEXT, options.readers(), 0, progress);
    }

    private int text() {
        return Math.max(1, options.size() - EVENT_AROUND);
    }

    private boolean run(Comparison comparison) {
        boolean whole = comparison.run(options.rounds(), options.timeout(), findings);
        String failure = bed.service().failure();
        if (!failure.isEmpty()) {
            findings.problem(failure);
        }
        return whole && failure.isEmpty();
    }

    private static List<Figure.Side> cpu(Comparison comparison, String one, String other) {
        String unit = "s per million";
        return List.of(
                new Figure.Side(
                        one + "_deliveries", comparison.one(m -> m.delivery().delivered()), ""),
                new Figure.Side(
                        other + "_deliveries", comparison.other(m -> m.delivery().delivered()), ""),
                new Figure.Side(
                        one + "_cpu_seconds_per_million",
                        comparison.one(Measured::cpuPerMillion),
                        unit),
                new Figure.Side(
                        other + "_cpu_seconds_per_million",
                        comparison.other(Measured::cpuPerMillion),
                        unit),
                new Figure.Side(one + "_bytes", comparison.one(m -> m.delivery().size()), "bytes"),
                new Figure.Side(
                        other + "_bytes", comparison.other(m -> m.delivery().size()), "bytes"));
    }
}
