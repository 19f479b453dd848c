package io.vsgateway.ops.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.vsgateway.DocTables;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of metrics in `src/docs/operations.md` has every metric of this package, with its kind
/// and its labels, and none besides.
class MetersDocTest {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @Test
    void every_metric_is_documented_and_none_that_does_not_exist()
            throws ReflectiveOperationException {
        var documented = new TreeMap<String, String>();
        for (List<String> row : DocTables.rows("operations.md", "## Metrics")) {
            documented.put(row.getFirst(), row.get(1) + " " + row.get(2).replace("`", ""));
        }

        assertThat(documented).isEqualTo(registered());
    }

    /// The name of each metric as Prometheus sees it, with `kind labels`.
    @SuppressWarnings(
            "deprecation") // the registry that Quarkus brings, and so the names that are seen
    private static Map<String, String> registered() throws ReflectiveOperationException {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (Class<?> meters :
                List.of(
                        Meters.class,
                        GameMeters.class,
                        SharedMeters.class,
                        HttpMeters.class,
                        WebhookMeters.class,
                        BuildMeters.class)) {
            Method bind =
                    Arrays.stream(meters.getDeclaredMethods())
                            .filter(method -> method.getName().equals("bind"))
                            .findFirst()
                            .orElseThrow();
            Object made = meters.getConstructor(MeterRegistry.class).newInstance(registry);
            // What the metrics would read is not there: only their names are wanted.
            bind.invoke(made, new Object[bind.getParameterCount()]);
        }

        var kinds = new TreeMap<String, String>();
        var labels = new TreeMap<String, TreeSet<String>>();
        for (String line : registry.scrape().lines().toList()) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                kinds.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                String list = sample.group(2) == null ? "" : sample.group(2);
                labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>())
                        .addAll(
                                LABEL.matcher(list)
                                        .results()
                                        .map(found -> found.group(1))
                                        .toList());
            }
        }
        return kinds.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                kind ->
                                        kind.getValue()
                                                + " "
                                                + (labels.get(kind.getKey()).isEmpty()
                                                        ? "–"
                                                        : String.join(
                                                                ", ", labels.get(kind.getKey()))),
                                (a, _) -> a,
                                TreeMap::new));
    }
}
