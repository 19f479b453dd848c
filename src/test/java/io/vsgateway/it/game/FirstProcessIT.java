package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.Container;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsNamespaces;
import io.vsgateway.it.Rest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway as the first process of a container, to which every orphan there comes.
@NeedsNamespaces
class FirstProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Fifteen that lose their parent at once and end soon.
    private static final String BREED =
            "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do"
                    + " (setsid sh -c \"echo born; sleep 0.3\" &); done";

    @TempDir Path data;

    private Container container() {
        var volumes = new ArrayList<>(List.of(GatewayProcess.program()));
        volumes.add(data);
        return Container.with(volumes.toArray(Path[]::new));
    }

    private static List<String> children(GatewayProcess gateway) {
        return gateway.handle()
                .children()
                .map(child -> child.info().commandLine().orElse("?"))
                .collect(Collectors.toList());
    }

    @Test
    void the_orphans_of_its_game_do_not_stay_as_zombies() {
        takesTheOrphansOfItsGame(GatewayProcess.command());
    }

    @Test
    void nor_do_they_if_it_runs_as_an_ordinary_user() throws Exception {
        OrdinaryUser user = OrdinaryUser.somebody();
        user.own(data);

        takesTheOrphansOfItsGame(user.command(GatewayProcess.command()));
    }

    private void takesTheOrphansOfItsGame(List<String> commandLine) {
        try (Container container = container();
                GatewayProcess gateway =
                        GatewayProcess.with()
                                .as(commandLine)
                                .in(container)
                                .data(data)
                                .game(BREED + "; echo ready; while read -r c; do :; done")
                                .start();
                Client client = Client.admin(gateway)) {
            for (int i = 0; i < 15; i++) {
                client.expect("born");
            }

            await().atMost(PATIENCE).until(() -> children(gateway).size(), size -> size == 1);
            assertThat(Rest.of(gateway).get("/api/v1alpha1/server").path("state").asText())
                    .isEqualTo("running");
        }
    }

    @Test
    void orphans_of_others_do_not_stay_either_and_are_not_taken_for_its_game() throws Exception {
        Path game = data.resolve("game.log");
        Files.createFile(game);
        Path born = data.resolve("born");
        try (Container container = container();
                GatewayProcess gateway =
                        GatewayProcess.with()
                                .in(container)
                                .data(data)
                                .set("VS_GAME_LOG_FILES", game.toString())
                                .start()) {
            // As by `docker exec`.
            Process other =
                    new ProcessBuilder(
                                    "nsenter",
                                    "-t",
                                    Long.toString(gateway.handle().pid()),
                                    "-p",
                                    "-m",
                                    "sh",
                                    "-c",
                                    BREED)
                            .redirectOutput(born.toFile())
                            .start();
            assertThat(other.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            // Not all have said so when the shell ends.
            await().atMost(PATIENCE)
                    .until(() ->
                            Files.readString(born).lines().filter("born"::equals).count() == 15);

            await().atMost(PATIENCE).until(() -> children(gateway).isEmpty());
        }
    }

    @Test
    void an_orphan_of_others_is_neither_in_the_way_of_a_start_nor_killed() throws Exception {
        try (Container container = container();
                GatewayProcess gateway =
                        GatewayProcess.with()
                                .in(container)
                                .data(data)
                                .game(
                                        "echo ready; while read -r c; do [ $c = /stop ] && exit; done")
                                .set("VS_CONSOLE_COMMANDS_BLOCKED", "")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("ready");
            Process other =
                    new ProcessBuilder(
                                    "nsenter",
                                    "-t",
                                    Long.toString(gateway.handle().pid()),
                                    "-p",
                                    "-m",
                                    "sh",
                                    "-c",
                                    "setsid sleep 1000 > /dev/null 2>&1 & echo begun")
                            .start();
            assertThat(other.inputReader().readLine()).isEqualTo("begun");
            await().atMost(PATIENCE).until(() -> children(gateway).size() == 2);
            Rest rest = Rest.of(gateway);

            rest.post("/api/v1alpha1/server/restart", "");

            client.expect("game stopped");
            client.expect("game is ready");
            assertThat(children(gateway)).hasSize(2).anyMatch(it -> it.contains("sleep 1000"));
        }
    }
}
