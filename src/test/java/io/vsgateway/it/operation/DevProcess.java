package io.vsgateway.it.operation;

import static java.util.function.Predicate.not;

import io.vsgateway.Signals;
import io.vsgateway.it.Scratch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// `mvn quarkus:dev` on a copy of the sources, by the Maven whose folder the system property
/// `dev.maven` names, with the demo game and on a free port. It is the leader of a process group of
/// its own, as in a terminal, and all of it is ended when closed.
final class DevProcess implements AutoCloseable {
    /// The first start compiles everything, and may have to download what only dev mode needs.
    private static final Duration START = Duration.ofMinutes(5);

    private static final Pattern ADDRESS = Pattern.compile("listens on +http://[^:]+:(\\d+)");
    private static final Pattern KEY = Pattern.compile("admin key of this run +(\\S+)");
    private static final String LISTENING = "0A";

    private final Path project;
    private final Process maven;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final ProcessHandle gateway;

    private DevProcess(Path project, Process maven) {
        this.project = project;
        this.maven = maven;
        Thread.ofPlatform().daemon().start(this::collect);
        try {
            awaitOutput(line -> line.contains("game is ready"), START);
            this.gateway = child(maven.toHandle());
        } catch (RuntimeException | AssertionError e) {
            close();
            throw new AssertionError("dev mode did not start:\n" + String.join("\n", output), e);
        }
    }

    static DevProcess start() {
        try {
            Path project = Scratch.folder("vs-gateway-dev");
            Path sources = Path.of("").toAbsolutePath();
            Files.copy(sources.resolve("pom.xml"), project.resolve("pom.xml"));
            copy(sources.resolve("src/main"), project.resolve("src/main"));
            // The build packages the page of settings and the example page.
            copy(sources.resolve("src/docs"), project.resolve("src/docs"));

            Path program = Path.of(System.getProperty("dev.maven"), "bin", "mvn");
            var builder =
                    new ProcessBuilder(
                            "setsid",
                            program.toString(),
                            "-B",
                            "-ntp",
                            "quarkus:dev",
                            // No debugger's port, which another may have.
                            "-Ddebug=false",
                            "-Dquarkus.console.enabled=false",
                            "-Dquarkus.test.continuous-testing=disabled",
                            "-Dquarkus.analytics.disabled=true");
            builder.directory(project.toFile()).redirectErrorStream(true);
            builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
            builder.environment().put("VS_HTTP_PORT", "0");
            return new DevProcess(project, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            // Not what npm has installed, which the build does without.
            Path installed = from.resolve("webui/node_modules");
            for (Path file :
                    files.filter(file -> !file.startsWith(installed))
                            .filter(not(Files::isDirectory))
                            .toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private void collect() {
        try (BufferedReader lines = maven.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("output ended: " + e);
        }
    }

    /// Replaces a text in a source file, as an editor does.
    void edit(String file, String from, String to) {
        Path source = project.resolve("src/main").resolve(file);
        try {
            String before = Files.readString(source);
            String after = before.replace(from, to);
            if (after.equals(before)) {
                throw new IllegalArgumentException(file + " has no " + from);
            }
            Files.writeString(source, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitOutput(Predicate<String> wanted, Duration atMost) {
        Awaitility.await()
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .failFast("Maven ended", () -> !maven.isAlive())
                .until(() -> output.stream().anyMatch(wanted));
    }

    long count(String part) {
        return output.stream().filter(line -> line.contains(part)).count();
    }

    List<String> output() {
        return List.copyOf(output);
    }

    private String found(Pattern pattern) {
        return output.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElseThrow();
    }

    int port() {
        return Integer.parseInt(found(ADDRESS));
    }

    /// The key that was made when dev mode was started.
    String key() {
        return found(KEY);
    }

    /// The gateway's process, a child of Maven's.
    ProcessHandle gateway() {
        return gateway;
    }

    /// The running demo games, of which there should be one.
    List<ProcessHandle> games() {
        return gateway.children().filter(ProcessHandle::isAlive).toList();
    }

    int threads() {
        return entries("task").size();
    }

    int descriptors() {
        return entries("fd").size();
    }

    /// The TCP ports that the gateway's process listens on.
    Set<Integer> listeningPorts() {
        Set<String> sockets =
                entries("fd").stream().map(DevProcess::target).collect(Collectors.toSet());
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> rows(proc().resolve("net").resolve(table)))
                .map(row -> row.strip().split("\\s+"))
                .filter(row -> row[3].equals(LISTENING))
                .filter(row -> sockets.contains("socket:[" + row[9] + "]"))
                .map(row -> Integer.parseInt(row[1].substring(row[1].indexOf(':') + 1), 16))
                .collect(Collectors.toSet());
    }

    private Path proc() {
        return Path.of("/proc", Long.toString(gateway.pid()));
    }

    private List<Path> entries(String folder) {
        try (Stream<Path> entries = Files.list(proc().resolve(folder))) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> rows(Path table) {
        try {
            return Files.readAllLines(table, StandardCharsets.US_ASCII).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException _) {
            return "closed meanwhile";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessHandle child(ProcessHandle parent) {
        return parent.children().findFirst().orElseThrow();
    }

    /// As Ctrl-C in a terminal: all processes of the group get the signal. Returns when Maven has
    /// ended.
    void signalAll(String signal) throws IOException, InterruptedException {
        Signals.send(signal, -maven.pid());
        if (!maven.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("Maven still runs:\n" + String.join("\n", output));
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = maven.descendants().toList();
        maven.destroy();
        try {
            boolean _ = maven.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        maven.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
