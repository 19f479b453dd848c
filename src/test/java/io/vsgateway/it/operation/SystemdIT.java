package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.DocTables;
import io.vsgateway.it.Machine;
import io.vsgateway.it.NeedsSystemd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The unit under a real systemd, installed as `install.md` says: the world is saved however the
/// gateway ends.
@NeedsSystemd
@Tag("many-starts")
class SystemdIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String UNIT = "vs-gateway.service";
    private static final String ENVIRONMENT = "/etc/vs-gateway/vs-gateway.env";
    private static final String WORLD = "/var/lib/vintagestory/world";

    /// The game itself, and not the shell that waits for it.
    private static final String A_GAME = "-f '^/bin/sh /opt/vintagestory/game'";

    /// Saves when it is asked to end, which takes a moment, and cares for nothing else.
    private static final String GAME =
            """
            #!/bin/sh
            trap '' PIPE
            saved() { sleep 0.5; echo "$1" >> %s; exit 0; }
            trap 'saved TERM' TERM
            echo "started $$" >> %s
            echo ready
            while :; do
                read -r line && [ "$line" = stop ] && saved stop
                sleep 0.1
            done
            """
                    .formatted(WORLD, WORLD);

    @TempDir static Path root;

    private static Machine machine;

    /// Where the journal ended when the test began.
    private static String cursor;

    @BeforeAll
    static void install() throws IOException {
        machine = Machine.boot(root);
        copy(Path.of("docker"), machine.file("/root/docker"));
        String program = program();
        for (String block : blocks()) {
            if (block.contains("useradd") || block.contains("install -D -m 600")) {
                machine.runs("cd /root\n" + block);
            }
        }
        // The binary, or the jar: whichever is tested.
        Path dropIn = machine.file("/etc/systemd/system/" + UNIT + ".d/program.conf");
        Files.createDirectories(dropIn.getParent());
        Files.writeString(
                dropIn,
                DocTables.read(Path.of("docker/systemd/vs-gateway.service.d/java.conf"))
                        .replaceAll("=/usr/lib/jvm/.*quarkus-run.jar", "=" + program));
        Path game = machine.file("/opt/vintagestory/game");
        Files.createDirectories(game.getParent());
        Files.writeString(game, GAME);
        machine.runs("chmod 755 /opt/vintagestory/game");
        set("VS_GAME_COMMAND", "/opt/vintagestory/game");
        set("VS_GAME_DIALECT", "plain");
        set("VS_GAME_STOP_ANNOUNCE", "");
        set("VS_GAME_STOP_SAVE", "");
        set("VS_GAME_STOP_COMMAND", "stop");
        service();
    }

    @AfterAll
    static void end() {
        if (machine != null) {
            machine.close();
        }
    }

    @BeforeEach
    void start() {
        begin();
    }

    private static void begin() {
        machine.runs("rm -f " + WORLD);
        cursor = machine.runs("journalctl -q -n 1 --show-cursor | sed -n 's/^-- cursor: //p'");
        // It fails while systemd takes the control group of a game away that was killed.
        until(() -> machine.tries("systemctl reset-failed; systemctl start " + UNIT).status() == 0);
        until(() -> world().size() == 1);
    }

    @AfterEach
    void stop() {
        machine.runs("systemctl stop " + UNIT + "; pkill -KILL " + A_GAME + " || :");
        until(() -> games().isEmpty());
        set("VS_GAME_ON_EXIT", "stop");
        set("VS_GAME_IO", "files");
    }

    @Test
    void doctor_finds_nothing_wrong_with_what_was_installed() {
        machine.runs("systemctl stop " + UNIT);
        String doctor = blocks().stream().filter(b -> b.contains("doctor")).findFirst().get();

        Machine.Result looked = machine.tries(doctor.replace("/usr/local/", "/opt/"));

        assertThat(looked.output()).contains("ok    ").doesNotContain("fail  ");
        assertThat(looked.status()).isZero();
    }

    @Test
    void a_gateway_without_its_game_is_not_ready() {
        machine.runs(
                "systemctl stop " + UNIT + "; mv /opt/vintagestory/game /opt/vintagestory/gone");
        try {
            machine.runs("systemctl start " + UNIT);
            until(() -> machine.tries("/opt/bin/vs-gateway health").status() == 0);

            Machine.Result ready = machine.tries("/opt/bin/vs-gateway health ready");

            assertThat(ready.status()).isEqualTo(1);
            assertThat(ready.output()).contains("DOWN", "\"game\": \"given_up\"");
        } finally {
            machine.runs("mv /opt/vintagestory/gone /opt/vintagestory/game");
        }
    }

    @Test
    void a_start_returns_when_the_gateway_listens_and_the_status_tells_of_the_game() {
        machine.runs("systemctl restart " + UNIT);

        assertThat(machine.tries("/opt/bin/vs-gateway health").status()).isZero();
        until(() -> machine.property(UNIT, "StatusText").equals("the game is running"));
        machine.runs("pkill -KILL " + A_GAME);
        until(() -> machine.property(UNIT, "StatusText").equals("the game is running"));
    }

    /// As `install.md` says how.
    @Test
    void a_game_to_be_left_outlives_reload_restart_and_death_of_its_gateway() {
        machine.runs("systemctl stop " + UNIT);
        set("VS_GAME_ON_EXIT", "leave");
        begin();
        List<String> game = world();
        String pid = machine.property(UNIT, "MainPID");
        long before = takeOvers();

        machine.runs("systemctl reload " + UNIT);
        until(() -> takeOvers() == before + 1);
        until(() -> machine.property(UNIT, "SubState").equals("running"));
        assertThat(machine.property(UNIT, "MainPID")).as("in place").isEqualTo(pid);

        machine.runs("systemctl restart " + UNIT);
        until(() -> takeOvers() == before + 2);
        String restarted = machine.property(UNIT, "MainPID");
        machine.runs("systemctl kill --kill-whom=main --signal=KILL " + UNIT);
        until(() ->
                !machine.property(UNIT, "MainPID").equals(restarted)
                        && machine.tries("/opt/bin/vs-gateway health").status() == 0);

        assertThat(world()).isEqualTo(game);
        machine.runs(
                "VS_API_KEY=$(sed -n s/^VS_API_KEY_ADMIN=//p %s) /opt/bin/vs-gateway stop --wait"
                        .formatted(ENVIRONMENT));
        assertThat(world()).as("it was heard").endsWith("stop").hasSize(2);
    }

    private static void onPipes() {
        machine.runs("systemctl stop " + UNIT);
        set("VS_GAME_IO", "pipes");
        begin();
    }

    private static long takeOvers() {
        return journal()
                .lines()
                .filter(line -> line.contains("the gateway has taken over the game"))
                .count();
    }

    @Test
    void a_wrong_setting_fails_the_start_at_once() {
        machine.runs("systemctl stop " + UNIT);
        set("VS_GAME_STOP_WAIT", "soon");
        try {
            assertThat(machine.tries("systemctl start " + UNIT).status()).isNotZero();
            assertThat(journal()).contains("VS_GAME_STOP_WAIT");
        } finally {
            set("VS_GAME_STOP_WAIT", "3m");
            machine.runs("systemctl stop " + UNIT);
        }
    }

    /// As `install.md` says how.
    @Test
    void a_key_may_be_a_credential_that_the_environment_does_not_show() {
        Path dropIn = machine.file("/etc/systemd/system/" + UNIT + ".d/credential.conf");
        String page = DocTables.read(DocTables.DOCS.resolve("install.md"));
        Matcher block =
                Pattern.compile("```ini\\n(.*?LoadCredential.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();
        machine.runs(
                "cp " + ENVIRONMENT + " /root/kept; sed -i /^VS_API_KEY_ADMIN=/d " + ENVIRONMENT);
        machine.runs("umask 077; echo key-of-a-credential-0123456789 > /etc/vs-gateway/admin.key");
        try {
            Files.writeString(dropIn, block.group(1).strip().replaceAll("(?m)^ +", ""));

            machine.runs("systemctl daemon-reload; systemctl restart " + UNIT);

            String status = "VS_API_KEY=key-of-a-credential-0123456789 /opt/bin/vs-gateway status";
            until(() -> machine.runs(status).startsWith("running"));
            assertThat(
                            machine.runs(
                                    "tr '\\0' '\\n' < /proc/$(systemctl show -P MainPID "
                                            + UNIT
                                            + ")/environ"))
                    .doesNotContain("key-of-a-credential");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            machine.runs(
                    "rm -f /etc/systemd/system/"
                            + UNIT
                            + ".d/credential.conf; cp /root/kept "
                            + ENVIRONMENT);
            machine.runs("systemctl daemon-reload");
        }
    }

    @Test
    void an_upgrade_is_another_program_and_a_restart() {
        String before = machine.property(UNIT, "MainPID");

        // As `install` replaces a program that runs.
        machine.runs(
                "cp -r /opt/vs-gateway /opt/vs-gateway.new; rm -r /opt/vs-gateway; mv /opt/vs-gateway.new /opt/vs-gateway");
        machine.runs("systemctl restart " + UNIT);

        assertThat(world().subList(0, 2)).last().isEqualTo("stop");
        until(() -> world().size() == 3);
        assertThat(world().getLast()).startsWith("started ");
        assertThat(machine.property(UNIT, "MainPID")).isNotEqualTo(before);
        assertThat(machine.property(UNIT, "NRestarts")).isEqualTo("0");
    }

    @Test
    void a_hangup_does_not_end_a_game_on_pipes() {
        onPipes();
        String gateway = machine.property(UNIT, "MainPID");

        machine.runs("systemctl kill --kill-whom=main --signal=HUP " + UNIT);

        until(() -> journal().contains("does not restart in place"));
        assertThat(machine.property(UNIT, "MainPID")).isEqualTo(gateway);
        assertThat(games()).hasSize(1);
    }

    @Test
    void a_stop_goes_down_the_ladder() {
        until(() -> machine.tries("/opt/bin/vs-gateway health ready").status() == 0);

        machine.runs("systemctl stop " + UNIT);

        assertThat(world()).hasSize(2).endsWith("stop");
        assertThat(machine.property(UNIT, "Result")).isEqualTo("success");
        assertThat(games()).isEmpty();
    }

    @Test
    void a_killed_gateway_comes_back_to_its_game_which_a_stop_ends() {
        List<String> game = world();
        long before = takeOvers();

        machine.runs("systemctl kill --kill-whom=main --signal=KILL " + UNIT);

        until(() -> takeOvers() == before + 1);
        assertThat(journal()).contains("a game is left for the next gateway");
        assertThat(world()).isEqualTo(game);
        machine.runs("systemctl stop " + UNIT);
        assertThat(world()).hasSize(2).endsWith("stop");
        assertThat(games()).isEmpty();
    }

    @Test
    void on_pipes_a_killed_gateway_saves_the_world_and_comes_back() {
        onPipes();

        machine.runs("systemctl kill --kill-whom=main --signal=KILL " + UNIT);

        until(() -> world().size() == 3);
        assertThat(world().get(1)).isEqualTo("TERM");
        assertThat(world().get(2)).startsWith("started ").isNotEqualTo(world().getFirst());
        until(() -> games().size() == 1);
        until(() -> machine.tries("/opt/bin/vs-gateway health ready").status() == 0);
        assertThat(journal())
                .contains("the game has ended after SIGTERM, pid ")
                .doesNotContain("still runs");
    }

    @Test
    void a_game_that_is_to_be_left_is_left() {
        machine.runs("systemctl stop " + UNIT);
        set("VS_GAME_ON_EXIT", "leave");
        begin();
        until(() -> games().size() == 1);
        List<String> before = games();

        machine.runs("systemctl stop " + UNIT);

        assertThat(games()).isEqualTo(before);
        assertThat(world()).hasSize(1);
    }

    @Test
    void the_game_out_of_memory_does_not_end_the_service() {
        assertThat(machine.property(UNIT, "OOMPolicy")).isEqualTo("continue");
        String gateway = machine.property(UNIT, "MainPID");

        // As the kernel does it when memory is short.
        machine.runs("pkill -KILL " + A_GAME);

        until(() -> world().size() == 2);
        assertThat(world().getLast()).startsWith("started ");
        assertThat(machine.property(UNIT, "MainPID")).isEqualTo(gateway);
    }

    /// Puts the program where the machine finds it, and says how it is started.
    private static String program() throws IOException {
        String binary = System.getProperty("gateway.binary", "");
        String start;
        if (binary.isEmpty()) {
            Path target = Path.of(System.getProperty("build.directory", "target"));
            copy(target.resolve("quarkus-app"), machine.file("/opt/vs-gateway"));
            copy(Path.of(System.getProperty("java.home")), machine.file("/opt/java"));
            Files.copy(Path.of("docker/jvm.options"), machine.file("/opt/vs-gateway/jvm.options"));
            start =
                    "/opt/java/bin/java @/opt/vs-gateway/jvm.options"
                            + " -jar /opt/vs-gateway/quarkus-run.jar";
        } else {
            copy(Path.of(binary), machine.file("/opt/vs-gateway/vs-gateway"));
            start = "/opt/vs-gateway/vs-gateway";
        }
        Path command = machine.file("/opt/bin/vs-gateway");
        Files.createDirectories(command.getParent());
        Files.writeString(command, "#!/bin/sh\nexec " + start + " \"$@\"\n");
        machine.runs("chmod -R a+rX /opt; chmod a+x /opt/bin/vs-gateway");
        return start;
    }

    /// The shell's blocks of the chapter on systemd.
    private static List<String> blocks() {
        String page = DocTables.read(DocTables.DOCS.resolve("install.md"));
        String chapter =
                page.substring(page.indexOf("## On a game host"), page.indexOf("### With TLS"));
        return Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL)
                .matcher(chapter)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /// The last of the page's steps.
    private static void service() {
        String block = blocks().stream().filter(b -> b.contains("enable --now")).findFirst().get();
        machine.runs("cd /root\n" + block.replaceAll("(?m)^ *journalctl.*$", ""));
        machine.runs("systemctl stop " + UNIT);
    }

    /// Sets a variable in the file that the page has the operator edit.
    private static void set(String variable, String value) {
        try {
            Path file = machine.file(ENVIRONMENT);
            String all = Files.readString(file);
            Matcher line = Pattern.compile("(?m)^" + variable + "=.*$").matcher(all);
            String entry = variable + "='" + value + "'";
            Files.writeString(
                    file,
                    line.find()
                            ? line.replaceFirst(Matcher.quoteReplacement(entry))
                            : all + entry + "\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> world() {
        return machine.tries("cat " + WORLD + " 2>/dev/null || :").output().lines().toList();
    }

    private static List<String> games() {
        return machine.tries("pgrep " + A_GAME + " || :").output().lines().toList();
    }

    /// What the unit, and systemd of it, has said since the test began.
    private static String journal() {
        return machine.runs(
                "journalctl --no-pager -u %s --after-cursor='%s'".formatted(UNIT, cursor));
    }

    private static void until(Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("world: " + world() + "\n" + journal(), e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Process copying = new ProcessBuilder("cp", "-rL", from.toString(), to.toString()).start();
        try {
            assertThat(copying.waitFor()).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
