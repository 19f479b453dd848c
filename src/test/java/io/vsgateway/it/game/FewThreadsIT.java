package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.Container;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsNamespaces;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A game that has used up all threads its user may have: it is the one that has to be stopped, so
/// what that takes is there from the start.
///
/// The game leaks a bounded number of processes, each of which ends by itself, as a user of its
/// own, and all of it lives in a container that is killed with the test and by a time-out.
@NeedsNamespaces
class FewThreadsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int THREADS = 150;

    /// At the word it leaks until nothing more is to be had, and goes on trying. Each alarm ends
    /// one process.
    private static final String LEAK =
            """
            alarm 90;
            $SIG{TERM} = 'IGNORE' if @ARGV;
            $| = 1;
            print "ready\\n";
            <STDIN>;
            for (my ($count, $full) = (0, 0); $count < 300;) {
                my $child = fork;
                if (!defined $child) {
                    print "nothing is left\\n" if !$full++;
                    select undef, undef, undef, 0.05;
                } elsif ($child) {
                    $count++;
                } else {
                    alarm 60;
                    sleep 60;
                    exit;
                }
            }
            sleep 60;
            """;

    @TempDir Path folder;
    private final OrdinaryUser user = OrdinaryUser.somebody();
    private Container container;

    @BeforeEach
    void open() throws IOException {
        user.own(folder);
        var volumes = new ArrayList<>(List.of(GatewayProcess.program()));
        volumes.add(folder);
        container = Container.with(volumes.toArray(Path[]::new));
    }

    @AfterEach
    void close() {
        container.close();
    }

    /// @param mind what the game is told on its command line
    private GatewayProcess.Builder gateway(String mind) throws IOException {
        Path leak = folder.resolve("leak.pl");
        Files.writeString(leak, LEAK);
        Files.setPosixFilePermissions(leak, PosixFilePermissions.fromString("rw-r--r--"));
        var command = new ArrayList<>(List.of("timeout", "--signal=KILL", "150"));
        command.addAll(List.of("prlimit", "--nproc=" + THREADS));
        command.addAll(user.command(GatewayProcess.command()));
        return GatewayProcess.with()
                .as(command)
                .in(container)
                .data(folder)
                .game("exec perl " + leak + " " + mind)
                .set("VS_GAME_RESTART_ENABLED", "false");
    }

    private static void leak(Client client) {
        client.expect("game is ready");
        client.command("/leak", "leak");
        client.expect("nothing is left");
    }

    private static void awaitStopped(Rest rest) {
        await().atMost(PATIENCE)
                .until(
                        () -> rest.get("/api/v1alpha1/server").path("state").asText(),
                        "stopped"::equals);
    }

    @Test
    void it_is_stopped_by_the_ladder_and_all_else_answers_meanwhile() throws Exception {
        try (GatewayProcess gateway = gateway("").start();
                Client client = Client.admin(gateway)) {
            Rest rest = Rest.of(gateway);
            leak(client);

            assertThat(answersAtOnce(rest)).hasSize(8).containsOnly(200);
            for (String history :
                    List.of("lines=10", "lines=10&level=info", "lines=10&grep=left")) {
                assertThat(
                                rest.request()
                                        .get("/api/v1alpha1/console/history?" + history)
                                        .statusCode())
                        .isEqualTo(200);
            }
            rest.post("/api/v1alpha1/server/stop", "");

            client.expect("stopping: SIGTERM");
            awaitStopped(rest);
            assertThat(gateway.output()).noneMatch(line -> line.contains("SIGKILL"));
            assertThat(gateway.complaints()).isEmpty();
            rest.post("/api/v1alpha1/server/start", "");
            client.expect("game is ready");
        }
    }

    /// What eight get who ask at the same time.
    private static List<Integer> answersAtOnce(Rest rest) throws Exception {
        Callable<Integer> asking = () -> rest.request().get("/api/v1alpha1/server").statusCode();
        var answers = new ArrayList<Integer>();
        try (var asked = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : asked.invokeAll(Collections.nCopies(8, asking))) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    @Test
    void it_is_killed_before_that_is_recorded() throws Exception {
        // Nothing is written to it before somebody reads.
        Path audit = folder.resolve("audit");
        assertThat(new ProcessBuilder("mkfifo", "-m", "666", audit.toString()).start().waitFor())
                .isZero();
        try (GatewayProcess gateway =
                        gateway("deaf").set("VS_AUDIT_FILE", audit.toString()).start();
                Client client = Client.admin(gateway)) {
            Rest rest = Rest.of(gateway);
            leak(client);

            rest.post("/api/v1alpha1/server/kill", "");

            awaitStopped(rest);
            assertThat(rest.get("/api/v1alpha1/audit").findValuesAsText("action")).contains("kill");
            awaitRecord("\"action\":\"kill\"", audit);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    /// Reads until that was written, for ever if it never is: opened for both, a pipe has no end.
    private static void awaitRecord(String what, Path audit) throws IOException {
        var seen = new StringBuilder();
        ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
        try (var pipe =
                FileChannel.open(audit, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            while (seen.indexOf(what) < 0) {
                pipe.read(bytes.clear());
                seen.append(StandardCharsets.UTF_8.decode(bytes.flip()));
            }
        }
    }
}
