package io.vsgateway.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A machine on which a real systemd is the first process; see `src/test/systemd/boot.sh`. Its
/// files lie below a folder of this machine.
public final class Machine implements AutoCloseable {
    private static final String SCRIPT =
            Path.of("src", "test", "systemd", "boot.sh").toAbsolutePath().toString();
    private static final Duration BOOT = Duration.ofSeconds(60);

    private final Path root;
    private final Process process;

    private Machine(Path root, Process process) {
        this.root = root;
        this.process = process;
    }

    /// Boots it, until systemd takes orders.
    public static Machine boot(Path root) throws IOException {
        Process process =
                new ProcessBuilder("sh", SCRIPT, root.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(Scratch.folder("machine").resolve("log").toFile())
                        .start();
        var machine = new Machine(root, process);
        try {
            await().atMost(BOOT)
                    .failFast("it does not boot", () -> !process.isAlive())
                    .until(
                            () -> machine.tries("systemctl is-system-running").output().strip(),
                            state -> state.equals("running") || state.equals("degraded"));
            return machine;
        } catch (RuntimeException | AssertionError e) {
            machine.close();
            throw e;
        }
    }

    public record Result(int status, String output) {}

    /// Runs a script of the shell there, which has to succeed, and returns what it said.
    public String runs(String script) {
        Result result = tries(script);
        if (result.status != 0) {
            throw new AssertionError(
                    "status " + result.status + " of: " + script + "\n" + result.output);
        }
        return result.output.strip();
    }

    public Result tries(String script) {
        List<ProcessHandle> first = process.toHandle().children().toList();
        if (first.isEmpty()) {
            return new Result(-1, "it has not begun to boot");
        }
        var command = new ArrayList<>(List.of("nsenter", "--all", "--target"));
        command.add(Long.toString(first.getFirst().pid()));
        command.addAll(List.of("sh", "-euc", script));
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin");
            Process process = builder.start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            return new Result(process.waitFor(), new String(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a property of a unit is now, as `systemctl show` has it.
    public String property(String unit, String name) {
        return runs("systemctl show --value -p " + name + " " + unit);
    }

    /// Where a file of the machine is here.
    public Path file(String path) {
        return root.resolve(path.substring(1));
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        // The first process of its namespace takes all others with it.
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            boolean _ = process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
