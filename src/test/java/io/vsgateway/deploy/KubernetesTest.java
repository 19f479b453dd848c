package io.vsgateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.vsgateway.DocTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifests in `docker/kubernetes`: of fields that exist, and the pod as it is once Kustomize
/// has put it together. What is around it: [KubernetesSurroundingsTest].
class KubernetesTest {
    static final Path FOLDER = Path.of("docker", "kubernetes");

    static List<Path> resources() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    // Of Kustomize's own.
                    .filter(file -> !file.endsWith("names.yaml"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void every_file_has_only_fields_that_kubernetes_knows(Path file) throws IOException {
        // A directive of a patch, and no field of anything.
        String fields = DocTables.read(file).replaceAll("(?m)^ +\\$patch: delete\\n", "");

        assertThat(Manifests.parse(fields).all()).isNotEmpty();
    }

    @Test
    void a_misspelt_field_would_be_found() {
        String right = DocTables.read(FOLDER.resolve("base/statefulset.yaml"));

        for (String field :
                List.of("spec:", "restartPolicy:", "failureThreshold:", "drop:", "accessModes:")) {
            String wrong = right.replaceFirst(field, "misspelt:");

            assertThat(wrong).isNotEqualTo(right);
            assertThatThrownBy(() -> Manifests.parse(wrong))
                    .isInstanceOf(UnrecognizedPropertyException.class)
                    .hasMessageContaining("misspelt");
        }
        assertThatThrownBy(() -> Manifests.parse(right.replace("serviceName:", "replicas:")))
                .hasMessageContaining("Duplicate field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "vintagestory"})
    void the_gateway_is_a_sidecar_that_outlives_the_game(String overlay) throws IOException {
        PodSpec pod = pod(overlay);
        Container gateway = gateway(pod);

        assertThat(gateway.getRestartPolicy()).isEqualTo("Always");
        assertThat(pod.getContainers()).hasSize(1);
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(300);
        assertThat(game(pod).getLifecycle().getPreStop().getExec().getCommand()).isNotEmpty();
        assertThat(game(pod).getArgs()).isNotEmpty();
        assertThat(
                        Stream.of(
                                        gateway.getStartupProbe(),
                                        gateway.getReadinessProbe(),
                                        gateway.getLivenessProbe())
                                .map(Probe::getHttpGet)
                                .map(get -> get.getPath()))
                .containsExactly("/q/health/started", "/q/health/ready", "/q/health/live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "vintagestory"})
    void both_containers_share_the_logs_and_the_pipe(String overlay) throws IOException {
        PodSpec pod = pod(overlay);
        Map<String, String> gateway = environment(gateway(pod));

        String pipe = gateway.get("VS_GAME_STDIN_FIFO");
        assertThat(pipe).startsWith("/console/");
        assertThat(gateway.get("VS_GAME_LOG_FILES").split(","))
                .allMatch(log -> log.startsWith("/console/Logs/"));
        assertThat(game(pod).getCommand().get(2)).contains("mkfifo -m 660 " + pipe, "<> " + pipe);
        assertThat(game(pod).getLifecycle().getPreStop().getExec().getCommand().get(2))
                .contains("1<> " + pipe);
        for (Container container : List.of(gateway(pod), game(pod))) {
            assertThat(container.getVolumeMounts())
                    .anyMatch(m ->
                            m.getName().equals("console") && m.getMountPath().equals("/console"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "vintagestory"})
    void what_is_mounted_is_there(String overlay) throws IOException {
        Manifests manifests = Manifests.ofOverlay(overlay);
        PodSpec pod = pod(overlay);
        var volumes = new HashSet<>(pod.getVolumes().stream().map(Volume::getName).toList());
        manifests
                .statefulSet()
                .getSpec()
                .getVolumeClaimTemplates()
                .forEach(claim -> volumes.add(claim.getMetadata().getName()));

        List<String> mounted =
                Stream.of(gateway(pod), game(pod))
                        .flatMap(container -> container.getVolumeMounts().stream())
                        .map(VolumeMount::getName)
                        .toList();

        assertThat(mounted).isNotEmpty().allMatch(volumes::contains);
        assertThat(volumes).allMatch(mounted::contains);
        // A volume that may run full would have the pod ended at once.
        assertThat(pod.getVolumes())
                .allMatch(v -> v.getEmptyDir() == null || v.getEmptyDir().getSizeLimit() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "vintagestory"})
    void nothing_runs_with_more_rights_than_it_needs(String overlay) throws IOException {
        PodSpec pod = pod(overlay);

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(gateway(pod).getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        for (Container container : List.of(gateway(pod), game(pod))) {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getRequests())
                    .containsKeys("cpu", "memory", "ephemeral-storage");
            assertThat(container.getImage()).matches(".+:(?!latest$)[^:/]+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "vintagestory"})
    void the_gateways_settings_exist_and_its_keys_come_from_a_secret(String overlay)
            throws IOException {
        List<EnvVar> variables = gateway(pod(overlay)).getEnv();

        assertThat(Settings.names()).containsAll(variables.stream().map(EnvVar::getName).toList());
        for (EnvVar variable : variables) {
            assertThat(variable.getName().contains("KEY"))
                    .isEqualTo(variable.getValueFrom() != null);
        }
        assertThat(
                        variables.stream()
                                .filter(v -> v.getValueFrom() != null)
                                .map(v -> v.getValueFrom().getSecretKeyRef().getName()))
                .hasSize(2)
                .allMatch(name -> name.equals("vs-gateway-keys"));
        assertThat(DocTables.read(DocTables.DOCS.resolve("kubernetes.md")))
                .contains("create secret generic vs-gateway-keys", "--from-literal=admin=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "vintagestory"})
    void the_heap_leaves_room_below_the_limit_of_memory(String overlay) throws IOException {
        Container gateway = gateway(pod(overlay));
        String heap = gateway.getArgs().getFirst();
        Quantity limit = gateway.getResources().getLimits().get("memory");

        assertThat(heap).matches("-Xmx\\d+m");
        assertThat(Long.parseLong(heap.replaceAll("\\D", "")) << 20)
                .isLessThanOrEqualTo(limit.getNumericalAmount().longValueExact() / 2);
        assertThat(gateway.getArgs()).endsWith("serve");
    }

    @Test
    void a_change_of_the_manifests_stops_no_game() throws IOException {
        assertThat(Manifests.ofOverlay("vintagestory").statefulSet().getSpec().getUpdateStrategy())
                .satisfies(how -> assertThat(how.getType()).isEqualTo("OnDelete"));
    }

    static PodSpec pod(String overlay) throws IOException {
        return Manifests.ofOverlay(overlay).statefulSet().getSpec().getTemplate().getSpec();
    }

    static Container gateway(PodSpec pod) {
        return pod.getInitContainers().getFirst();
    }

    private static Container game(PodSpec pod) {
        return pod.getContainers().getFirst();
    }

    static Map<String, String> environment(Container container) {
        return container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }
}
