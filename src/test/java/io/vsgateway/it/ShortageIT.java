package io.vsgateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine that is out of something while its game has to be ended.
class ShortageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    private static List<String> with(List<String> before, String limit) {
        var command = new ArrayList<>(before);
        command.addAll(List.of("sh", "-c", "ulimit " + limit + "; exec \"$@\"", "sh"));
        command.addAll(GatewayProcess.command());
        return command;
    }

    @Test
    void without_descriptors_the_game_still_goes_by_its_ladder() throws Exception {
        String obedient =
                "echo ready; while read -r c; do echo \"$c\" >> heard; [ \"$c\" = /stop ] && exit 0;"
                        + " done";
        var connections = new ArrayList<Socket>();
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .as(with(List.of(), "-n 260"))
                        .data(folder)
                        .game(obedient)
                        .set("VS_GAME_STOP_WAIT", "20s")
                        .start()) {
            gateway.awaitOutput(line -> line.contains("game is ready"), PATIENCE);
            for (int i = 0; i < 300; i++) {
                connections.add(new Socket(gateway.host(), gateway.port()));
            }

            gateway.terminate();

            gateway.awaitExit(PATIENCE);
            assertThat(Files.readAllLines(folder.resolve("heard"))).containsExactly("/stop");
            assertThat(gateway.output())
                    .noneMatch(line -> line.contains("SIGTERM") || line.contains("SIGKILL"))
                    .noneMatch(line -> line.contains("restarting"));
        } finally {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }

    /// It takes root to become another user, whose threads are counted.
    @Test
    @org.junit.jupiter.api.condition.EnabledIf("isRoot")
    void a_game_that_takes_all_threads_can_be_killed() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> nobody =
                List.of("setpriv", "--reuid=64913", "--regid=64913", "--clear-groups");
        String leaking =
                "(trap \"\" TERM; while :; do sleep 1000 & done) & echo ready;"
                        + " while read -r c; do :; done; while :; do sleep 1000; done";
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .as(with(nobody, "-u 160"))
                        .data(folder)
                        .game(leaking)
                        .start()) {
            Rest rest = Rest.of(gateway);
            gateway.awaitOutput(line -> line.toLowerCase().contains("fork"), PATIENCE);

            assertThat(rest.request().post("/api/v1alpha1/server/kill").statusCode())
                    .isEqualTo(202);

            await().atMost(PATIENCE)
                    .until(
                            () -> rest.get("/api/v1alpha1/server").path("state").asText(),
                            "stopped"::equals);
            assertThat(rest.request().get("/api/v1alpha1/audit").asString()).contains("kill");
            assertThat(processesOf(64913)).isEqualTo(1);
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static long processesOf(int user) {
        return ProcessHandle.allProcesses()
                .map(process -> Path.of("/proc/" + process.pid()))
                .filter(process -> {
                    try {
                        return Files.getAttribute(process, "unix:uid").equals(user);
                    } catch (IOException _) {
                        return false;
                    }
                })
                .count();
    }
}
