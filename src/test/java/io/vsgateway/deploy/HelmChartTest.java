package io.vsgateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.vsgateway.DocTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The chart in `docker/helm` makes the same of its values as Kustomize of the overlays, field by
/// field.
class HelmChartTest {
    private static final Path CHART = Path.of("docker", "helm", "vs-gateway");

    @Test
    void helm_finds_no_fault_with_it() {
        Tool.Result linted = Tool.named("helm").run("lint", "--strict", CHART.toString());

        assertThat(linted.status()).as(linted.output()).isZero();
    }

    @Test
    void without_values_it_is_the_demo() throws IOException {
        assertThat(byName(rendered("demo", "namePrefix=")))
                .isEqualTo(byName(Manifests.ofOverlay("demo")));
    }

    @Test
    void with_those_of_the_example_it_is_a_vintage_story_server() throws IOException {
        Manifests rendered =
                rendered("vintagestory", "namePrefix=", "-f", CHART + "/vintagestory.yaml");

        assertThat(byName(rendered)).isEqualTo(byName(Manifests.ofOverlay("vintagestory")));
    }

    @Test
    void two_releases_share_no_name_and_have_all_ways_in() throws IOException {
        String all =
                "players.enabled=true,ingress.enabled=true,httpRoute.enabled=true,monitoring.enabled=true,"
                        + "ingress.className=nginx";
        Map<String, HasMetadata> first = byName(rendered("one", all));
        Map<String, HasMetadata> second = byName(rendered("two", all));

        assertThat(first).hasSameSizeAs(second).hasSizeGreaterThan(10);
        assertThat(first.keySet()).doesNotContainAnyElementsOf(second.keySet());
    }

    @Test
    void settings_in_secrets_reach_the_gateway_alone() throws IOException {
        String from = "gateway.secretEnv.VS_REDIS_ENCRYPTION_KEY.";
        Manifests rendered =
                rendered("any", from + "secret=vs-gateway-redis," + from + "key=encryption-key");

        assertThat(
                        rendered.statefulSet()
                                .getSpec()
                                .getTemplate()
                                .getSpec()
                                .getInitContainers()
                                .getFirst()
                                .getEnv())
                .filteredOn(one -> one.getName().equals("VS_REDIS_ENCRYPTION_KEY"))
                .singleElement()
                .extracting(one -> one.getValueFrom().getSecretKeyRef())
                .isEqualTo(new SecretKeySelector("encryption-key", "vs-gateway-redis", null));
        Tool.Result halfGiven =
                Tool.named("helm")
                        .run("template", "any", CHART.toString(), "--set", from + "secret=x");
        assertThat(halfGiven.status()).isNotZero();
        assertThat(halfGiven.output()).contains("a secretEnv needs a key");
    }

    @Test
    void mounted_keys_are_those_of_the_component() throws IOException {
        Manifests rendered =
                rendered(
                        "vintagestory",
                        "namePrefix=,gateway.mountKeys=true",
                        "-f",
                        CHART + "/vintagestory.yaml");

        assertThat(byName(rendered))
                .isEqualTo(byName(KubernetesSurroundingsTest.withMountedKeys("helm")));
    }

    @Test
    void its_route_is_that_of_the_component() throws IOException {
        HTTPRoute ours =
                rendered("any", "namePrefix=,httpRoute.enabled=true")
                        .all(HTTPRoute.class)
                        .getFirst();
        HTTPRoute theirs =
                Manifests.parse(
                                DocTables.read(
                                        KubernetesTest.FOLDER.resolve(
                                                "components/httproute/httproute.yaml")))
                        .all(HTTPRoute.class)
                        .getFirst();

        assertThat(ours.getSpec()).isEqualTo(theirs.getSpec());
    }

    @Test
    void its_alarms_are_those_of_prometheus() {
        assertThat(DocTables.read(CHART.resolve("alarms.yaml")))
                .isEqualTo(
                        DocTables.read(Path.of("docker", "prometheus", "vs-gateway.rules.yaml")));
    }

    private static Map<String, HasMetadata> byName(Manifests manifests) {
        return manifests.all().stream()
                .collect(
                        Collectors.toMap(
                                one -> one.getKind() + " " + one.getMetadata().getName(),
                                one -> one));
    }

    private static Manifests rendered(String release, String values, String... more)
            throws IOException {
        var words = new ArrayList<String>();
        words.addAll(List.of("template", release, CHART.toString(), "-n", "games"));
        words.addAll(List.of("--set", values));
        words.addAll(List.of(more));
        Tool.Result rendered = Tool.named("helm").run(words.toArray(String[]::new));
        if (rendered.status() != 0) {
            throw new AssertionError(rendered.output());
        }
        return Manifests.parse(rendered.output());
    }
}
