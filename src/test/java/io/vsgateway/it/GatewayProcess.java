package io.vsgateway.it;

import io.vsgateway.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// The packaged gateway as a process of its own, as an operator runs it: the jar, or the program
/// that the system property `gateway.binary` names. It listens on a free port, has a data folder of
/// its own, and is ended, with its game, when closed.
public final class GatewayProcess implements AutoCloseable {
    public static final String ADMIN = "admin-key-0123456789abcdef";
    public static final String MONITOR = "monitor-key-0123456789abcdef";

    private static final Pattern ADDRESS = Pattern.compile("listens on +http://[^:]+:(\\d+)");
    private static final Pattern COMPLAINT =
            Pattern.compile(
                    " (ERROR|FATAL) |^\\s+at \\S+\\(|^(Caused by: )?[\\w.$]+(Exception|Error)\\b");
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final String host;
    private final boolean contained;
    private final Path data;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> collecting;

    private GatewayProcess(Process process, @Nullable Container container, Path data) {
        this.process = process;
        this.host = container == null ? "127.0.0.1" : container.address();
        this.contained = container != null;
        this.data = data;
        this.collecting =
                List.of(
                        Thread.ofPlatform()
                                .daemon()
                                .start(() -> collect(process.inputReader(), output::add)),
                        Thread.ofPlatform()
                                .daemon()
                                .start(() -> collect(process.errorReader(), this::error)));
    }

    private void error(String line) {
        errors.add(line);
        output.add(line);
    }

    public static Builder with() {
        return new Builder();
    }

    public static final class Builder {
        private final Map<String, String> environment = new TreeMap<>();
        private final List<String> javaOptions = new ArrayList<>();
        private Path data;
        private @Nullable Container container;
        private @Nullable List<String> command;

        Builder() {
            set("VS_HTTP_PORT", "0");
            set("VS_API_KEY_ADMIN", ADMIN);
            set("VS_API_KEY_MONITOR", MONITOR);
            // A game on a busy machine may take long to answer.
            set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "60s");
            // And an event loop to load its first classes, which is no complaint of a gateway's.
            set("QUARKUS_VERTX_MAX_EVENT_LOOP_EXECUTE_TIME", "20s");
        }

        public Builder set(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        public Builder unset(String variable) {
            environment.remove(variable);
            return this;
        }

        public Builder java(String option) {
            javaOptions.add(option);
            return this;
        }

        /// Starts the gateway with this command line instead of its own.
        public Builder as(List<String> commandLine) {
            command = commandLine;
            return this;
        }

        /// Every buffer of Netty's that is lost is to be reported; see [LeakCheck]. The native
        /// binary does not know how.
        public Builder paranoid() {
            return java("-Dio.netty.leakDetection.level=paranoid");
        }

        /// Uses the data folder of an earlier gateway.
        public Builder data(Path folder) {
            data = folder;
            return this;
        }

        /// Runs it in there, listening on all addresses. The container needs the data folder and
        /// [#program] among its volumes.
        public Builder in(Container other) {
            container = other;
            return set("VS_HTTP_HOST", "0.0.0.0");
        }

        /// A game that is a shell script. Few of them know the stop command.
        public Builder game(String script) {
            environment.putIfAbsent("VS_GAME_STOP_WAIT", "3s");
            return set("VS_GAME_COMMAND", "sh -c '" + script.replace("'", "'\\''") + "'")
                    .set("VS_GAME_DIALECT", "plain");
        }

        /// The simulated game with these options.
        public Builder demo(String options) {
            return set("VS_GAME_COMMAND", String.join(" ", command("demo")) + " " + options);
        }

        public GatewayProcess start() {
            GatewayProcess gateway = launch();
            try {
                gateway.awaitOutput(line -> ADDRESS.matcher(line).find(), START);
                return gateway;
            } catch (RuntimeException | AssertionError e) {
                gateway.close();
                throw new AssertionError(
                        "the gateway did not start:\n" + String.join("\n", gateway.output), e);
            }
        }

        /// Starts it without waiting for it to listen.
        public GatewayProcess launch() {
            try {
                Path folder = data == null ? Scratch.folder("vs-gateway-it") : data;
                environment.putIfAbsent("VS_DATA_DIR", folder.toString());
                List<String> program =
                        command == null ? GatewayProcess.command(javaOptions) : command;
                var builder =
                        new ProcessBuilder(
                                container == null ? program : container.command(program));
                builder.directory(folder.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
                builder.environment().putAll(environment);
                return new GatewayProcess(builder.start(), container, folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<String> command(List<String> javaOptions, String... arguments) {
        var command = new ArrayList<String>();
        String binary = System.getProperty("gateway.binary", "");
        if (binary.isEmpty()) {
            String target = System.getProperty("build.directory", "target");
            Path jar = Path.of(target, "quarkus-app", "quarkus-run.jar").toAbsolutePath();
            command.add(QuickStart.java());
            command.addAll(QuickStart.options(jar));
            command.addAll(javaOptions);
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            command.add(binary);
            javaOptions.stream()
                    .filter(option -> option.startsWith("-Xm") || option.startsWith("-D"))
                    .forEach(command::add);
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /// The folders that its program consists of.
    public static Path[] program() {
        String binary = System.getProperty("gateway.binary", "");
        if (!binary.isEmpty()) {
            return new Path[] {Path.of(binary).toAbsolutePath().getParent()};
        }
        String target = System.getProperty("build.directory", "target");
        return new Path[] {
            Path.of(target).toAbsolutePath(), Path.of(System.getProperty("java.home"))
        };
    }

    public static List<String> command(String... arguments) {
        return command(List.of(), arguments);
    }

    private static void collect(BufferedReader from, Consumer<String> to) {
        try (from) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                to.accept(line);
            }
        } catch (IOException e) {
            to.accept("output ended: " + e);
        }
    }

    public void awaitOutput(Predicate<String> wanted, Duration atMost) {
        Awaitility.await()
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .failFast(
                        "the gateway ended",
                        () -> !process.isAlive() && output.stream().noneMatch(wanted))
                .until(() -> output.stream().anyMatch(wanted));
    }

    public String host() {
        return host;
    }

    public int port() {
        for (String line : output) {
            Matcher matcher = ADDRESS.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new IllegalStateException("it does not listen yet");
    }

    public String url(String path) {
        return "http://" + host + ":" + port() + path;
    }

    /// All that it wrote to standard output and error so far.
    public List<String> output() {
        return List.copyOf(output);
    }

    /// What it wrote to standard error so far.
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /// Lines of its log that are errors or belong to a stack trace.
    public List<String> complaints() {
        return output.stream().filter(line -> COMPLAINT.matcher(line).find()).toList();
    }

    public Path data() {
        return data;
    }

    /// The gateway itself, which in a container is not the process that was started.
    public ProcessHandle handle() {
        return contained
                ? process.toHandle().children().findFirst().orElse(process.toHandle())
                : process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(
                    "still running after " + atMost + ":\n" + String.join("\n", output));
        }
        for (Thread thread : collecting) {
            // A game that was left running may hold the pipes.
            boolean _ = thread.join(Duration.ofSeconds(2));
        }
        return process.exitValue();
    }

    /// SIGTERM.
    public void terminate() {
        handle().destroy();
    }

    /// SIGKILL.
    public void kill() throws InterruptedException {
        handle().destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /// SIGSTOP: it stands still, with all its connections, until [#goOn].
    public void pause() {
        Signals.send("STOP", handle().pid());
    }

    public void goOn() {
        Signals.send("CONT", handle().pid());
    }

    /// Ends it, whatever it said, and fails if it had complained before.
    public void closeCalm() {
        List<String> complaints = complaints();
        close();
        if (!complaints.isEmpty()) {
            throw new AssertionError("the gateway complained:\n" + String.join("\n", complaints));
        }
    }

    /// Ends it, whatever it said, and its game with it: a test that is over does not wait until the
    /// game has saved, or has not heeded the command to stop.
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        List<ProcessHandle> games = handle().descendants().toList();
        terminate();
        games.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
