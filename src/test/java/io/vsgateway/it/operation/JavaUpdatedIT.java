package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Java is replaced under a gateway that runs, as by the update of a package.
@DisabledIfSystemProperty(
        named = "gateway.binary",
        matches = ".+",
        disabledReason = "the binary runs without Java")
class JavaUpdatedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path OPTIONS = Path.of("docker", "jvm.options").toAbsolutePath();

    @TempDir Path java;

    @Test
    void a_crashed_game_is_started_again() throws Exception {
        copy(Path.of(System.getProperty("java.home")));
        List<String> usual = GatewayProcess.command();
        var command = new ArrayList<>(List.of(java.resolve("bin/java").toString(), "@" + OPTIONS));
        command.addAll(usual.subList(1, usual.size()));
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .as(command)
                                .game("echo ready; while read -r c; do :; done")
                                .set("VS_GAME_RESTART_BACKOFF", "100ms")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            Rest rest = Rest.of(gateway);
            long before = rest.get("/api/v1alpha1/server").path("pid").asLong();
            Files.delete(java.resolve("lib/jspawnhelper"));
            // One of another version says so and ends.
            Files.writeString(java.resolve("lib/jspawnhelper"), "#!/bin/sh\nexit 1\n");

            ProcessHandle.of(before).ifPresent(ProcessHandle::destroyForcibly);

            client.expect("restarting in");
            client.expect("game is ready");
            await().atMost(PATIENCE)
                    .until(() -> rest.get("/api/v1alpha1/server").path("pid").asLong() != before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private void copy(Path original) throws IOException {
        for (String part : List.of("bin", "lib", "conf")) {
            try (Stream<Path> files = Files.walk(original.resolve(part))) {
                for (Path file : files.toList()) {
                    if (!file.endsWith("src.zip")) {
                        Files.copy(file, java.resolve(original.relativize(file).toString()));
                    }
                }
            }
        }
    }
}
