package io.vsgateway.console.shared;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.game.Game;
import io.vsgateway.game.Game.Coming;
import io.vsgateway.game.Game.GameReport;
import io.vsgateway.game.Game.Load;
import io.vsgateway.game.elsewhere.ReportWords;
import io.vsgateway.server.ProcessLoad;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is to be told of the game: when something has changed, and what its processes take now and
/// then. For one thread.
final class Reports {
    private static final long LOAD_NANOS = Duration.ofSeconds(10).toNanos();

    private final Game game;
    private final ProcessLoad processes;
    private final Supplier<@Nullable Coming> coming;
    private @Nullable Load load;
    private long loadAt = System.nanoTime() - LOAD_NANOS;
    private @Nullable ObjectNode told;

    /// @param coming a stop or restart to come
    Reports(Game game, ProcessLoad processes, Supplier<@Nullable Coming> coming) {
        this.game = game;
        this.processes = processes;
        this.coming = coming;
    }

    /// @param epoch of the console's feed
    /// @return empty if it was told already
    String next(String epoch) {
        GameReport report = game.report();
        if (System.nanoTime() - loadAt >= LOAD_NANOS) {
            loadAt = System.nanoTime();
            load = processes.of(report).orElse(null);
        }
        ObjectNode now = ReportWords.json(epoch, report, load, coming.get());
        if (now.equals(told)) {
            return "";
        }
        told = now;
        return now.toString();
    }

    /// Nobody may have heard the last.
    void again() {
        told = null;
    }
}
