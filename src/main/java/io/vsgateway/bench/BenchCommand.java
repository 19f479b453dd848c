package io.vsgateway.bench;

import io.vsgateway.bench.crowd.Bounds;
import io.vsgateway.bench.gateway.OwnGateway;
import io.vsgateway.bench.socket.Target;
import io.vsgateway.wire.Format;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vs-gateway bench`: measures a gateway under load. The result goes to stdout, everything else to
/// stderr.
@Command(
        name = "bench",
        description =
                "Measures a gateway with the simulated game: how fast lines come to many clients,"
                        + " how old they are then, and what it costs. Starts a gateway for that on a"
                        + " free loopback port and ends it again, unless it is given the URL of one"
                        + " that runs.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all came",
            "1:not in time, or it could not be measured",
            "2:a wrong option",
            "3:order was broken, or lines are missing of which no gap told"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final String KEY = "VS_API_KEY_ADMIN";
    private static final int FAILED = 1;
    private static final int MOST_CLIENTS = 60_000;
    private static final int MOST_LINES = 100_000_000;
    private static final int BURST_LINES = 100_000;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = "Measure this gateway, ws://host:port, with the key in VS_API_KEY_ADMIN.")
    private @Nullable String address;

    @Option(names = "--url", paramLabel = "URL", description = "The same.")
    private @Nullable String url;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Connections that watch the console (${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Lines per second (${DEFAULT-VALUE}); 0 = burst, as fast as the game goes.")
    private int rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long, such as 500ms, 10s, 2m (10s); not in a burst.")
    private @Nullable Duration duration;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "Or how many lines (rate x duration; 100000 in a burst).")
    private @Nullable Integer lines;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description =
                    "Lines before the measurement (a quarter of them); 0 = cold, connecting too.")
    private @Nullable Integer warmup;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "100",
            description = "Bytes of a line (${DEFAULT-VALUE}); one is never shorter than about 85.")
    private int size;

    @Option(
            names = "--slow",
            paramLabel = "N",
            defaultValue = "0",
            description = "So many of the clients do not read until the others are done.")
    private int slow;

    @Option(
            names = "--commands",
            paramLabel = "N",
            defaultValue = "0",
            description = "Also measure N commands, one after another.")
    private int commands;

    @Option(names = "--idle", description = "Only connect, and hold for the duration.")
    private boolean idle;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "64",
            description = "Handshakes under way at the same time (${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--connect-rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Connections begun per second; 0 = no limit.")
    private int connectRate;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Of the messages: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Of the result: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "Longest wait beyond the planned time (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(60);

    @Option(
            names = "--pid",
            paramLabel = "N",
            description =
                    "The process of the gateway at the URL, if it runs here: show its CPU and"
                            + " memory as well.")
    private @Nullable Integer pid;

    /// Output formats of a result.
    enum Output {
        TABLE,
        JSON
    }

    public BenchCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        BenchOptions options = options();
        if (options.url() == null) {
            return measureOwn(options);
        }
        String key = environment.getOrDefault(KEY, "").strip();
        if (key.isEmpty()) {
            throw bounds().refused("to measure a gateway takes the administrator's key in " + KEY);
        }
        Target target;
        try {
            target = Target.of(options.url(), key);
        } catch (IllegalArgumentException e) {
            throw bounds().refused(
                            "the URL is wrong: "
                                    + e.getMessage()
                                    + "; or is bench channels meant?");
        }
        if (options.pid() == null) {
            return measure(options, target, null);
        }
        return ProcessHandle.of(options.pid())
                .map(gateway -> measure(options, target, gateway))
                .orElseThrow(
                        () -> bounds().refused("--pid: no process has the id " + options.pid()));
    }

    /// What was requested.
    ///
    /// @throws ParameterException if that is not possible
    BenchOptions options() {
        if (address != null && url != null) {
            throw bounds().refused("the URL is given twice");
        }
        String gateway = address == null ? url : address;
        bounds().whole("--clients", clients, 1, MOST_CLIENTS);
        bounds().whole("--rate", rate, 0, 1_000_000);
        bounds().whole("--slow", slow, 0, MOST_CLIENTS);
        if (pid != null && gateway == null) {
            throw bounds().refused("--pid goes with a URL");
        }
        if (slow >= clients) {
            throw bounds().refused("--slow must be less than --clients");
        }
        if (duration != null && (lines != null || rate == 0 && !idle)) {
            throw bounds().refused("--duration cannot be had with --lines or with --rate 0");
        }
        Duration span = duration == null ? Duration.ofSeconds(10) : duration;
        int count = idle ? 0 : lines(span);
        return new BenchOptions(
                clients,
                rate,
                count,
                warmup == null
                        ? Math.max(1, count / 4)
                        : bounds().whole("--warmup", warmup, 0, MOST_LINES),
                bounds().whole("--size", size, 1, 65_000),
                slow,
                bounds().whole("--commands", commands, 0, 1_000_000),
                idle ? span : null,
                bounds().whole("--in-flight", inFlight, 1, MOST_CLIENTS),
                bounds().whole("--connect-rate", connectRate, 0, 1_000_000),
                format,
                output == Output.JSON,
                timeout,
                gateway,
                pid == null ? null : bounds().whole("--pid", pid, 1, Integer.MAX_VALUE));
    }

    private int lines(Duration span) {
        if (lines != null) {
            return bounds().whole("--lines", lines, 1, MOST_LINES);
        }
        long planned = rate == 0 ? BURST_LINES : Math.max(1, rate * span.toMillis() / 1000);
        if (planned > MOST_LINES) {
            throw bounds().refused("--rate for --duration is more than " + MOST_LINES + " lines");
        }
        return (int) planned;
    }

    private Bounds bounds() {
        return new Bounds(spec);
    }

    private int measureOwn(BenchOptions options) {
        tell("starting a gateway with the simulated game");
        try (var gateway = OwnGateway.start(Map.of())) {
            return measure(options, gateway.target(), gateway.handle());
        } catch (UncheckedIOException e) {
            err.println("vs-gateway bench: " + e.getMessage());
            return FAILED;
        }
    }

    private int measure(BenchOptions options, Target target, @Nullable ProcessHandle gateway) {
        try {
            BenchReport report = new Bench(options, target, gateway, this::tell).run();
            out.print(options.json() ? BenchJson.write(report) : BenchTable.write(report));
            out.flush();
            report.problems().forEach(problem -> err.println("vs-gateway bench: " + problem));
            return report.result().exitCode();
        } catch (UncheckedIOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            err.println("vs-gateway bench: " + cause.getMessage());
            return FAILED;
        } catch (UnresolvedAddressException _) {
            err.println("vs-gateway bench: no such host: " + target.host());
            return FAILED;
        }
    }

    private void tell(String progress) {
        err.println("bench: " + progress);
    }
}
