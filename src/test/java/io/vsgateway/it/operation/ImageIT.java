package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.deploy.Dockerfile;
import io.vsgateway.deploy.Tool;
import io.vsgateway.it.Client;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs what the last stage of a Dockerfile says, without Docker: its copies, environment, user,
/// entry point and health check, as the first process of a namespace whose root file system can
/// only be read. What is missing is the base image; this machine's programs stand in for it.
class ImageIT {
    private static final int EXIT_AFTER_SIGTERM = 143;
    private static final Path BINARY = Path.of(System.getProperty("gateway.binary", ""));

    @TempDir Path data;
    private final boolean isNative = !BINARY.toString().isEmpty();
    private final Dockerfile image =
            Dockerfile.read(Path.of("docker", "Dockerfile." + (isNative ? "native" : "jvm")))
                    .lastStage();
    private final int port = FreePort.get();

    @BeforeEach
    void giveTheVolumeToItsUser() throws IOException {
        // As with Docker, somebody has to be allowed to make namespaces and to become another user.
        Tool.Result allowed =
                Tool.named("bwrap")
                        .run("--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", "true");
        if (allowed.status() != 0 || (int) Files.getAttribute(data, "unix:uid") != 0) {
            System.out.println("SKIPPED ImageIT: no root, or no namespaces " + allowed.output());
            Assumptions.abort("no root, or no namespaces");
        }
        for (String attribute : List.of("unix:uid", "unix:gid")) {
            Files.setAttribute(data, attribute, 10001);
        }
    }

    @Test
    void it_runs_as_its_dockerfile_says() throws Exception {
        var serve = new ArrayList<>(image.last("ENTRYPOINT").exec());
        serve.addAll(image.last("CMD").exec());
        GatewayProcess.Builder container =
                GatewayProcess.with()
                        .data(data)
                        .as(contained(serve, "--unshare-pid", "--as-pid-1"));
        image.environment().forEach(container::set);
        container
                .set("PATH", "/opt/java/openjdk/bin:/usr/local/bin:/usr/bin:/bin")
                .set("VS_HTTP_PORT", String.valueOf(port))
                .set("VS_GAME_COMMAND", game());
        try (GatewayProcess gateway = container.start();
                Client client = Client.admin(gateway)) {
            ProcessHandle first = gateway.handle().children().findFirst().orElseThrow();
            assertThat(status(first, "Uid")).matches("10001(\\s10001)*");
            assertThat(status(first, "NSpid")).endsWith("\t1");
            assertThat(status(first, "CapEff")).matches("0+");
            assertThat(client.command("/time", "t").receipts("t")).endsWith("confirmed");
            assertThat(health()).isZero();

            // What `docker stop` sends, and to whom.
            first.destroy();

            client.expect("Stopped the server!");
            assertThat(client.closed().code()).isEqualTo(1001);
            assertThat(gateway.awaitExit(Duration.ofSeconds(30))).isEqualTo(EXIT_AFTER_SIGTERM);
            assertThat(gateway.complaints()).isEmpty();
            assertThat(data.resolve("audit.log")).exists();
            assertThat(health()).isEqualTo(1);
        }
    }

    private String game() {
        String program =
                isNative
                        ? "vs-gateway"
                        : "java -XX:TieredStopAtLevel=1 -Xmx64m -jar /app/quarkus-run.jar";
        return program + " demo --rate 0";
    }

    /// The exit code of the health check, beside the gateway in the same network.
    private int health() throws IOException, InterruptedException {
        var check = new ProcessBuilder(contained(image.last("HEALTHCHECK").exec()));
        check.environment().putAll(image.environment());
        check.environment().put("PATH", "/opt/java/openjdk/bin:/usr/local/bin:/usr/bin:/bin");
        check.environment().put("VS_HTTP_PORT", String.valueOf(port));
        Process process = check.inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /// The command, run as the image's user where there is nothing but what the image has.
    private List<String> contained(List<String> command, String... options) {
        var words = new ArrayList<>(Tool.named("bwrap").command(options));
        words.addAll(List.of("--die-with-parent", "--ro-bind", "/usr", "/usr"));
        for (String folder : List.of("bin", "sbin", "lib", "lib64")) {
            words.addAll(List.of("--symlink", "usr/" + folder, "/" + folder));
        }
        words.addAll(List.of("--ro-bind", "/etc", "/etc", "--proc", "/proc", "--dev", "/dev"));
        words.addAll(List.of("--perms", "1777", "--tmpfs", "/tmp"));
        // Folders that it makes by itself are its own.
        for (String folder : List.of("/opt", "/opt/java", "/app")) {
            words.addAll(List.of("--perms", "0755", "--dir", folder));
        }
        words.addAll(
                isNative
                        ? List.of("--tmpfs", "/usr/local/bin")
                        : List.of(
                                "--ro-bind", System.getProperty("java.home"), "/opt/java/openjdk"));
        image.all("COPY").forEach(copy -> words.addAll(mounted(copy)));
        words.addAll(List.of("--bind", data.toString(), image.last("VOLUME").text()));
        words.addAll(List.of("--remount-ro", "/", "--chdir", image.last("WORKDIR").text(), "--"));
        String[] user = image.last("USER").text().split(":");
        words.addAll(List.of("setpriv", "--reuid", user[0], "--regid", user[1]));
        words.addAll(List.of("--clear-groups", "--no-new-privs", "--bounding-set=-all", "--"));
        words.addAll(command);
        return words;
    }

    /// Instead of copying it, as the two are the same where nothing can be written.
    private static List<String> mounted(Dockerfile.Instruction copy) {
        String from = copy.words().getFirst();
        String to = copy.words().getLast();
        Path source = copy.text().contains("--from=") ? BINARY : Path.of(from);
        boolean intoFolder = to.endsWith("/") && !from.endsWith("/");
        return List.of(
                "--ro-bind",
                source.toAbsolutePath().toString(),
                intoFolder ? to + source.getFileName() : to);
    }

    private static String status(ProcessHandle process, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}
