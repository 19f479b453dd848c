package io.vsgateway.it.outlive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `vs-gateway upgrade`: a new binary, and the game goes on. A gateway under Java only says that it
/// cannot.
class UpgradeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GAME =
            "echo READY; while read -r line; do [ $line = stop ] && exit 0; done";
    private static final String BINARY = System.getProperty("gateway.binary", "");

    @TempDir Path folder;

    private GatewayProcess.Builder gateway(String io) {
        return GatewayProcess.with()
                .data(folder)
                .game(GAME)
                .set("VS_HTTP_PORT", Integer.toString(FreePort.get()))
                .set("VS_GAME_IO", io)
                .set("VS_GAME_PATTERNS_READY", "READY")
                .set("VS_GAME_STOP_COMMAND", "stop");
    }

    private static Program.Outcome upgrade(GatewayProcess gateway, Path file, String... options)
            throws Exception {
        var words =
                new ArrayList<>(
                        List.of("upgrade", file.toString(), "http://127.0.0.1:" + gateway.port()));
        words.addAll(List.of(options));
        return Program.run(
                Map.of("VS_API_KEY", GatewayProcess.ADMIN), "", words.toArray(String[]::new));
    }

    private static long game(GatewayProcess gateway) {
        await().atMost(PATIENCE)
                .until(() -> server(gateway).path("state").asText().equals("running"));
        return server(gateway).path("pid").asLong();
    }

    private static JsonNode server(GatewayProcess gateway) {
        return Rest.of(gateway).get("/api/v1alpha1/server");
    }

    private Path script(String text) throws IOException {
        Path file = folder.resolve("fresh");
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void what_does_not_run_is_refused_before_anything_is_changed() throws Exception {
        try (GatewayProcess gateway = gateway("files").start()) {
            Program.Outcome none = upgrade(gateway, folder.resolve("none"));
            Program.Outcome broken = upgrade(gateway, script("echo broken; exit 3"));

            assertThat(none.exitCode()).isEqualTo(2);
            assertThat(none.errors()).contains("is no file that can be run");
            assertThat(broken.exitCode()).isEqualTo(1);
            assertThat(broken.errors()).contains("does not run, exit code 3: broken");
            assertThat(Rest.of(gateway).get("/api/v1alpha1/gateway").path("pid").asLong())
                    .isEqualTo(gateway.handle().pid());
        }
    }

    @Test
    void a_gateway_that_cannot_restart_in_place_keeps_its_binary() throws Exception {
        try (GatewayProcess gateway = gateway("pipes").start()) {
            Program.Outcome refused = upgrade(gateway, script("echo vs-gateway 9"));

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors()).contains("nothing was changed", "VS_GAME_IO=files");
        }
    }

    @Test
    void under_java_it_says_what_to_do() throws Exception {
        assumeTrue(BINARY.isEmpty());
        try (GatewayProcess gateway = gateway("files").start()) {
            Program.Outcome refused = upgrade(gateway, script("echo vs-gateway 9"));

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors()).contains("runs under Java");
        }
    }

    @Test
    void a_new_binary_takes_over_and_one_that_does_not_start_is_taken_back() throws Exception {
        assumeTrue(!BINARY.isEmpty());
        Path installed = folder.resolve("vs-gateway");
        Files.copy(Path.of(BINARY), installed);
        Path former = folder.resolve("vs-gateway.previous");
        List<String> words = new ArrayList<>(GatewayProcess.command());
        words.set(0, installed.toString());
        GatewayProcess.Builder gateways = gateway("files").as(words);
        long game;
        Path bad;
        try (GatewayProcess gateway = gateways.start()) {
            game = game(gateway);
            String started =
                    Rest.of(gateway).get("/api/v1alpha1/gateway").path("started_at").asText();

            Program.Outcome upgraded = upgrade(gateway, Path.of(BINARY));

            assertThat(upgraded.exitCode()).as(upgraded.errors()).isZero();
            assertThat(game(gateway)).isEqualTo(game);
            JsonNode process = Rest.of(gateway).get("/api/v1alpha1/gateway");
            assertThat(process.path("pid").asLong()).isEqualTo(gateway.handle().pid());
            assertThat(process.path("started_at").asText()).isNotEqualTo(started);
            assertThat(former).hasSameBinaryContentAs(installed);

            bad = script("[ \"$1\" = --version ] && echo vs-gateway 9 || exit 1");
            Program.Outcome failed = upgrade(gateway, bad, "--timeout", "2s");

            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.errors()).contains("did not start", "a game that was left goes on");
        }
        assertThat(installed).hasSameBinaryContentAs(Path.of(BINARY));
        try (GatewayProcess gateway = gateways.start()) {
            assertThat(game(gateway)).isEqualTo(game);
            Rest.of(gateway).post("/api/v1alpha1/server/stop", "");
            await().until(() -> server(gateway).path("state").asText().equals("stopped"));
        }
    }
}
