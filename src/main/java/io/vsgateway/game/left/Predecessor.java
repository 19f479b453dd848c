package io.vsgateway.game.left;

import io.vsgateway.kernel.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A game that an earlier gateway started and left behind, because it was killed or told to leave
/// it. The pipes are lost, so the game cannot be taken over; a second game on the same world would
/// ruin the world.
public final class Predecessor {
    private final GamePid pidFile;

    public Predecessor(GamePid pidFile) {
        this.pidFile = pidFile;
    }

    /// The processes of it that still run.
    ///
    /// @throws UncheckedIOException if that cannot be determined
    public Optional<Family> find() {
        try {
            return pidFile.leftBehind();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Why the game must not be started, with what the operator can do; null if nothing prevents
    /// it. Any thread.
    public @Nullable Obstacle obstacle() {
        try {
            return find().map(Predecessor::obstacle).orElse(null);
        } catch (UncheckedIOException e) {
            return new Obstacle(
                    "whether an earlier game still runs cannot be told: " + e.getCause(), null);
        }
    }

    /// @param family the processes that prevent a start, if known
    public record Obstacle(String reason, @Nullable Family family) {}

    private static Obstacle obstacle(Family family) {
        String pids = pids(family, ", ");
        return new Obstacle(
                "a game that an earlier gateway started still runs (pid %s); end it (POST …/server/stop, or kill %s), then POST …/server/start"
                        .formatted(pids, pids(family, " ")),
                family);
    }

    private static String pids(Family family, String separator) {
        return family.heads().stream()
                .map(process -> Long.toString(process.pid()))
                .collect(Collectors.joining(separator));
    }
}
