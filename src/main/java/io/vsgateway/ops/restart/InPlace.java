package io.vsgateway.ops.restart;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.Startup;
import io.vsgateway.access.keys.Keys;
import io.vsgateway.game.Game;
import io.vsgateway.kernel.Program;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// A restart of the gateway in the same process: it ends as on SIGTERM, but leaves its game, and
/// the program is run anew, which takes the game over. Whoever has started the process notices
/// nothing: its number stays.
@Startup
@ApplicationScoped
public class InPlace {
    /// The exit code of an application that is to be run anew. No process ends with it.
    public static final int RUN_ANEW = 240;

    private static final Logger LOG = Logger.getLogger(InPlace.class);

    private final Game game;
    private final Keys keys;
    private final AtomicBoolean announced = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    InPlace(Game game, Keys keys) {
        this.game = game;
        this.keys = keys;
    }

    /// Looks whether the program can be run, which takes a while. If it can, whoever asked tells so
    /// to whom he has to, and then calls [#begin].
    ///
    /// @return why it is not done; empty if it is to be, or is under way
    public Optional<String> announce() {
        if (announced.get()) {
            return Optional.empty();
        }
        Optional<String> obstacle = obstacle().or(Program::obstacle);
        if (obstacle.isEmpty() && announced.compareAndSet(false, true)) {
            LOG.info("the gateway restarts in place");
        }
        return obstacle;
    }

    /// Begins the restart that was announced, in the background; a second call changes nothing.
    public void begin() {
        if (begun.compareAndSet(false, true)) {
            keys.handOn();
            Quarkus.asyncExit(RUN_ANEW);
        }
    }

    /// The rest of it, once the gateway has ended: runs the program anew. Returns only if a signal
    /// has ended the gateway for good.
    ///
    /// @throws IOException if the system does not do it
    public static void runAnew() throws IOException {
        // A signal until the very last moment ends it.
        Program.runAnew(Keys.handedOn().orElse(null), InPlace::isProcessEnding);
    }

    /// The first of it in the program that was run anew: takes what the one before has left.
    public static void goOn() {
        Program.handedOver().ifPresent(Keys::handOn);
    }

    /// Why it is not possible, whatever lies at the program's path.
    Optional<String> obstacle() {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            return Optional.of("dev mode begins the gateway anew by itself when a source changes");
        }
        return Optional.ofNullable(game.endsWithGateway());
    }

    /// When the program began.
    Instant startedAt() {
        return startedAt;
    }

    /// Whether the gateway ends only to begin anew; not if a signal has ended it meanwhile.
    public boolean isUnderWay() {
        return begun.get() && !isProcessEnding();
    }

    /// Whether the process is at its end, for good.
    public static boolean isProcessEnding() {
        var probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            boolean _ = Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException _) {
            return true;
        }
    }

    /// On SIGHUP.
    public void hangUp() {
        announce()
                .ifPresentOrElse(
                        why -> LOG.warnf("SIGHUP: the gateway does not restart in place: %s", why),
                        this::begin);
    }
}
