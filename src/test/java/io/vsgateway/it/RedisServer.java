package io.vsgateway.it;

import io.vsgateway.deploy.Tool;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A real Redis, that can be killed and started again on the same port and in the same folder.
public final class RedisServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Tool server = Tool.named("redis-server");
    private final Tool cli = Tool.named("redis-cli");
    private final Path folder;
    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
        this.port = FreePort.get();
        this.process = launch();
    }

    /// @param folder where it keeps what it keeps
    /// @param options more of its command line; it keeps nothing unless they say so
    public static RedisServer start(Path folder, String... options) {
        return new RedisServer(folder, List.of(options));
    }

    private Process launch() {
        var command = new ArrayList<>(server.command("--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--dir", folder.toString()));
        command.addAll(options);
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

    /// It stands still, with all its connections, until [#goOn].
    public void pause() {
        signal("-STOP");
    }

    public void goOn() {
        signal("-CONT");
    }

    private void signal(String name) {
        Tool.Result result = new Tool("kill").run(name, Long.toString(process.pid()));
        if (result.status() != 0) {
            throw new AssertionError(result.output());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await();
    }
}
