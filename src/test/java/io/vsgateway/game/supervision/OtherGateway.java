package io.vsgateway.game.supervision;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A gateway in a process of its own that runs a shell script as its game and prints the console.
/// It shuts down when its input ends.
public final class OtherGateway implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OtherGateway(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    public static OtherGateway start(
            Path dataDir, String script, Map<String, String> environment, String... settings)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> own =
                List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherGateway.class.getName(),
                        dataDir.toString(),
                        script);
        var builder =
                new ProcessBuilder(Stream.concat(own.stream(), Arrays.stream(settings)).toList())
                        .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new OtherGateway(builder.start());
    }

    /// Reads up to a line that contains this text.
    public String line(String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return line;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("no line with '" + text + "' in:\n" + seen);
    }

    /// The number behind this text.
    public long number(String text) throws IOException {
        return Long.parseLong(line(text).replaceFirst(".*" + text + "(\\d+).*", "$1"));
    }

    /// SIGKILL.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Lets it shut down.
    public int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws IOException {
        String[] settings = Arrays.copyOfRange(args, 2, args.length);
        var shell = new ShellGame(Path.of(args[0]), args[1], System.out::println, settings);
        shell.game.start();
        while (System.in.read() >= 0) {}
        shell.game.shutDown();
        System.out.println("the gateway has ended");
    }
}
