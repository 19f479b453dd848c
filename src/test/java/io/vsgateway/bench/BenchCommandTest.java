package io.vsgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

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
        assertThat(BenchCommand.run(KEY, "--url", "http://127.0.0.1:1")).isEqualTo(2);
        assertThat(BenchCommand.run(Map.of(), "--url", "ws://127.0.0.1:1")).isEqualTo(2);
    }

    private static int measure(FakeGateway gateway, String timeout) {
        return BenchCommand.run(
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
}
