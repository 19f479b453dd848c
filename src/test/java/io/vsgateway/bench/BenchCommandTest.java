package io.vsgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.bench.crowd.FakeGateway;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Exit codes, told apart with a server that does what the gateway must not.
class BenchCommandTest {
    private static final Map<String, String> KEY = Map.of("VS_API_KEY_ADMIN", "key");

    @Test
    void complete_is_0() {
        try (var gateway = FakeGateway.sending(FakeGateway.ticks(1, 2, 3))) {
            assertThat(measure(gateway, "20s")).isZero();
        }
    }

    @Test
    void incomplete_is_1() {
        try (var gateway = FakeGateway.sending(FakeGateway.ticks(1, 2))) {
            assertThat(measure(gateway, "500ms")).isEqualTo(1);
        }
    }

    @Test
    void lines_lost_without_a_gap_are_3() {
        try (var gateway = FakeGateway.sending(FakeGateway.ticks(1, 3))) {
            assertThat(measure(gateway, "20s")).isEqualTo(3);
        }
    }

    @Test
    void a_line_that_comes_twice_is_3() {
        try (var gateway = FakeGateway.sending(FakeGateway.ticks(1, 1, 2, 3))) {
            assertThat(measure(gateway, "20s")).isEqualTo(3);
        }
    }

    @Test
    void a_wrong_address_is_2() {
        assertThat(run(KEY, "--url", "http://127.0.0.1:1")).isEqualTo(2);
        assertThat(run(Map.of(), "--url", "ws://127.0.0.1:1")).isEqualTo(2);
    }

    private static int measure(FakeGateway gateway, String timeout) {
        return run(
                KEY,
                "--clients=2",
                "--rate=0",
                "--lines=3",
                "--warmup=0",
                "--timeout",
                timeout,
                "--url",
                gateway.url());
    }

    /// A command and the command line that it stands on.
    record Parsed(BenchCommand bench, CommandLine line) {}

    static Parsed command(Map<String, String> environment) {
        var bench = new BenchCommand(environment, System.out, System.err);
        var line = new CommandLine(bench);
        line.registerConverter(
                Duration.class,
                text -> {
                    try {
                        return TimeOption.parse(text);
                    } catch (IllegalArgumentException e) {
                        throw new CommandLine.TypeConversionException(e.getMessage());
                    }
                });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return new Parsed(bench, line);
    }

    private static int run(Map<String, String> environment, String... args) {
        return command(environment).line().execute(args);
    }
}
