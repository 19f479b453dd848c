package io.vsgateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The demo server as a process of its own, for tests: what it prints, its pipes, its end. Closing
/// kills it.
public final class DemoProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Output stdout = new Output();
    private final Output stderr = new Output();
    private Thread reader = new Thread(() -> {});

    private DemoProcess(Process process) {
        this.process = process;
    }

    /// A game that prints nothing by itself and starts and saves at once, unless told otherwise.
    public static DemoProcess start(String... options) throws IOException {
        DemoProcess demo = startUnread(options);
        demo.read();
        return demo;
    }

    /// The same, whose stdout nobody reads until [#read].
    static DemoProcess startUnread(String... options) throws IOException {
        var command = new ArrayList<>(java());
        command.addAll(List.of("--rate", "0", "--start-time", "0ms", "--save-time", "0ms"));
        command.addAll(List.of(options));
        var demo = new DemoProcess(new ProcessBuilder(command).start());
        Thread.ofVirtual().start(() -> demo.stderr.readFrom(demo.process.getErrorStream()));
        return demo;
    }

    /// The words that run the demo server, its options to be added.
    static List<String> java() {
        Path classes =
                Path.of(
                        DemoServer.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes.toString(),
                DemoServer.class.getName());
    }

    void read() {
        reader = Thread.ofVirtual().start(() -> stdout.readFrom(process.getInputStream()));
    }

    public DemoProcess ready() {
        return shows("[Server Event] Dedicated Server now running on Port ");
    }

    /// Sends a line, in one write.
    public DemoProcess sends(String line) throws IOException {
        return writes(line + "\n");
    }

    /// Sends exactly this, in one write.
    DemoProcess writes(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    public DemoProcess shows(String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(stdout.text()).contains(text));
        return this;
    }

    /// Waits for the end and for the last of its lines.
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        reader.join(PATIENCE);
        return process.exitValue();
    }

    /// Ends the game in the proper way and returns all that it printed.
    public String stopped() throws IOException, InterruptedException {
        sends("/stop");
        assertThat(exitCode()).isZero();
        return text();
    }

    String text() {
        return stdout.text();
    }

    byte[] bytes() {
        return stdout.bytes();
    }

    List<String> lines() {
        return text().lines().toList();
    }

    /// The stdout as it came, one element per read.
    List<String> reads() {
        return stdout.reads();
    }

    /// Whether stdout is still open at the other end.
    boolean isReading() {
        return reader.isAlive();
    }

    public String errors() {
        return stderr.text();
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // What was not sent yet finds no reader.
        }
    }

    private static final class Output {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final List<String> reads = new ArrayList<>();

        void readFrom(InputStream in) {
            byte[] buffer = new byte[65536];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    add(buffer, n);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private synchronized void add(byte[] buffer, int length) {
            all.write(buffer, 0, length);
            reads.add(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        }

        synchronized byte[] bytes() {
            return all.toByteArray();
        }

        synchronized String text() {
            return all.toString(StandardCharsets.UTF_8);
        }

        synchronized List<String> reads() {
            return List.copyOf(reads);
        }
    }
}
