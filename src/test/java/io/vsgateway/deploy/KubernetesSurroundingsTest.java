package io.vsgateway.deploy;

import static io.vsgateway.deploy.KubernetesTest.FOLDER;
import static io.vsgateway.deploy.KubernetesTest.environment;
import static io.vsgateway.deploy.KubernetesTest.gateway;
import static io.vsgateway.deploy.KubernetesTest.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.vsgateway.DocTables;
import io.vsgateway.it.howto.CodeBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is around the pod of a game: its namespace, who finds it, who may reach it, and another
/// server beside it.
class KubernetesSurroundingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"demo", "vintagestory"})
    void every_selector_finds_the_pod_and_every_port_is_open(String overlay) throws IOException {
        Manifests manifests = Manifests.ofOverlay(overlay);
        Map<String, String> labels =
                manifests.statefulSet().getSpec().getTemplate().getMetadata().getLabels();
        List<String> ports =
                gateway(pod(overlay)).getPorts().stream().map(ContainerPort::getName).toList();

        List<Service> services = manifests.all(Service.class);
        assertThat(services).extracting(s -> s.getMetadata().getName()).contains("game", "console");
        for (Service service : services) {
            assertThat(service.getSpec().getSelector()).isNotEmpty();
            assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector());
            service.getSpec().getPorts().stream()
                    .filter(port -> port.getTargetPort() != null)
                    .forEach(p -> assertThat(ports).contains(p.getTargetPort().getStrVal()));
        }
        assertThat(manifests.all(NetworkPolicy.class))
                .isNotEmpty()
                .allMatch(p -> labels.equals(p.getSpec().getPodSelector().getMatchLabels()));
        assertThat(manifests.all(PodDisruptionBudget.class))
                .hasSize(1)
                .allMatch(p -> labels.equals(p.getSpec().getSelector().getMatchLabels()));
        assertThat(manifests.statefulSet().getSpec().getServiceName()).isEqualTo("game");
    }

    @Test
    void prometheus_finds_the_gateway_and_has_the_alarms() throws IOException {
        Manifests manifests = Manifests.ofOverlay("vintagestory");
        PodMonitor monitor = manifests.all(PodMonitor.class).getFirst();

        assertThat(labels(manifests))
                .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
        assertThat(monitor.getSpec().getPodMetricsEndpoints())
                .singleElement()
                .satisfies(end -> assertThat(end.getPath()).isEqualTo("/q/metrics"))
                .satisfies(end ->
                        assertThat(gateway(pod("vintagestory")).getPorts())
                                .anyMatch(port -> port.getName().equals(end.getPort())));
        JsonNode groups =
                new YAMLMapper()
                        .readTree(
                                FOLDER.resolve("components/monitoring/prometheusrule.yaml")
                                        .toFile())
                        .at("/spec/groups");
        assertThat(groups.get(0).path("rules")).containsExactlyElementsOf(MonitoringTest.alarms());
    }

    @Test
    void the_ways_in_lead_to_the_console_and_to_nothing_else() throws IOException {
        Ingress ingress = Manifests.ofOverlay("vintagestory").all(Ingress.class).getFirst();
        HTTPRoute route =
                Manifests.parse(
                                DocTables.read(
                                        FOLDER.resolve("components/httproute/httproute.yaml")))
                        .all(HTTPRoute.class)
                        .getFirst();

        var paths = ingress.getSpec().getRules().getFirst().getHttp().getPaths();
        assertThat(paths)
                .extracting(path -> path.getPathType() + " " + path.getPath())
                .containsExactlyInAnyOrder(
                        "Prefix /api/",
                        "Prefix /assets/",
                        "Prefix /ws",
                        "Exact /",
                        "Exact /channels.html",
                        "Exact /icon.svg",
                        "Exact /help.html",
                        "Exact /licenses.txt");
        assertThat(paths)
                .allMatch(path -> path.getBackend().getService().getName().equals("console"));
        var rule = route.getSpec().getRules().getFirst();
        assertThat(rule.getMatches())
                .extracting(match -> match.getPath().getType() + " " + match.getPath().getValue())
                .containsExactlyInAnyOrderElementsOf(
                        paths.stream()
                                .map(path -> path.getPathType() + " " + path.getPath())
                                .map(path -> path.replace("Prefix", "PathPrefix"))
                                .toList());
        assertThat(rule.getBackendRefs())
                .singleElement()
                .satisfies(to -> assertThat(to.getName()).isEqualTo("console"))
                .satisfies(to -> assertThat(to.getPort()).isEqualTo(8080));
    }

    /// As `src/docs/kubernetes.md` says how.
    @Test
    void two_servers_of_one_namespace_do_not_touch_each_other() throws IOException {
        Manifests first = Manifests.ofOverlay("vintagestory");
        Manifests second = built("second", CodeBlocks.of("../kubernetes.md", "yaml"));

        assertThat(names(second)).isNotEmpty().doesNotContainAnyElementsOf(names(first));
        assertThat(selectors(first)).allMatch(one -> selects(one, first) && !selects(one, second));
        assertThat(selectors(second)).allMatch(one -> selects(one, second) && !selects(one, first));
        assertThat(second.statefulSet().getSpec().getServiceName()).isEqualTo("second-game");
        assertThat(second.all(Ingress.class).getFirst().getSpec().getRules())
                .allSatisfy(rule ->
                        assertThat(rule.getHttp().getPaths())
                                .allMatch(path ->
                                        path.getBackend()
                                                .getService()
                                                .getName()
                                                .equals("second-console")));
    }

    @Test
    void a_route_follows_the_name_of_its_service() throws IOException {
        Manifests renamed =
                built(
                        "route",
                        """
                        namePrefix: my-
                        namespace: games
                        resources: [../vintagestory]
                        components: [../../components/httproute]
                        """);

        assertThat(renamed.all(HTTPRoute.class).getFirst().getSpec().getRules().getFirst())
                .satisfies(rule ->
                        assertThat(rule.getBackendRefs().getFirst().getName())
                                .isEqualTo("my-console"));
    }

    @Test
    void mounted_keys_are_files_of_the_secret_and_no_longer_in_the_environment()
            throws IOException {
        Manifests mounted = withMountedKeys("mounted-keys");

        var pod = mounted.statefulSet().getSpec().getTemplate().getSpec();
        var gateway = pod.getInitContainers().getFirst();
        var keys =
                pod.getVolumes().stream()
                        .filter(volume -> volume.getName().equals("keys"))
                        .findFirst()
                        .orElseThrow();
        assertThat(keys.getSecret().getSecretName()).isEqualTo("vs-gateway-keys");
        assertThat(keys.getSecret().getDefaultMode()).isEqualTo(0440);
        assertThat(gateway.getVolumeMounts())
                .anySatisfy(mount -> {
                    assertThat(mount.getName()).isEqualTo("keys");
                    assertThat(mount.getMountPath()).isEqualTo("/keys");
                    assertThat(mount.getSubPath()).isNull();
                })
                .hasSize(4);
        assertThat(gateway.getEnv())
                .filteredOn(variable -> variable.getName().startsWith("VS_API_KEY"))
                .extracting(variable -> variable.getName() + "=" + variable.getValue())
                .containsExactlyInAnyOrder(
                        "VS_API_KEY_ADMIN_FILE=/keys/admin",
                        "VS_API_KEY_MONITOR_FILE=/keys/monitor");
        assertThat(pod.getContainers().getFirst().getVolumeMounts())
                .noneMatch(mount -> mount.getName().equals("keys"));
    }

    /// The server of the overlay with the component, built in a folder of this name.
    static Manifests withMountedKeys(String name) throws IOException {
        return built(
                name,
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: games
                resources: [../vintagestory]
                components: [../../components/mounted-keys]
                """);
    }

    /// A kustomization as if it stood among the overlays.
    private static Manifests built(String name, String kustomization) throws IOException {
        Path folder = Path.of("target", "kustomize", name);
        Files.createDirectories(folder);
        Path there = folder.toAbsolutePath().relativize(FOLDER.toAbsolutePath());
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                kustomization
                        .replace("../vintagestory", there + "/overlays/vintagestory")
                        .replace("../../components/", there + "/components/"));
        return Manifests.ofFolder(folder);
    }

    @Test
    void the_namespace_asks_for_what_the_pods_keep_to() throws IOException {
        Namespace namespace =
                Manifests.parse(DocTables.read(FOLDER.resolve("namespace.yaml")))
                        .all(Namespace.class)
                        .getFirst();

        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        for (String overlay : List.of("demo", "vintagestory")) {
            Manifests manifests = Manifests.ofOverlay(overlay);
            assertThat(manifests.all())
                    .allMatch(one ->
                            one.getMetadata()
                                    .getNamespace()
                                    .equals(namespace.getMetadata().getName()));
            // The restricted rules on volumes; those on rights are held above.
            assertThat(pod(overlay).getVolumes()).allMatch(volume -> volume.getEmptyDir() != null);
            assertThat(pod(overlay).getHostNetwork()).isNull();
        }
    }

    @Test
    void few_are_believed_about_where_a_request_comes_from() throws IOException {
        String trusted = environment(gateway(pod("vintagestory"))).get("VS_TRUSTED_PROXIES");

        assertThat(trusted.split(","))
                .allMatch(one -> !one.contains("/") || Integer.parseInt(one.split("/")[1]) >= 24);
    }

    @Test
    void names_are_found_with_and_without_a_cache_on_the_node() throws IOException {
        NetworkPolicy policy =
                Manifests.ofOverlay("demo").all(NetworkPolicy.class).stream()
                        .filter(one -> one.getMetadata().getName().equals("game"))
                        .findFirst()
                        .orElseThrow();

        var dns =
                policy.getSpec().getEgress().stream()
                        .filter(out ->
                                out.getPorts().stream()
                                        .anyMatch(port -> port.getPort().getIntVal() == 53))
                        .findFirst()
                        .orElseThrow();
        assertThat(dns.getTo())
                .anyMatch(to ->
                        to.getIpBlock() != null
                                && to.getIpBlock().getCidr().equals("169.254.20.10/32"))
                .anyMatch(to ->
                        to.getPodSelector() != null
                                && to.getPodSelector()
                                        .getMatchLabels()
                                        .equals(Map.of("k8s-app", "kube-dns")));
    }

    private static Map<String, String> labels(Manifests manifests) {
        return manifests.statefulSet().getSpec().getTemplate().getMetadata().getLabels();
    }

    private static List<String> names(Manifests manifests) {
        return manifests.all().stream()
                .map(one -> one.getKind() + " " + one.getMetadata().getName())
                .toList();
    }

    private static boolean selects(Map<String, String> selector, Manifests manifests) {
        return labels(manifests).entrySet().containsAll(selector.entrySet());
    }

    /// All by which pods are chosen.
    private static List<Map<String, String>> selectors(Manifests manifests) {
        return Stream.of(
                        Stream.of(manifests.statefulSet().getSpec().getSelector().getMatchLabels()),
                        manifests.all(Service.class).stream().map(s -> s.getSpec().getSelector()),
                        manifests.all(NetworkPolicy.class).stream()
                                .map(p -> p.getSpec().getPodSelector().getMatchLabels()),
                        manifests.all(PodDisruptionBudget.class).stream()
                                .map(p -> p.getSpec().getSelector().getMatchLabels()),
                        manifests.all(PodMonitor.class).stream()
                                .map(m -> m.getSpec().getSelector().getMatchLabels()))
                .flatMap(all -> all)
                .toList();
    }
}
