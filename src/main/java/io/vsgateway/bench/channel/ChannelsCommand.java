package io.vsgateway.bench.channel;

import io.vsgateway.bench.channel.ChannelOptions.Part;
import io.vsgateway.bench.crowd.Bounds;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `vs-gateway bench channels`: measures the channels beside the console. The result goes to
/// stdout, everything else to stderr.
@Command(
        name = "channels",
        description =
                "Measures the channels beside the console of the same gateway, which it starts on a"
                        + " free loopback port and ends again: what deliveries, publications and"
                        + " connections cost. Goals are told with the figures; whether they are met"
                        + " depends on the machine, and is no failure.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all came",
            "1:not in time, or it could not be measured",
            "2:a wrong option",
            "3:order was broken, or events are missing of which no gap told"
        })
public final class ChannelsCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int QUICK = 10;
    private static final int MOST_CLIENTS = 60_000;

    /// A back-end may fall so many events behind without missing any.
    private static final int MOST_IN_A_BURST = 10_000;

    private final PrintStream out;
    private final PrintStream err;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Only these, separated by commas: ${COMPLETION-CANDIDATES}.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(
            names = "--quick",
            description = "A tenth of everything and one round: to see that it works.")
    private boolean quick;

    @Option(
            names = "--readers",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Readers of one topic, and of the console (${DEFAULT-VALUE}).")
    private int readers;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Events per second in a stream (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "How long a round of a stream takes (${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofSeconds(5);

    @Option(
            names = "--burst",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Events of a burst (${DEFAULT-VALUE}).")
    private int burst;

    @Option(
            names = "--rooms",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Rooms of five readers each (${DEFAULT-VALUE}).")
    private int rooms;

    @Option(
            names = "--publications",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Events that nobody reads (${DEFAULT-VALUE}).")
    private int publications;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Connections that are held, and then come back (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "250",
            description = "Bytes of a message, of both kinds (${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds of each comparison; medians are told (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Of the result: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description =
                    "A Redis on which two more gateways are started, to measure what that adds."
                            + " Nothing but keys that begin with {bench- is touched.")
    private String redis = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "Longest wait beyond the planned time (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(60);

    /// Output formats of a result.
    enum Output {
        TABLE,
        JSON
    }

    public ChannelsCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        ChannelOptions options = options();
        try {
            ChannelReport report =
                    new ChannelBench(options, progress -> err.println("bench: " + progress)).run();
            out.print(options.json() ? ReportText.json(report) : ReportText.table(report));
            out.flush();
            report.problems().forEach(this::complain);
            return report.result().exitCode();
        } catch (UncheckedIOException e) {
            complain(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    private void complain(String problem) {
        err.println("vs-gateway bench channels: " + problem);
    }

    /// What was requested.
    ///
    /// @throws ParameterException if that is not possible
    ChannelOptions options() {
        bounds().whole("--rate", rate, 1, 100_000);
        if (redis.isEmpty()
                && !only.equals(EnumSet.allOf(Part.class))
                && only.contains(Part.SHARED)) {
            throw bounds().refused("shared needs --redis");
        }
        long lines = Math.max(1, rate * duration.toMillis() / 1000);
        if (lines > 10_000_000) {
            throw bounds().refused("--rate for --duration is more than 10000000 events");
        }
        return new ChannelOptions(
                only,
                part(bounds().whole("--readers", readers, 1, MOST_CLIENTS)),
                rate,
                part((int) lines),
                part(bounds().whole("--burst", burst, 1, MOST_IN_A_BURST)),
                part(bounds().whole("--rooms", rooms, 1, MOST_CLIENTS / 5)),
                part(bounds().whole("--publications", publications, 1, 10_000_000)),
                part(bounds().whole("--connections", connections, 1, MOST_CLIENTS)),
                quick ? 1 : bounds().whole("--rounds", rounds, 1, 100),
                bounds().whole("--size", size, 200, 60_000),
                redis,
                timeout,
                output == Output.JSON);
    }

    private int part(int number) {
        return quick ? Math.max(1, number / QUICK) : number;
    }

    private Bounds bounds() {
        return new Bounds(spec);
    }
}
