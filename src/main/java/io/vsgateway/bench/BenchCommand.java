package io.vsgateway.bench;

import java.io.UncheckedIOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `vs-gateway bench`: measures a gateway under load. The result goes to stdout, all else to
/// stderr.
public final class BenchCommand {
    private static final String KEY = "VS_API_KEY_ADMIN";
    private static final int FAILED = 1;
    private static final int USAGE_ERROR = 2;

    private BenchCommand() {}

    /// Measures, and returns the exit code.
    public static int run(Map<String, String> environment, String... args) {
        return switch (BenchArguments.parse(args)) {
            case BenchArguments.Help(String text) -> {
                System.out.print(text);
                yield 0;
            }
            case BenchArguments.Refused(String why) -> refuse(why);
            case BenchArguments.Run(BenchOptions options) -> run(options, environment);
        };
    }

    private static int run(BenchOptions options, Map<String, String> environment) {
        if (options.url() == null) {
            return measureOwn(options);
        }
        String key = environment.getOrDefault(KEY, "").strip();
        if (key.isEmpty()) {
            return refuse("--url needs the administrator's key in " + KEY);
        }
        Target target;
        try {
            target = Target.of(options.url(), key);
        } catch (IllegalArgumentException e) {
            return refuse("--url: " + e.getMessage());
        }
        if (options.pid() == null) {
            return measure(options, target, null);
        }
        return ProcessHandle.of(options.pid())
                .map(gateway -> measure(options, target, gateway))
                .orElseGet(() -> refuse("--pid: no process has the id " + options.pid()));
    }

    private static int measureOwn(BenchOptions options) {
        System.err.println("bench: starting a gateway with the simulated game");
        try (var gateway = OwnGateway.start()) {
            return measure(options, gateway.target(), gateway.handle());
        } catch (UncheckedIOException e) {
            System.err.println("vs-gateway bench: " + e.getMessage());
            return FAILED;
        }
    }

    private static int measure(
            BenchOptions options, Target target, @Nullable ProcessHandle gateway) {
        try {
            BenchReport report = new Bench(options, target, gateway, BenchCommand::tell).run();
            System.out.print(options.json() ? BenchJson.write(report) : BenchTable.write(report));
            System.out.flush();
            report.problems()
                    .forEach(problem -> System.err.println("vs-gateway bench: " + problem));
            return report.result().exitCode();
        } catch (UncheckedIOException | UnresolvedAddressException e) {
            System.err.println("vs-gateway bench: " + e);
            return FAILED;
        }
    }

    private static void tell(String progress) {
        System.err.println("bench: " + progress);
    }

    private static int refuse(String why) {
        System.err.println("vs-gateway bench: " + why + " (--help lists the options)");
        return USAGE_ERROR;
    }
}
