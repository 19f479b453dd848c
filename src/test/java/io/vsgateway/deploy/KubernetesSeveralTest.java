package io.vsgateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.vsgateway.DocTables;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The overlay with three gateways and their Redis, once Kustomize has put it together.
class KubernetesSeveralTest {
    private Manifests manifests;
    private Deployment channels;
    private StatefulSet redis;

    @BeforeEach
    void build() throws IOException {
        manifests = Manifests.ofOverlay("several");
        channels = manifests.all(Deployment.class).getFirst();
        redis = manifests.statefulSet();
    }

    private static Container only(PodTemplateSpec pod) {
        assertThat(pod.getSpec().getContainers()).hasSize(1);
        return pod.getSpec().getContainers().getFirst();
    }

    private Container gateway() {
        return only(channels.getSpec().getTemplate());
    }

    private Container server() {
        return only(redis.getSpec().getTemplate());
    }

    private String value(String variable) {
        return gateway().getEnv().stream()
                .filter(one -> one.getName().equals(variable))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }

    private Service service(String name) {
        return manifests.all(Service.class).stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void three_gateways_without_a_game_find_the_redis() {
        assertThat(channels.getSpec().getReplicas()).isEqualTo(3);
        assertThat(value("VS_GAME_ENABLED")).isEqualTo("false");
        URI url = URI.create(value("VS_REDIS_URL"));

        Service service = service(url.getHost());
        assertThat(service.getSpec().getPorts().getFirst().getPort()).isEqualTo(url.getPort());
        assertThat(redis.getSpec().getServiceName()).isEqualTo(url.getHost());
        assertThat(redis.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector());
        assertThat(server().getPorts().getFirst().getContainerPort()).isEqualTo(url.getPort());
        assertThat(channels.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(service("channels").getSpec().getSelector());
    }

    @Test
    void settings_exist_and_what_is_secret_comes_from_secrets_that_the_page_makes() {
        List<EnvVar> variables = gateway().getEnv();
        String page = DocTables.read(DocTables.DOCS.resolve("kubernetes.md"));

        assertThat(Settings.names()).containsAll(variables.stream().map(EnvVar::getName).toList());
        for (EnvVar variable : variables) {
            boolean isSecret = variable.getName().matches(".*(KEY|SECRET|PASSWORD).*");
            assertThat(variable.getValueFrom() != null).as(variable.getName()).isEqualTo(isSecret);
            if (isSecret) {
                var secret = variable.getValueFrom().getSecretKeyRef();
                assertThat(page)
                        .contains(
                                "create secret generic " + secret.getName(),
                                "--from-literal=" + secret.getKey() + "=");
            }
        }
        // One password for both.
        EnvVar password = server().getEnv().getFirst();
        assertThat(variables)
                .filteredOn(one -> one.getName().equals("VS_REDIS_PASSWORD"))
                .singleElement()
                .extracting(EnvVar::getValueFrom)
                .isEqualTo(password.getValueFrom());
        assertThat(server().getCommand().getLast())
                .contains("requirepass $" + password.getName(), "noeviction", "--appendonly yes");
    }

    @Test
    void a_rolling_restart_takes_none_away_before_another_is_there() {
        var how = channels.getSpec().getStrategy().getRollingUpdate();
        PodSpec pod = channels.getSpec().getTemplate().getSpec();
        long drain = Long.parseLong(value("VS_SESSION_DRAIN_TIMEOUT").replaceAll("\\D", ""));
        long before = gateway().getLifecycle().getPreStop().getSleep().getSeconds();

        assertThat(how.getMaxUnavailable().getIntVal()).isZero();
        assertThat(how.getMaxSurge().getIntVal()).isPositive();
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(drain + before);
        assertThat(gateway().getReadinessProbe().getHttpGet().getPath())
                .isEqualTo("/q/health/ready");
        assertThat(manifests.all(PodDisruptionBudget.class))
                .singleElement()
                .satisfies(budget -> {
                    assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
                    assertThat(budget.getSpec().getSelector().getMatchLabels())
                            .isEqualTo(channels.getSpec().getSelector().getMatchLabels());
                });
    }

    @Test
    void only_gateways_reach_redis() {
        Map<String, NetworkPolicy> policies = new HashMap<>();
        manifests
                .all(NetworkPolicy.class)
                .forEach(one -> policies.put(one.getMetadata().getName(), one));
        Map<String, String> gateways = channels.getSpec().getTemplate().getMetadata().getLabels();

        NetworkPolicy ofRedis = policies.get("redis");
        assertThat(redis.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(ofRedis.getSpec().getPodSelector().getMatchLabels());
        assertThat(ofRedis.getSpec().getIngress()).hasSize(1);
        var from = ofRedis.getSpec().getIngress().getFirst().getFrom();
        assertThat(from).hasSize(1);
        assertThat(gateways)
                .containsAllEntriesOf(from.getFirst().getPodSelector().getMatchLabels());
        NetworkPolicy ofGateways = policies.get("channels");
        assertThat(gateways)
                .containsAllEntriesOf(ofGateways.getSpec().getPodSelector().getMatchLabels());
        assertThat(ofGateways.getSpec().getEgress())
                .anyMatch(rule ->
                        rule.getTo().getFirst().getPodSelector() != null
                                && redis.getSpec()
                                        .getTemplate()
                                        .getMetadata()
                                        .getLabels()
                                        .entrySet()
                                        .containsAll(
                                                rule.getTo()
                                                        .getFirst()
                                                        .getPodSelector()
                                                        .getMatchLabels()
                                                        .entrySet()));
    }

    @Test
    void nothing_runs_with_more_rights_or_memory_than_it_needs_and_what_is_mounted_is_there() {
        for (PodTemplateSpec template :
                List.of(channels.getSpec().getTemplate(), redis.getSpec().getTemplate())) {
            PodSpec pod = template.getSpec();
            Container container = only(template);
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getResources().getRequests())
                    .containsKeys("cpu", "memory", "ephemeral-storage");
            assertThat(container.getImage()).matches(".+:(?!latest$)[^:/]+");
            var volumes = new HashSet<>(names(pod));
            redis.getSpec()
                    .getVolumeClaimTemplates()
                    .forEach(claim -> volumes.add(claim.getMetadata().getName()));
            assertThat(volumes)
                    .containsAll(
                            container.getVolumeMounts().stream()
                                    .map(VolumeMount::getName)
                                    .toList());
        }
        long heap = bytes(gateway().getArgs().getFirst(), "-Xmx(\\d+)m");
        long memory =
                gateway()
                        .getResources()
                        .getLimits()
                        .get("memory")
                        .getNumericalAmount()
                        .longValueExact();
        assertThat(heap).isLessThanOrEqualTo(memory / 2);
        long redisMemory =
                server().getResources()
                        .getLimits()
                        .get("memory")
                        .getNumericalAmount()
                        .longValueExact();
        String command = server().getCommand().getLast();
        assertThat(bytes(command, "(?s).*--maxmemory (\\d+)mb.*"))
                .isLessThanOrEqualTo(redisMemory / 2);
    }

    private static long bytes(String text, String pattern) {
        assertThat(text).matches(pattern);
        return Long.parseLong(text.replaceAll(pattern, "$1").strip()) << 20;
    }

    private static List<String> names(PodSpec pod) {
        return pod.getVolumes().stream().map(Volume::getName).toList();
    }
}
