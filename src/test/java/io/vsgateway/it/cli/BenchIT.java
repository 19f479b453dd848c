package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The command `bench`, run as an operator runs it.
@Tag("alone")
class BenchIT {
    @Test
    void it_starts_a_gateway_and_measures_that_all_lines_come() throws Exception {
        JsonNode report = report(Map.of(), "--clients 50 --rate 200 --lines 400 --commands 5");

        assertThat(report.path("result").asText()).isEqualTo("complete");
        assertThat(report.path("connect").path("opened").asInt()).isEqualTo(50);
        assertThat(report.path("connect").path("ms").path("p99").asDouble()).isPositive();
        JsonNode delivery = report.path("delivery");
        assertThat(delivery.path("complete_clients").asInt()).isEqualTo(50);
        assertThat(delivery.path("delivered").asInt()).isEqualTo(50 * 400);
        assertThat(delivery.path("lines_per_second").asDouble()).isPositive();
        for (String figure : new String[] {"p50", "p99", "p99_9", "max"}) {
            assertThat(delivery.path("latency_ms").path(figure).asDouble()).as(figure).isPositive();
        }
        for (String fault :
                new String[] {"gaps", "missed", "lost", "out_of_order", "inexact_gaps"}) {
            assertThat(delivery.path(fault).isInt()).as(fault).isTrue();
            assertThat(delivery.path(fault).asInt()).as(fault).isZero();
        }
        assertThat(report.path("commands").path("confirmed").asInt()).isEqualTo(5);
        assertThat(report.path("commands").path("confirmed_ms").path("p50").asDouble())
                .isPositive();
        assertThat(report.path("gateway").path("cpu_seconds_per_million").isNumber()).isTrue();
        assertThat(report.path("gateway").path("rss_kib").asLong()).isPositive();
    }

    @Test
    void slow_clients_are_told_exactly_what_they_missed() throws Exception {
        JsonNode report =
                report(
                        Map.of("VS_CONSOLE_BUFFER_LINES", "500"),
                        "--clients 6 --slow 2 --rate 0 --lines 20000 --warmup 0 --size 2000 --format json");

        JsonNode slow = report.path("slow");
        assertThat(slow.path("clients").asInt()).isEqualTo(2);
        assertThat(slow.path("gaps").asInt()).isPositive();
        assertThat(slow.path("missed").asInt() + slow.path("delivered").asInt())
                .isEqualTo(2 * 20_000);
        assertThat(slow.path("lost").asInt()).isZero();
        assertThat(slow.path("inexact_gaps").asInt()).isZero();
    }

    @Test
    void idle_connections_are_held() throws Exception {
        JsonNode report = report(Map.of(), "--clients 20 --idle --duration 500ms");

        assertThat(report.path("connect").path("opened").asInt()).isEqualTo(20);
        assertThat(report.path("gateway").path("rss_kib_per_client").isNumber()).isTrue();
        assertThat(report.path("gateway").path("idle_cpu_percent").isNumber()).isTrue();
        assertThat(report.has("delivery")).isFalse();
    }

    @Test
    void a_gateway_that_runs_is_measured_too() throws Exception {
        try (var gateway =
                GatewayProcess.with()
                        .demo("--rate 50 --start-time 50ms --save-time 50ms")
                        .start()) {
            String url = "ws://127.0.0.1:" + gateway.port();

            Program.Outcome outcome =
                    bench(
                            Map.of("VS_API_KEY_ADMIN", GatewayProcess.ADMIN),
                            "--clients 5 --rate 1000 --lines 100 --output table --pid "
                                    + gateway.handle().pid()
                                    + " --url "
                                    + url);

            assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
            assertThat(outcome.output())
                    .contains("500 of 500")
                    .contains("result            complete")
                    .contains("gateway's memory");
            assertThat(gateway.isAlive()).isTrue();
        }
    }

    @Test
    void without_its_key_a_gateway_cannot_be_measured() throws Exception {
        Program.Outcome unset = bench(Map.of(), "--url ws://127.0.0.1:1");
        assertThat(unset.exitCode()).isEqualTo(2);
        assertThat(unset.errors()).contains("VS_API_KEY_ADMIN");

        try (var gateway = GatewayProcess.with().demo("--rate 0").start()) {
            Program.Outcome wrong =
                    bench(
                            Map.of("VS_API_KEY_ADMIN", "wrong-key-0123456789"),
                            "--clients 2 --lines 1 --timeout 20s --url ws://127.0.0.1:"
                                    + gateway.port());
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.errors()).contains("4001").doesNotContain("wrong-key");
        }
    }

    @Test
    void where_nobody_listens_it_says_so() throws Exception {
        Program.Outcome outcome =
                bench(
                        Map.of("VS_API_KEY_ADMIN", GatewayProcess.ADMIN),
                        "--clients 2 --url ws://127.0.0.1:1");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .contains("2 of 2 clients did not connect")
                .contains("Connection refused");
    }

    @Test
    void a_wrong_option_is_one_line_and_exit_code_2() throws Exception {
        Program.Outcome outcome = bench(Map.of(), "--clients none");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors().lines())
                .containsExactly(
                        "vs-gateway bench: Invalid value for option '--clients': none is no whole number"
                                + " (try vs-gateway bench --help)");
    }

    private static JsonNode report(Map<String, String> environment, String arguments)
            throws IOException, InterruptedException {
        Program.Outcome outcome = bench(environment, arguments + " --output json");
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        return Client.parse(outcome.output());
    }

    private static Program.Outcome bench(Map<String, String> environment, String arguments)
            throws IOException, InterruptedException {
        return Program.run(environment, "", ("bench " + arguments).split(" "));
    }
}
