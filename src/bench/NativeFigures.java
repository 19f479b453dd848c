import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures the two forms of one build beside each other, the jar on this Java and the native
/// binary, and prints a table in Markdown with the median of each figure:
///
///     java src/bench/NativeFigures.java [--rounds N] [target [name=option,option ...]]
///
/// In each round each form is started anew, with the simulated game, and measured by the same load
/// generator (`bench` of the jar); which form is first changes from round to round. `target` is
/// Maven's folder, with the jar and the binary in it. Further forms are the binary again with other
/// options of its runtime: `16m=-Xmn16m,-XX:...`. To be run in the project's folder; Linux only.
final class NativeFigures {
    private static final String KEY = "a-key-for-figures-0123456789";
    private static final String JVM_OPTIONS = "@docker/jvm.options";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("listens on +http://[^:]+:(\\d+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int CLIENTS = 1_000;
    private static final int MANY_CLIENTS = 10_000;

    /// What is measured, in the order of the table.
    private enum Figure {
        SIZE("size on disk, MB"),
        READY("from exec until `/q/health/ready` is 200, ms"),
        IDLE("RSS idle, MB"),
        IDLE_PRIVATE("… of it not backed by the file, MB"),
        CONNECTED("RSS with 1,000 idle clients, MB"),
        LOADED("RSS peak with 1,000 clients × 100 lines/s, MB"),
        PER_CLIENT("RSS for each of 10,000 idle clients, KB"),
        CPU("CPU seconds per million deliveries, 1,000 clients × 100 lines/s"),
        P50("age of a line at the client there, p50, ms"),
        P99("… p99, ms"),
        P999("… p99.9, ms"),
        OPENED("connections opened per second");

        final String text;

        Figure(String text) {
            this.text = text;
        }
    }

    /// One form of the program, and what was measured of it.
    private record Form(
            String name, List<String> command, long bytes, Map<Figure, List<Double>> figures) {
        Form(String name, List<String> command, long bytes) {
            this(name, command, bytes, new EnumMap<>(Figure.class));
        }

        void note(Figure figure, double value) {
            figures.computeIfAbsent(figure, _ -> new ArrayList<>()).add(value);
        }

        String median(Figure figure) {
            double[] sorted =
                    figures.getOrDefault(figure, List.of()).stream()
                            .mapToDouble(Double::doubleValue)
                            .sorted()
                            .toArray();
            if (sorted.length == 0) {
                return "–";
            }
            int middle = sorted.length / 2;
            double median =
                    sorted.length % 2 == 1
                            ? sorted[middle]
                            : (sorted[middle - 1] + sorted[middle]) / 2;
            return String.format(Locale.ROOT, median < 10 ? "%.2f" : "%,.0f", median);
        }
    }

    private final List<String> generator;
    private final List<Form> forms = new ArrayList<>();

    private NativeFigures(Path target, List<String> variants) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path app = target.resolve("quarkus-app");
        String jar = app.resolve("quarkus-run.jar").toString();
        generator = List.of(java, "-XX:+UseSerialGC", "-Xmx1g", "-jar", jar);
        var jvm = new ArrayList<>(List.of(java));
        jvm.add(JVM_OPTIONS);
        jvm.addAll(List.of("-jar", jar));
        forms.add(new Form("JVM", jvm, size(app)));
        Path binary;
        try (var files = Files.list(target)) {
            binary =
                    files.filter(file -> file.getFileName().toString().endsWith("-runner"))
                            .findAny()
                            .orElseThrow(() -> new IllegalStateException("no binary in " + target));
        }
        forms.add(new Form("native", List.of(binary.toString()), Files.size(binary)));
        for (String variant : variants) {
            String[] parts = variant.split("=", 2);
            var command = new ArrayList<>(List.of(binary.toString()));
            command.addAll(Arrays.asList(parts[1].split(",")));
            forms.add(new Form(parts[0], command, Files.size(binary)));
        }
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    public static void main(String... args) throws Exception {
        var rest = new ArrayList<>(List.of(args));
        int rounds = 3;
        if (rest.size() > 1 && rest.getFirst().equals("--rounds")) {
            rounds = Integer.parseInt(rest.get(1));
            rest.subList(0, 2).clear();
        }
        Path target = Path.of(rest.isEmpty() ? "target" : rest.removeFirst()).toAbsolutePath();
        var figures = new NativeFigures(target, rest);
        // What this program and the system load only once is not to be counted as a start.
        try (var warmUp = new Gateway(figures.forms.get(1))) {
            System.err.printf("warmed up on port %d%n", warmUp.port);
        }
        for (int round = 1; round <= rounds; round++) {
            for (Form form : round % 2 == 1 ? figures.forms : figures.forms.reversed()) {
                System.err.printf("round %d of %d: %s%n", round, rounds, form.name());
                figures.measure(form);
            }
        }
        figures.print();
    }

    private void measure(Form form) throws Exception {
        form.note(Figure.SIZE, form.bytes() / 1e6);
        try (var gateway = new Gateway(form)) {
            form.note(Figure.READY, gateway.readyMillis);
            Thread.sleep(2000);
            form.note(Figure.IDLE, gateway.memory("VmRSS") / 1024.0);
            form.note(Figure.IDLE_PRIVATE, gateway.memory("RssAnon") / 1024.0);
            String idle = bench(gateway, "--clients", CLIENTS, "--idle", "--duration", "3s");
            form.note(Figure.CONNECTED, number(idle, "rss_connected_kib") / 1024.0);
            String load = bench(gateway, "--clients", CLIENTS, "--rate", 100);
            form.note(Figure.CPU, number(load, "cpu_seconds_per_million"));
            String latency = load.substring(load.indexOf("\"latency_ms\""));
            form.note(Figure.P50, number(latency, "p50"));
            form.note(Figure.P99, number(latency, "p99"));
            form.note(Figure.P999, number(latency, "p99_9"));
            form.note(Figure.LOADED, number(load, "rss_peak_kib") / 1024.0);
        }
        try (var gateway = new Gateway(form)) {
            Thread.sleep(1000);
            String many = bench(gateway, "--clients", MANY_CLIENTS, "--idle", "--duration", "3s");
            form.note(Figure.PER_CLIENT, number(many, "rss_kib_per_client"));
            form.note(Figure.OPENED, number(many, "per_second"));
        }
    }

    /// The result of `bench` as JSON.
    private String bench(Gateway gateway, Object... options) throws Exception {
        var command = new ArrayList<>(generator);
        command.addAll(List.of("bench", "--output", "json", "--pid"));
        command.add(Long.toString(gateway.process.pid()));
        command.addAll(List.of("--url", "ws://127.0.0.1:" + gateway.port));
        for (Object option : options) {
            command.add(option.toString());
        }
        var builder = new ProcessBuilder(command);
        builder.environment().put("VS_API_KEY_ADMIN", KEY);
        Path output = Files.createTempFile("vs-gateway-figures", ".json");
        Path errors = Files.createTempFile("vs-gateway-figures", ".txt");
        try {
            int status =
                    builder.redirectOutput(output.toFile())
                            .redirectError(errors.toFile())
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        command + " ended with " + status + ":\n" + Files.readString(errors));
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static double number(String json, String name) {
        Matcher value = Pattern.compile('"' + name + "\" *: *([-0-9.E]+)").matcher(json);
        if (!value.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return Double.parseDouble(value.group(1));
    }

    private void print() {
        var table = new StringBuilder("| |");
        forms.forEach(form -> table.append(' ').append(form.name()).append(" |"));
        table.append("\n|---|").append("---|".repeat(forms.size())).append('\n');
        for (Figure figure : Figure.values()) {
            table.append("| ").append(figure.text).append(" |");
            forms.forEach(form -> table.append(' ').append(form.median(figure)).append(" |"));
            table.append('\n');
        }
        System.out.print(table);
    }

    /// A gateway with the simulated game, on a free port and in a temporary folder.
    private static final class Gateway implements AutoCloseable {
        private final Process process;
        private final Path data;
        private final int port;
        private final double readyMillis;

        Gateway(Form form) throws Exception {
            data = Files.createTempDirectory("vs-gateway-figures");
            Path log = data.resolve("log");
            var builder = new ProcessBuilder(form.command());
            var environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("VS_"));
            environment.put("VS_HTTP_PORT", "0");
            environment.put("VS_API_KEY_ADMIN", KEY);
            environment.put("VS_DATA_DIR", data.toString());
            // Nothing but what is measured; and clients are not closed for being slow.
            String game = String.join(" ", form.command()) + " demo --rate 0 --start-time 0ms";
            environment.put("VS_GAME_COMMAND", game + " --save-time 0ms --exit-on-eof");
            environment.put("VS_GAME_INPUT_GAP", "0ms");
            for (String limit : List.of("TOTAL", "PER_CREDENTIAL", "PER_ADDRESS")) {
                environment.put("VS_SESSION_LIMITS_" + limit, "100000");
            }
            environment.put("VS_SESSION_TOO_SLOW_AFTER", "2h");
            long begun = System.nanoTime();
            process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
            port = awaitPort(log, begun);
            awaitReady(begun);
            readyMillis = (System.nanoTime() - begun) / 1e6;
        }

        private int awaitPort(Path log, long begun) throws Exception {
            while (true) {
                Matcher address = ADDRESS.matcher(Files.readString(log));
                if (address.find()) {
                    return Integer.parseInt(address.group(1));
                }
                pause(begun, log);
            }
        }

        private void awaitReady(long begun) throws Exception {
            URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
            while (true) {
                var answer =
                        CLIENT.send(
                                HttpRequest.newBuilder(ready).build(),
                                HttpResponse.BodyHandlers.discarding());
                if (answer.statusCode() == 200) {
                    return;
                }
                pause(begun, data.resolve("log"));
            }
        }

        private void pause(long begun, Path log) throws Exception {
            if (!process.isAlive() || System.nanoTime() - begun > START.toNanos()) {
                throw new IllegalStateException("it does not start:\n" + Files.readString(log));
            }
            Thread.sleep(1);
        }

        /// A line of its `status`, in KiB.
        double memory(String name) {
            try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
                return lines.filter(line -> line.startsWith(name + ":"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            if (!process.waitFor(Duration.ofSeconds(20))) {
                process.destroyForcibly().waitFor();
            }
            try (var files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
