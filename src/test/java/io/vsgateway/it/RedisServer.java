package io.vsgateway.it;

import io.vsgateway.Signals;
import io.vsgateway.deploy.Tool;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real Redis, that can be killed and started again on the same port and in the same folder.
public final class RedisServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Tool server = Tool.named("redis-server");
    private final Tool cli = Tool.named("redis-cli");
    private final Path folder;
    private final int port;
    private List<String> options;
    private Process process;

    private RedisServer(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
        this.port = FreePort.get();
        this.process = launch();
    }

    /// One that watches a server and makes its replica the new master when it is gone.
    public static RedisServer sentinel(Path folder, RedisServer master) {
        Path file = folder.resolve("sentinel.conf");
        String watched =
                """
                sentinel monitor mymaster 127.0.0.1 %d 1
                sentinel down-after-milliseconds mymaster 1000
                sentinel failover-timeout mymaster 3000
                """
                        .formatted(master.port);
        try {
            Files.writeString(file, watched);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RedisServer(folder, List.of(file.toString(), "--sentinel"));
    }

    /// @param folder where it keeps what it keeps
    /// @param options more of its command line; it keeps nothing unless they say so
    public static RedisServer start(Path folder, String... options) {
        return new RedisServer(folder, List.of(options));
    }

    private Process launch() {
        // A file of settings has to come first.
        boolean hasFile = !options.isEmpty() && !options.getFirst().startsWith("--");
        var command = new ArrayList<>(server.command());
        command.addAll(options.subList(0, hasFile ? 1 : 0));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--dir", folder.toString()));
        command.addAll(options.subList(hasFile ? 1 : 0, options.size()));
        try {
            Process started =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            new File(folder.toFile(), "redis.log")))
                            .start();
            Awaitility.await().until(() -> answers());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With a password of its own it says that it wants that.
    private boolean answers() {
        String answer = cli("PING");
        return answer.contains("PONG") || answer.contains("NOAUTH");
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /// What `redis-cli` answers.
    public String cli(String... words) {
        var command = new ArrayList<String>();
        command.addAll(List.of("-p", Integer.toString(port), "--raw"));
        command.addAll(List.of(words));
        return cli.run(command.toArray(String[]::new)).output().strip();
    }

    /// All keys and all that they hold, as text.
    public String everything() {
        var all = new StringBuilder();
        for (String key : cli("KEYS", "*").lines().toList()) {
            String[] question =
                    switch (cli("TYPE", key)) {
                        case "stream" -> new String[] {"XRANGE", key, "-", "+"};
                        case "hash" -> new String[] {"HGETALL", key};
                        case "set" -> new String[] {"SMEMBERS", key};
                        case "zset" -> new String[] {"ZRANGE", key, "0", "-1", "WITHSCORES"};
                        case "string" -> new String[] {"GET", key};
                        default -> throw new AssertionError("no known type: " + key);
                    };
            all.append(key).append('\n').append(cli(question)).append('\n');
        }
        return all.toString();
    }

    /// Sees all that is said to it from now on.
    public Monitor monitor() {
        return new Monitor();
    }

    /// What is said to a Redis, until it is closed.
    public final class Monitor implements AutoCloseable {
        private final Process process;
        private final Path file;

        private Monitor() {
            var command = new ArrayList<>(cli.command());
            command.addAll(List.of("-p", Integer.toString(port), "monitor"));
            try {
                file = Files.createTempFile(folder, "monitor", ".txt");
                process = new ProcessBuilder(command).redirectOutput(file.toFile()).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Awaitility.await().until(() -> text().startsWith("OK"));
        }

        private String text() {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// All of it, up to a word that is said last.
        public String text(String last, Runnable saying) {
            saying.run();
            Awaitility.await().until(() -> text().contains(last));
            return text();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /// It ends at once, whatever it was about.
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /// It ends as it would by itself, and saves what it was told to save.
    public void stop() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Redis does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Another run of it.
    public void startAgain() {
        process = launch();
    }

    /// Another run of it, with these options instead of the former.
    public void startAgain(String... otherOptions) {
        options = List.of(otherOptions);
        startAgain();
    }

    /// What it has written is gone; to be called while it does not run.
    public void forgetAll() {
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("redis.log"))
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// It stands still, with all its connections, until [#goOn].
    public void pause() {
        Signals.send("STOP", process.pid());
    }

    public void goOn() {
        Signals.send("CONT", process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await();
    }
}
