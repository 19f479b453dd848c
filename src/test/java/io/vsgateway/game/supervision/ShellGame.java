package io.vsgateway.game.supervision;

import static org.awaitility.Awaitility.await;

import io.vsgateway.data.DataDirLock;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GameState;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.Run;
import io.vsgateway.game.dialect.Dialects;
import io.vsgateway.game.pipes.PipedLauncher;
import io.vsgateway.game.process.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A managed game that is a shell script, with its console and its states recorded.
///
/// It is ready when it prints `READY`, echoes a command as `got COMMAND`, and is stopped by `stop`.
/// The waits of the ladder are as long as in earnest unless a test sets them, so that a test which
/// only passes by waiting is noticed.
public final class ShellGame implements AutoCloseable {
    public static final String[] DEFAULTS = {
        "dialect", "plain",
        "patterns.ready", "READY",
        "patterns.echo", "^got (?P<command>.*)$",
        "input.gap", "0ms",
        "lines.partial-after", "50ms",
        "restart.backoff", "10ms",
        "stop.command", "stop",
    };

    /// Takes commands until `stop`.
    public static final String OBEDIENT =
            """
            echo READY
            while read -r command; do
              echo "got $command"
              [ "$command" = stop ] && exit 0
            done
            """;

    public final ManagedGame game;
    final Queue<ConsoleLine> lines = new ConcurrentLinkedQueue<>();
    private long taken;
    public final List<GameState> states = new CopyOnWriteArrayList<>();

    public ShellGame(Path dataDir, String script, String... settings) {
        this(dataDir, List.of("/bin/sh", "-c", script), settings);
    }

    public ShellGame(Path dataDir, List<String> command, String... settings) {
        this(dataDir, command, _ -> {}, settings);
    }

    public ShellGame(Path dataDir, String script, Consumer<String> alsoTo, String... settings) {
        this(dataDir, List.of("/bin/sh", "-c", script), alsoTo, settings);
    }

    private ShellGame(
            Path dataDir, List<String> command, Consumer<String> alsoTo, String... settings) {
        GameSettings all =
                GivenSettings.game(
                        Stream.concat(Arrays.stream(DEFAULTS), Arrays.stream(settings))
                                .toArray(String[]::new));
        var launch = new Launch("managed", command, Optional.of(dataDir));
        game =
                new ManagedGame(
                        new PipedLauncher(launch),
                        all,
                        Dialects.of(all),
                        dataDir,
                        DataDirLock.take(dataDir),
                        InstantSource.system(),
                        line -> {
                            lines.add(line);
                            alsoTo.accept(line.text());
                            return ++taken;
                        });
        game.onState(states::add);
    }

    public ShellGame started() {
        game.start();
        return this;
    }

    public ShellGame ready() {
        started();
        return in("running");
    }

    /// Waits until it is in this state.
    public ShellGame in(String label) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> game.report().state().label(), label::equals);
        return this;
    }

    /// Waits until a line of this text was shown, by the game or by the gateway.
    public ConsoleLine line(String text) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> texts().anyMatch(line -> line.contains(text)));
        return lines.stream().filter(line -> line.text().contains(text)).findFirst().orElseThrow();
    }

    /// Waits for the end of this many runs; the newest is the first.
    public List<Run> runs(int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> game.report().runs().size() >= count);
        return game.report().runs();
    }

    public Stream<String> texts() {
        return lines.stream().map(ConsoleLine::text);
    }

    /// The labels of the states it went through, repeated ones once.
    List<String> passedStates() {
        List<String> labels = new ArrayList<>();
        for (GameState state : states) {
            if (labels.isEmpty() || !labels.getLast().equals(state.label())) {
                labels.add(state.label());
            }
        }
        return labels;
    }

    public Receipts submit(String command) {
        var receipts = new Receipts();
        game.submit("shell", command, receipts);
        return receipts;
    }

    /// Ends it, whatever it does.
    @Override
    public void close() {
        game.kill();
        game.shutDown();
    }
}
