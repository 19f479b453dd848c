package io.vsgateway.bench.gateway;

import io.vsgateway.bench.socket.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A gateway started for the measurement: this same program with the simulated game, on a free
/// loopback port, with its data in a temporary folder. Closing ends it, and so does the end of this
/// process. Of the environment's `VS_…` variables it gets those of sessions and of the console.
public final class OwnGateway implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("listens on +http://([^/ ]+):(\\d+)");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(15);
    private static final int LAST_LINES = 20;

    private final Process process;
    private final Path data;
    private final String key;
    private final Thread atExit = new Thread(this::kill, "end-gateway");
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private OwnGateway(Process process, Path data, String key) {
        this.process = process;
        this.data = data;
        this.key = key;
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread.ofPlatform().daemon().name("gateway-output").start(this::drain);
    }

    /// Returns when it listens.
    ///
    /// @param settings further variables, or others than usual
    /// @throws UncheckedIOException if it does not, with its last output
    public static OwnGateway start(Map<String, String> settings) {
        try {
            Path data = Files.createTempDirectory("vs-gateway-bench");
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String key = HexFormat.of().formatHex(random);
            var builder = new ProcessBuilder(OwnProgram.command("serve")).redirectErrorStream(true);
            configure(builder.environment(), data, key);
            builder.environment().putAll(settings);
            var gateway = new OwnGateway(builder.start(), data, key);
            gateway.awaitStart();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a gateway: " + e.getMessage(), e);
        }
    }

    private static void configure(Map<String, String> environment, Path data, String key) {
        environment
                .keySet()
                .removeIf(name ->
                        name.startsWith("VS_")
                                && !name.startsWith("VS_SESSION_")
                                && !name.startsWith("VS_CONSOLE_")
                                && !name.equals("VS_GAME_IO"));
        environment.put("VS_HTTP_HOST", "127.0.0.1");
        environment.put("VS_HTTP_PORT", "0");
        environment.put("VS_API_KEY_ADMIN", key);
        environment.put("VS_DATA_DIR", data.toString());
        String game =
                OwnProgram.command(
                                "demo",
                                "--rate",
                                "0",
                                "--start-time",
                                "0ms",
                                "--save-time",
                                "0ms",
                                "--exit-on-eof")
                        .stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        environment.put("VS_GAME_COMMAND", game);
        // Otherwise pauses that protect a real game would be measured instead of the gateway.
        environment.put("VS_GAME_INPUT_GAP", "0ms");
        environment.putIfAbsent("VS_CONSOLE_COMMANDS_PER_SECOND", "10000");
        // Allow as many clients as requested, and do not close slow ones for being slow.
        for (String limit : List.of("TOTAL", "PER_CREDENTIAL", "PER_ADDRESS", "PER_USER")) {
            environment.putIfAbsent("VS_SESSION_LIMITS_" + limit, "100000");
        }
        environment.putIfAbsent("VS_SESSION_LIMITS_OPENS_PER_MINUTE", "0");
        environment.putIfAbsent("VS_SESSION_TOO_SLOW_AFTER", "2h");
        environment.putIfAbsent("VS_SESSION_SILENCE_TIMEOUT", "2h");
    }

    private void awaitStart() throws IOException {
        try {
            port.get(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            close();
            throw new IOException(String.valueOf(e.getMessage()), e);
        } catch (TimeoutException e) {
            close();
            throw new IOException("it did not listen in " + START.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// The gateway must not block for lack of a reader.
    private void drain() {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) {
                    port.complete(Integer.parseInt(address.group(2)));
                }
                last.add(line);
                if (last.size() > LAST_LINES) {
                    last.remove();
                }
            }
        } catch (IOException e) {
            last.add(e.toString());
        }
        port.completeExceptionally(new IOException("it ended:\n" + String.join("\n", last)));
    }

    public Target target() {
        return new Target("127.0.0.1", port.join(), key);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        List<ProcessHandle> game = process.descendants().toList();
        process.toHandle().destroy();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        game.forEach(ProcessHandle::destroyForcibly);
        deleteData();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // This process is ending; the hook is running or done.
        }
    }

    /// At the end of this process: the game ends by itself when the gateway is gone.
    private void kill() {
        process.destroyForcibly();
        deleteData();
    }

    private void deleteData() {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(data)) {
            tree.sorted(Comparator.reverseOrder()).forEach(all::add);
            for (Path path : all) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException _) {
            // The data is in the system's folder for temporary files.
        }
    }
}
