package io.vsgateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vsgateway.DocTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The alarms and the dashboard use metrics and labels that exist: those of the table in
/// `src/docs/operations.md`, which another test holds against the code.
class MonitoringTest {
    private static final Path ALARMS = Path.of("docker", "prometheus", "vs-gateway.rules.yaml");
    private static final Path DASHBOARD = Path.of("docker", "grafana", "vs-gateway.json");

    private static final Pattern METRIC = Pattern.compile("\\bvs_\\w+");
    private static final Pattern SELECTED = Pattern.compile("\\b(vs_\\w+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*[!=]~?\"([^\"]*)\"");

    /// The labels of each metric.
    private static final Map<String, String> METRICS =
            DocTables.rows("operations.md", "## Metrics").stream()
                    .collect(Collectors.toMap(List::getFirst, row -> row.get(2)));

    @Test
    void alarms_use_what_exists() throws IOException {
        List<JsonNode> rules = alarms();

        check(rules.stream().map(rule -> rule.path("expr").asText()).toList());
        for (JsonNode rule : rules) {
            assertThat(rule.path("annotations").path("summary").asText())
                    .as(rule.path("alert").asText())
                    .contains("{{ $labels.instance }}");
            assertThat(rule.path("labels").path("severity").asText())
                    .isIn("critical", "warning", "info");
        }
        assertThat(rules).extracting(rule -> rule.path("alert").asText()).doesNotHaveDuplicates();
    }

    @Test
    void the_dashboard_uses_what_exists_and_shows_the_game() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        var expressions = new ArrayList<String>();
        for (JsonNode panel : dashboard.path("panels")) {
            panel.path("targets").forEach(one -> expressions.add(one.path("expr").asText()));
        }
        dashboard
                .path("annotations")
                .path("list")
                .forEach(one -> expressions.add(one.path("expr").asText()));
        dashboard
                .path("templating")
                .path("list")
                .forEach(one -> expressions.add(one.path("query").path("query").asText()));
        expressions.removeIf(String::isEmpty);

        Set<String> used = check(expressions);

        assertThat(used)
                .containsAll(
                        METRICS.keySet().stream()
                                .filter(name -> name.startsWith("vs_game_"))
                                .filter(name -> !name.equals("vs_game_ready"))
                                .toList());
        assertThat(dashboard.path("panels"))
                .allSatisfy(panel ->
                        assertThat(panel.path("datasource").path("uid").asText())
                                .isEqualTo("${datasource}"));
    }

    static List<JsonNode> alarms() throws IOException {
        var rules = new ArrayList<JsonNode>();
        JsonNode groups = new YAMLMapper().readTree(ALARMS.toFile()).path("groups");
        groups.forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static Set<String> check(List<String> expressions) {
        var used = new TreeSet<String>();
        for (String expression : expressions) {
            Matcher metric = METRIC.matcher(expression);
            while (metric.find()) {
                used.add(metric.group());
            }
            Matcher selected = SELECTED.matcher(expression);
            while (selected.find()) {
                labels(selected.group(1), selected.group(2));
            }
            for (String pair : List.of("()", "{}", "[]")) {
                assertThat(count(expression, pair.charAt(0)))
                        .as(expression)
                        .isEqualTo(count(expression, pair.charAt(1)));
            }
        }
        assertThat(used).isNotEmpty();
        assertThat(METRICS.keySet()).containsAll(used);
        return used;
    }

    private static void labels(String metric, String matchers) {
        Matcher matcher = MATCHER.matcher(matchers);
        while (matcher.find()) {
            String label = matcher.group(1);
            if (label.equals("instance")) {
                continue;
            }
            assertThat(METRICS.get(metric).replace("`", "").split(", ")).as(metric).contains(label);
            assertThat(Arrays.asList(matcher.group(2).split("\\|")))
                    .allSatisfy(value -> assertThat(values(metric, label)).contains(value));
        }
    }

    /// What is said of a label's values: with the metric, or where the game's states are described.
    private static String values(String metric, String label) {
        if (label.equals("state")) {
            return DocTables.read(DocTables.DOCS.resolve("protocol.md"));
        }
        return DocTables.rows("operations.md", "## Metrics").stream()
                .filter(row -> row.getFirst().equals(metric))
                .findFirst()
                .orElseThrow()
                .getLast();
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
