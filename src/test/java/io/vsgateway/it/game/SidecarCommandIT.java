package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.restassured.RestAssured;
import io.vsgateway.deploy.Manifests;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in the manifest of the sidecar, run on this machine: the game's start with the pipe,
/// the gateway's settings, the probes, and the end of the pod. The shared volume is a folder.
class SidecarCommandIT {
    private static final int EXIT_AFTER_SIGTERM = 143;

    /// Linux's own choice.
    private static final int PIPE_CAPACITY = 65_536;

    @TempDir Path console;

    @Test
    void the_pod_runs_and_ends_as_the_manifest_says() throws Exception {
        PodSpec pod = Manifests.ofOverlay("demo").statefulSet().getSpec().getTemplate().getSpec();
        Container game = pod.getContainers().getFirst();
        Container sidecar = pod.getInitContainers().getFirst();
        assertThat(sidecar.getArgs()).hasSize(2).endsWith("serve");
        GatewayProcess.Builder settings = GatewayProcess.with().java(sidecar.getArgs().getFirst());
        sidecar.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(v -> settings.set(v.getName(), here(v.getValue())));
        Process running = null;
        try (GatewayProcess gateway = settings.start()) {
            Stream.of(
                            sidecar.getStartupProbe(),
                            sidecar.getReadinessProbe(),
                            sidecar.getLivenessProbe())
                    .map(Probe::getHttpGet)
                    .map(HTTPGetAction::getPath)
                    .forEach(path -> RestAssured.get(gateway.url(path)).then().statusCode(200));

            running = new ProcessBuilder(commandLine(game)).start();
            try (Client client = Client.admin(gateway)) {
                client.expect("Dedicated Server now running");
                assertThat(client.command("/time", "t").receipts("t")).endsWith("confirmed");

                Process announced = new ProcessBuilder(preStop(game)).start();
                assertThat(announced.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(announced.exitValue()).isZero();
                client.expect("Server stops in 15 seconds");

                // Kubernetes signals the first process of the container: that has to be the game.
                running.toHandle().destroy();
                client.expect("Stopped the server!");
                assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(running.exitValue()).isEqualTo(EXIT_AFTER_SIGTERM);

                gateway.terminate();
                assertThat(client.closed().code()).isEqualTo(1001);
            }
        } finally {
            if (running != null) {
                running.destroyForcibly();
            }
        }
    }

    /// A game that hangs reads no more, and people write on.
    @Test
    void the_end_is_announced_to_nobody_if_the_pipe_is_full() throws Exception {
        PodSpec pod = Manifests.ofOverlay("demo").statefulSet().getSpec().getTemplate().getSpec();
        Path pipe = console.resolve("stdin");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        // Held open, so that what is written stays.
        try (var held = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThat(held.write(ByteBuffer.allocate(PIPE_CAPACITY))).isEqualTo(PIPE_CAPACITY);
            Process announced = new ProcessBuilder(preStop(pod.getContainers().getFirst())).start();
            try {
                assertThat(announced.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                announced.descendants().forEach(ProcessHandle::destroyForcibly);
                announced.destroyForcibly();
            }
        }
    }

    private List<String> commandLine(Container game) {
        var commandLine = new ArrayList<>(game.getCommand().stream().map(this::here).toList());
        assertThat(game.getArgs().getFirst()).isEqualTo("vs-gateway");
        commandLine.addAll(GatewayProcess.command());
        game.getArgs().stream().skip(1).map(this::here).forEach(commandLine::add);
        return commandLine;
    }

    /// Without its pause for the players to read it.
    private List<String> preStop(Container game) {
        return game.getLifecycle().getPreStop().getExec().getCommand().stream()
                .map(word -> here(word).replaceFirst("sleep \\d+", "true"))
                .toList();
    }

    private String here(String text) {
        return text.replace("/console", console.toString());
    }
}
