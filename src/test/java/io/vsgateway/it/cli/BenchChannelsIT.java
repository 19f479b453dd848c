package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.vsgateway.it.Client;
import io.vsgateway.it.Program;
import io.vsgateway.it.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command `bench channels`, run as an operator runs it. How fast it is, is not looked at.
@Tag("many-starts")
@Tag("alone")
class BenchChannelsIT {
    private static final String SMALL =
            "--readers 20 --rate 50 --duration 1s --burst 500 --rooms 10 --publications 2500 --connections 50"
                    + " --rounds 1";

    @Test
    void all_that_is_published_comes_to_all_and_each_figure_is_told() throws Exception {
        JsonNode report = report(SMALL);

        assertThat(report.path("result").asText()).isEqualTo("complete");
        assertThat(report.path("problems")).isEmpty();
        JsonNode figures = report.path("figures");
        assertThat(figures.fieldNames())
                .toIterable()
                .containsExactly(
                        "stream_cpu",
                        "stream_p99",
                        "burst",
                        "rooms_cpu",
                        "merged_cpu",
                        "publications_rest",
                        "publications_socket",
                        "memory",
                        "resumes");
        assertThat(figures)
                .allSatisfy(figure -> {
                    assertThat(figure.path("value").getNodeType())
                            .isIn(JsonNodeType.NUMBER, JsonNodeType.NULL);
                    assertThat(figure.path("met").isBoolean()).isTrue();
                    assertThat(figure.has("at_most")).isNotEqualTo(figure.has("at_least"));
                });
        assertThat(of(figures, "stream_cpu", "topic_deliveries")).isEqualTo(20 * 50);
        assertThat(of(figures, "stream_cpu", "console_deliveries")).isEqualTo(20 * 50);
        assertThat(of(figures, "burst", "topic_deliveries")).isEqualTo(20 * 500);
        assertThat(of(figures, "burst", "console_deliveries")).isEqualTo(20 * 500);
        assertThat(of(figures, "rooms_cpu", "rooms_deliveries")).isEqualTo(10 * 5 * 4);
        assertThat(of(figures, "rooms_cpu", "one_topic_deliveries")).isEqualTo(10 * 5 * 4);
        assertThat(of(figures, "merged_cpu", "merged_deliveries")).isEqualTo(20 * 50);
        assertThat(of(figures, "merged_cpu", "one_topic_deliveries")).isEqualTo(20 * 50);
        assertThat(of(figures, "publications_rest", "taken")).isEqualTo(2500);
        assertThat(of(figures, "publications_socket", "taken")).isEqualTo(2500);
        assertThat(of(figures, "memory", "connections")).isEqualTo(50);
        assertThat(of(figures, "resumes", "clients")).isEqualTo(50);
        assertThat(of(figures, "resumes", "deliveries")).isEqualTo(50 * 5);
    }

    /// The console and a topic are compared by messages of the same size.
    @Test
    void messages_of_both_kinds_are_as_long_as_asked_for() throws Exception {
        JsonNode sizes = report(SMALL + " --only stream --size 400").path("figures");

        assertThat(sizes.size()).isEqualTo(2);
        assertThat(of(sizes, "stream_cpu", "topic_bytes")).isBetween(390.0, 410.0);
        assertThat(of(sizes, "stream_cpu", "console_bytes")).isBetween(390.0, 410.0);
    }

    @Test
    void with_a_redis_two_gateways_that_share_it_are_measured(@TempDir Path folder)
            throws Exception {
        try (RedisServer redis = RedisServer.start(folder)) {
            JsonNode report = report(SMALL + " --only shared --redis " + redis.url());

            assertThat(report.path("problems")).isEmpty();
            JsonNode figures = report.path("figures");
            assertThat(figures.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "shared_p50",
                            "shared_p99",
                            "shared_cpu",
                            "shared_publications_rest",
                            "shared_publications_socket",
                            "shared_joins");
            assertThat(of(figures, "shared_publications_rest", "taken")).isEqualTo(2500);
            assertThat(of(figures, "shared_joins", "connections")).isEqualTo(50);
        }
    }

    @Test
    void the_table_says_what_each_figure_is_and_its_goal() throws Exception {
        Program.Outcome outcome = bench(SMALL + " --quick --only merged");

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output())
                .containsPattern(
                        "four topics a reader: CPU to one topic's +([\\d.]+ times, goal <= 1.1:"
                                // So little may cost no hundredth of a second.
                                + " (met|missed)|unknown, goal <= 1.1: too little was measured)")
                .containsPattern("result +complete");
    }

    /// A client that is missing is no figure but a failure.
    @Test
    void what_does_not_come_is_told_and_fails() throws Exception {
        Program.Outcome outcome =
                Program.run(
                        Map.of("VS_SESSION_LIMITS_TOTAL", "15"),
                        "",
                        ("bench channels " + SMALL + " --only merged --timeout 5s --output json")
                                .split(" "));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .contains("four topics: ", "clients did not get all in time")
                .containsPattern("clients: closed by the gateway: \\d{4}");
        assertThat(Client.parse(outcome.output()).path("figures")).isEmpty();
    }

    @Test
    void a_wrong_option_is_one_line_and_exit_code_2() throws Exception {
        Program.Outcome outcome = bench("--burst 20000");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors().lines())
                .containsExactly(
                        "vs-gateway bench channels: --burst wants a whole number from 1 to 10000, not '20000'"
                                + " (try vs-gateway bench channels --help)");
    }

    private static double of(JsonNode figures, String figure, String part) {
        JsonNode value = figures.path(figure).path("of").path(part);
        assertThat(value.isNumber()).as(figure + ": " + part).isTrue();
        return value.asDouble();
    }

    private static JsonNode report(String arguments) throws IOException, InterruptedException {
        Program.Outcome outcome = bench(arguments + " --output json");
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        return Client.parse(outcome.output());
    }

    private static Program.Outcome bench(String arguments)
            throws IOException, InterruptedException {
        return Program.run(Map.of(), "", ("bench channels " + arguments).split(" "));
    }
}
