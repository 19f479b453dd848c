package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.Container;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsNamespaces;
import io.vsgateway.it.Onlooker;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway beside a game in two containers that share one folder with the game's logs and its
/// pipe, and nothing else: neither sees the other's processes, network or files. Either may go and
/// come back while the other stays.
@NeedsNamespaces
abstract class SidecarContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path shared;
    @TempDir Path data;

    private Path fifo;
    private Container gamesPlace;
    private Container gatewaysPlace;
    private Process game;
    private GatewayProcess gateway;
    private int marks;

    /// What the game's container needs besides the shared folder.
    abstract List<Path> volumes();

    /// A line for the shell that becomes the game. It reads `fifo` and logs below `shared`.
    abstract String gameCommand(Path shared, Path fifo);

    abstract GatewayProcess.Builder settings(GatewayProcess.Builder gateway, Path shared);

    /// The end of the last line that a start of the game logs.
    abstract String readyLine();

    /// A command that logs a line which ends with the text.
    abstract String say(String text);

    @BeforeEach
    void start() throws IOException, InterruptedException {
        fifo = shared.resolve("stdin");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        var forTheGame = new ArrayList<>(volumes());
        forTheGame.add(shared);
        gamesPlace = Container.with(forTheGame.toArray(Path[]::new));
        var forTheGateway = new ArrayList<>(List.of(GatewayProcess.program()));
        forTheGateway.addAll(List.of(shared, data));
        gatewaysPlace = Container.with(forTheGateway.toArray(Path[]::new));
        startGame();
        startGateway();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (gateway != null) {
            gateway.close();
        }
        killGame();
        if (gamesPlace != null) {
            gamesPlace.close();
        }
        if (gatewaysPlace != null) {
            gatewaysPlace.close();
        }
    }

    private void startGame() throws IOException {
        List<String> shell = List.of("sh", "-c", "exec " + gameCommand(shared, fifo));
        game =
                new ProcessBuilder(gamesPlace.command(shell))
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("game.out").toFile())
                        .start();
    }

    private void startGateway() {
        gateway =
                settings(GatewayProcess.with(), shared)
                        .in(gatewaysPlace)
                        .data(data)
                        .set("VS_GAME_STDIN_FIFO", fifo.toString())
                        .set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "5s")
                        .start();
    }

    /// SIGKILL to the first process of its namespace, and with it to all others there.
    private void killGame() throws InterruptedException {
        if (game != null) {
            game.children().forEach(ProcessHandle::destroyForcibly);
            assertThat(game.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private ProcessHandle gameItself() {
        return game.children().findFirst().orElseThrow();
    }

    /// Sees the game become ready, and nothing of it from then on.
    private Onlooker onlooker() {
        var client = Onlooker.of(gateway, 10_000);
        client.seesLineEnding(readyLine());
        return client.anew();
    }

    private void assertCommanded(Onlooker client) {
        String marked = mark();
        var answer = client.asks(say(marked), marked);
        assertThat(answer.receipts()).containsExactly("accepted", "written", "confirmed");
    }

    private String mark() {
        return "mark number " + ++marks;
    }

    /// Without the gateway.
    private void typeIntoTheGame(String command) throws IOException {
        Files.writeString(fifo, command + "\n", StandardOpenOption.WRITE);
    }

    @Test
    void they_share_the_folder_and_nothing_else() throws IOException {
        try (var client = onlooker()) {
            assertCommanded(client);
        }
        long watcher = gateway.handle().pid();
        long watched = gameItself().pid();

        for (String kind : List.of("pid", "mnt", "net", "ipc", "uts")) {
            Path link = Path.of("ns", kind);
            assertThat(List.of(of(watcher, link), of(watched, link), of(own(), link)))
                    .as(kind)
                    .doesNotHaveDuplicates();
        }
        assertThat(Path.of("/proc/" + watcher + "/root" + fifo)).exists();
        assertThat(Path.of("/proc/" + watched + "/root" + fifo)).exists();
        assertThat(Path.of("/proc/" + watched + "/root" + data)).doesNotExist();
        try (var processes = Files.list(Path.of("/proc/" + watcher + "/root/proc"))) {
            assertThat(processes.filter(p -> p.getFileName().toString().matches("\\d+")))
                    .hasSize(1);
        }
    }

    private static String of(long pid, Path link) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid).resolve(link)).toString();
    }

    private static long own() {
        return ProcessHandle.current().pid();
    }

    @Test
    void a_killed_game_that_is_started_again_is_followed_and_commanded_as_before()
            throws Exception {
        try (var client = onlooker()) {
            for (int i = 0; i < 3; i++) {
                assertCommanded(client);
                client.anew();
                killGame();
                client.seesLineEnding("the game does not run: commands are rejected");
                String early = mark();
                String refused = client.sends(say(early));
                client.seesReceipt(refused, "rejected");
                assertThat(Rest.of(gateway).get("/api/v1alpha1/server").path("ready").asBoolean())
                        .isFalse();

                startGame();

                client.seesLineEnding(readyLine());
                assertCommanded(client);
                // Nobody runs later what was refused.
                assertThat(client.lines()).noneMatch(line -> line.text().endsWith(early));
                assertThat(client.gaps()).isEmpty();
            }
        }
        assertThat(gateway.complaints()).isEmpty();
    }

    @Test
    void a_killed_gateway_comes_back_to_its_clients_and_the_game_has_noticed_nothing()
            throws Exception {
        ProcessHandle before = gameItself();
        String seen;
        try (var client = onlooker()) {
            assertCommanded(client);
            seen = client.lines().getLast().id();
        }
        for (int i = 0; i < 3; i++) {
            gateway.kill();
            String meanwhile = mark();
            typeIntoTheGame(say(meanwhile));

            startGateway();

            try (var client = Onlooker.after(gateway, seen)) {
                client.seesLineEnding(meanwhile);
                assertThat(client.gaps())
                        .singleElement()
                        .satisfies(gap -> assertThat(gap.path("recovered").asBoolean()).isFalse());
                assertCommanded(client);
                seen = client.lines().getLast().id();
            }
            assertThat(gateway.complaints()).isEmpty();
            assertThat(gameItself()).isEqualTo(before);
        }
        assertThat(before.isAlive()).isTrue();
    }

    @Test
    void a_gateway_that_is_asked_to_end_leaves_the_game_alone_although_it_is_pid_1()
            throws Exception {
        ProcessHandle before = gameItself();
        try (var client = onlooker()) {
            gateway.terminate();

            assertThat(client.client().closed().code()).isEqualTo(1001);
            gateway.awaitExit(PATIENCE);
        }
        startGateway();
        try (var client = onlooker()) {
            assertCommanded(client);
        }
        assertThat(gameItself()).isEqualTo(before);
    }
}
