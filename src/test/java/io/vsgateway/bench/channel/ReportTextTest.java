package io.vsgateway.bench.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vsgateway.bench.crowd.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTextTest {
    private static Findings.Report report(double value) {
        var side = new Figure.Side("one_cpu", 2.5, "s");
        var figure =
                new Figure(
                        "a_cpu", "a to b", value, "times", Figure.Goal.atMost(1.1), List.of(side));
        return new Findings.Report(Result.COMPLETE, List.of(), List.of(figure));
    }

    private static JsonNode figure(double value) throws Exception {
        return JsonMapper.builder()
                .build()
                .readTree(ReportText.json(report(value)))
                .at("/figures/a_cpu");
    }

    @Test
    void a_figure_meets_its_goal_or_misses_it() throws Exception {
        assertThat(ReportText.table(report(1.1))).contains("1.10 times, goal <= 1.1: met");
        assertThat(ReportText.table(report(1.2))).contains("1.20 times, goal <= 1.1: missed");
        assertThat(figure(1.2).path("value").asDouble()).isEqualTo(1.2);
        assertThat(figure(1.2).path("met").asBoolean()).isFalse();
    }

    /// Processor time is counted in hundredths of a second: a short run has none.
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void what_could_not_be_measured_is_no_figure(double value) throws Exception {
        assertThat(ReportText.table(report(value)))
                .contains("unknown, goal <= 1.1: too little was measured");
        assertThat(figure(value).path("value").isNull()).isTrue();
        assertThat(figure(value).path("met").asBoolean()).isFalse();
    }
}
