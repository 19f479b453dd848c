package io.vsgateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.vsgateway.DocTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The systemd unit in `docker/systemd`, for the binary and for the jar.
class SystemdUnitTest {
    private static final Path FOLDER = Path.of("docker", "systemd");
    private static final String UNIT = "vs-gateway.service";
    private static final Path JAVA = Path.of(UNIT + ".d", "java.conf");

    /// Tenths of what systemd calls exposure, from 0 to 100. Without hardening it is 96.
    private static final int MOST_EXPOSURE = 20;

    @TempDir Path folder;

    @Test
    void systemd_finds_no_fault_with_the_unit() throws IOException {
        Tool systemd = Tool.named("systemd-analyze");

        Tool.Result verified = systemd.run("verify", copy(unit()));

        assertThat(verified).isEqualTo(new Tool.Result(0, ""));
    }

    @Test
    void systemd_finds_no_fault_with_the_unit_for_the_jar() throws IOException {
        Tool systemd = Tool.named("systemd-analyze");
        String dropIn = DocTables.read(FOLDER.resolve(JAVA));
        Files.createDirectory(folder.resolve(JAVA).getParent());
        Files.writeString(
                folder.resolve(JAVA), dropIn.replaceAll("=/usr/lib/jvm/\\S+", "=/bin/true"));

        Tool.Result verified = systemd.run("verify", copy(unit()));

        assertThat(dropIn).contains("/bin/java @/opt/vs-gateway/jvm.options -jar ");
        assertThat(verified).isEqualTo(new Tool.Result(0, ""));
    }

    /// As `operations.md` makes one of it.
    @Test
    void as_a_template_each_game_has_folders_and_settings_of_its_own() throws Exception {
        Tool systemd = Tool.named("systemd-analyze");
        String page = DocTables.read(DocTables.DOCS.resolve("operations.md"));
        String command = page.substring(page.indexOf("sed -e 's#/etc/vs-gateway"));
        command = command.substring(0, command.indexOf(" > /etc/systemd"));
        Process making =
                new ProcessBuilder("sh", "-euc", command).redirectErrorStream(true).start();
        String template =
                new String(making.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(template)
                .contains(
                        "EnvironmentFile=/etc/vs-gateway/%i.env",
                        "Environment=VS_DATA_DIR=/var/lib/vs-gateway/%i ",
                        "WorkingDirectory=/var/lib/vs-gateway/%i\n",
                        "StateDirectory=vs-gateway/%i vintagestory/%i\n");
        Path made =
                Files.writeString(
                        folder.resolve("vs-gateway@x.service"),
                        template.replaceAll("=/usr/local/bin/vs-gateway", "=/bin/true"));
        assertThat(systemd.run("verify", made.toString())).isEqualTo(new Tool.Result(0, ""));
    }

    @Test
    void a_misspelt_setting_of_the_unit_would_be_found() throws IOException {
        Tool systemd = Tool.named("systemd-analyze");

        Tool.Result verified = systemd.run("verify", copy(unit().replace("KillMode=", "KilMode=")));

        assertThat(verified.output()).contains("'KilMode'");
    }

    @Test
    void the_unit_is_hardened() {
        Tool systemd = Tool.named("systemd-analyze");
        String unit = FOLDER.resolve(UNIT).toString();

        Tool.Result security = exposure(systemd, MOST_EXPOSURE, unit);

        assertThat(security.status()).as(security.output()).isZero();
        assertThat(exposure(systemd, 1, unit).status()).isNotZero();
        assertThat(settings(FOLDER.resolve(UNIT)))
                .containsEntry("NoNewPrivileges", "true")
                .containsEntry("ProtectSystem", "strict")
                .containsEntry("User", "vintagestory");
    }

    private static Tool.Result exposure(Tool systemd, int most, String unit) {
        return systemd.run("security", "--offline=true", "--no-pager", "--threshold=" + most, unit);
    }

    @Test
    void each_is_more_patient_than_what_it_waits_for() {
        Map<String, String> unit = settings(FOLDER.resolve(UNIT));
        Map<String, String> given = settings(FOLDER.resolve("vs-gateway.env"));
        Duration steps =
                List.of("ANNOUNCE_WAIT", "SAVE_WAIT", "WAIT", "TERM_WAIT").stream()
                        .map(wait -> time(given.get("VS_GAME_STOP_" + wait)))
                        // SIGKILL has a wait of its own that is no setting.
                        .reduce(Duration.ofSeconds(10), Duration::plus);
        Duration grace = time(given.get("VS_OPS_SHUTDOWN_GRACE"));

        // Otherwise systemd would kill a game that the gateway has left.
        assertThat(unit)
                .containsEntry("KillMode", "process")
                .containsEntry("OOMPolicy", "continue")
                .containsEntry("ExecStopPost", unit.get("ExecStart") + " end-game");
        assertThat(grace).isGreaterThan(steps);
        assertThat(time(unit.get("TimeoutStopSec"))).isGreaterThan(grace);
    }

    @Test
    void the_example_has_only_settings_that_exist_and_no_key() {
        Map<String, String> given = settings(FOLDER.resolve("vs-gateway.env"));

        assertThat(Settings.names()).containsAll(given.keySet());
        assertThat(given).containsEntry("VS_API_KEY_ADMIN", "");
    }

    @Test
    void a_shell_reads_the_example_as_systemd_does() throws Exception {
        Path file = FOLDER.resolve("vs-gateway.env");
        var reading =
                new ProcessBuilder("sh", "-euc", "set -a; . " + file.toAbsolutePath() + "; env")
                        .redirectErrorStream(true);
        reading.environment().keySet().removeIf(name -> name.startsWith("VS_"));
        Process shell = reading.start();
        var read = new LinkedHashMap<String, String>();
        new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("VS_"))
                .map(line -> line.split("=", 2))
                .forEach(pair -> read.put(pair[0], pair[1]));

        assertThat(shell.waitFor()).isZero();
        assertThat(read).containsExactlyInAnyOrderEntriesOf(settings(file));
    }

    /// Where the unit is that names a program which this machine has.
    private String copy(String unit) throws IOException {
        Path copy = folder.resolve(UNIT);
        Files.writeString(copy, unit.replace("=/usr/local/bin/vs-gateway", "=/bin/true"));
        return copy.toString();
    }

    private static String unit() {
        return DocTables.read(FOLDER.resolve(UNIT));
    }

    private static Duration time(String text) {
        return DurationConverter.parseDuration(text);
    }

    /// The lines `name=value` of a file.
    private static Map<String, String> settings(Path file) {
        var settings = new LinkedHashMap<String, String>();
        DocTables.read(file)
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains("="))
                .map(line -> line.split("=", 2))
                .forEach(pair -> settings.put(pair[0], pair[1].replaceFirst("^'(.*)'$", "$1")));
        return settings;
    }
}
