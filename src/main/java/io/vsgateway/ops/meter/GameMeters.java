package io.vsgateway.ops.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.game.Game;
import io.vsgateway.game.Game.GameReport;
import io.vsgateway.server.ProcessLoad;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// How the game is, as metrics. What is not known, such as the memory of a game that others run, is
/// `NaN`. They are read when they are asked for, on a thread that may read files.
@ApplicationScoped
public class GameMeters {
    private static final double NaN = Double.NaN;
    private static final List<String> STATES =
            List.of(
                    "stopped",
                    "starting",
                    "running",
                    "stopping",
                    "crashed",
                    "backing_off",
                    "given_up",
                    "following",
                    "unreachable",
                    "none");

    private final MeterRegistry registry;

    public GameMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(@Observes StartupEvent event, Game game, ProcessLoad load) {
        FunctionCounter.builder("vs.game.restarts", game, g -> g.report().restarts())
                .description("restarts after crashes")
                .register(registry);
        FunctionCounter.builder("vs.game.cpu.seconds", game, g -> spent(g, load))
                .description("time of processors that the game's processes used")
                .register(registry);
        gauge("vs.game.ready", "1 while the game is ready", game, r -> r.ready() ? 1 : 0);
        gauge("vs.game.players", "who plays", game, GameMeters::players);
        gauge("vs.game.uptime.seconds", "since this run began", game, GameMeters::uptime);
        gauge("vs.game.last.exit.code", "of the last ended run", game, GameMeters::exitCode);
        gauge(
                "vs.game.memory.bytes",
                "resident memory of the game's processes",
                game,
                report -> load.of(report).map(now -> (double) now.memoryBytes()).orElse(NaN));
        for (String state : STATES) {
            Gauge.builder("vs.game.state", game, g -> is(state, g.report()))
                    .description("1 for the game's present state")
                    .tag("state", state)
                    .register(registry);
        }
    }

    private static double is(String state, GameReport report) {
        return report.state().label().equals(state) ? 1 : 0;
    }

    private static double players(GameReport report) {
        return report.players() == null ? NaN : report.players().size();
    }

    private static double uptime(GameReport report) {
        return report.startedAt() == null
                ? NaN
                : Math.max(0, Duration.between(report.startedAt(), Instant.now()).toSeconds());
    }

    private static double exitCode(GameReport report) {
        return report.runs().isEmpty() ? NaN : report.runs().getFirst().exitCode();
    }

    private static double spent(Game game, ProcessLoad load) {
        Optional<Game.Load> _ = load.of(game.report());
        return load.spent().toMillis() / 1000.0;
    }

    private void gauge(String name, String what, Game game, ToDoubleFunction<GameReport> value) {
        Gauge.builder(name, game, g -> value.applyAsDouble(g.report()))
                .description(what)
                .register(registry);
    }
}
