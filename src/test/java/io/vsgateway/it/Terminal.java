package io.vsgateway.it;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A program on a terminal of its own (a pseudo-terminal, by script(1)), and somebody who reads and
/// types there.
public final class Terminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Writer keyboard;
    private final StringBuffer screen = new StringBuffer();
    private final Thread reading;
    private int seen;
    private int end;

    private Terminal(Process process) {
        this.process = process;
        this.keyboard = process.outputWriter(StandardCharsets.UTF_8);
        this.reading = Thread.ofPlatform().daemon().start(this::collect);
    }

    public static Terminal run(Map<String, String> environment, List<String> command)
            throws IOException {
        String line =
                command.stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        var builder =
                new ProcessBuilder(
                        "/usr/bin/script",
                        "-qefc",
                        "stty rows 24 cols 200; exec " + line,
                        "/dev/null");
        builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
        builder.environment().remove("NO_COLOR");
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().putAll(environment);
        return new Terminal(builder.redirectErrorStream(true).start());
    }

    private void collect() {
        var buffer = new char[4096];
        try (Reader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
                screen.append(buffer, 0, count);
            }
        } catch (IOException e) {
            screen.append("output ended: ").append(e);
        }
    }

    /// Waits for these texts, in any order, behind those that were waited for last.
    public void expect(String... texts) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> isShown(texts) || !process.isAlive() && !reading.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not shown: " + List.of(texts) + ", but:\n" + screen, e);
        }
        if (!isShown(texts)) {
            throw new AssertionError("ended without " + List.of(texts) + ":\n" + screen);
        }
        for (String text : texts) {
            end = Math.max(end, screen.indexOf(text, seen) + text.length());
        }
        seen = end;
    }

    /// Waits for this text, and looks at the terminal again and again meanwhile.
    public void expectWhile(String text, Consumer<Terminal> look) {
        do {
            look.accept(this);
        } while (!isShown(text) && process.isAlive());
        expect(text);
    }

    /// How the system treats what is typed and shown, as `stty -a` tells it.
    public String modes() {
        try {
            Path device =
                    Files.readSymbolicLink(
                            Path.of("/proc", Long.toString(program().pid()), "fd", "0"));
            Process stty = new ProcessBuilder("stty", "-a", "-F", device.toString()).start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The one on the terminal: script(1) has a child for that, and a program may have children.
    private ProcessHandle program() {
        return process.children().findFirst().orElseThrow();
    }

    private boolean isShown(String... texts) {
        return Arrays.stream(texts).allMatch(text -> screen.indexOf(text, seen) >= 0);
    }

    public void type(String keys) throws IOException {
        keyboard.write(keys);
        keyboard.flush();
    }

    /// All that was shown.
    public String output() {
        return screen.toString();
    }

    /// That of the program, once it has ended.
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end:\n" + screen);
        }
        boolean _ = reading.join(PATIENCE);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
