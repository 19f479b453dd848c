package io.vsgateway.cli;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.runtime.Quarkus;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.doctor.LocaleCheck;
import io.vsgateway.ops.restart.InPlace;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// `vs-gateway serve`: the gateway itself. It takes no options, as its settings are variables:
/// whoever writes `serve --port 80` must not believe that it had an effect.
@Command(
        name = "serve",
        description = {
            "Runs the gateway. It takes no options: it is set up by environment variables, VS_...,"
                    + " or application.yaml; vs-gateway settings tells them all. SIGTERM and Ctrl+C end"
                    + " it and, unless VS_GAME_ON_EXIT says otherwise, the game with it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was ended",
            "1:it could not start; the reason is one line",
            "143:it was ended by SIGTERM; 130: by Ctrl+C"
        })
final class ServeCommand implements Callable<Integer> {
    private static final org.jboss.logging.Logger LOG =
            org.jboss.logging.Logger.getLogger(ServeCommand.class);

    /// Held, because a logger that nobody holds is forgotten together with its level.
    private static final Logger VALIDATOR_LOG = Logger.getLogger("org.hibernate.validator");

    /// Runs the gateway to its end, which is the end of the process.
    @Override
    public Integer call() {
        serve();
        return 0;
    }

    private static void hangUp() {
        ArcContainer beans = Arc.container();
        if (beans == null || !beans.isRunning()) {
            LOG.info("SIGHUP is not heeded: the gateway is only beginning, or ending");
        } else {
            beans.instance(InPlace.class).get().hangUp();
        }
    }

    /// The gateway has ended, or could not start.
    private static void ended(int exitCode, @Nullable Throwable failure) {
        if (exitCode != InPlace.RUN_ANEW || failure != null || InPlace.isProcessEnding()) {
            StartFailure.report(exitCode, failure);
            return;
        }
        try {
            InPlace.runAnew();
            StartFailure.report(0, null);
        } catch (IOException | RuntimeException e) {
            StartFailure.refuse("the gateway cannot be run anew: " + e.getMessage());
        }
    }

    static void serve() {
        // It logs its version on standard error, before the log is set up.
        VALIDATOR_LOG.setLevel(Level.WARNING);
        LocaleCheck.problem(System.getenv()).ifPresent(StartFailure::refuse);
        if (!Surroundings.isTerminal(0)) {
            // SIGHUP tells a service to begin anew without ending what it serves. On a terminal it
            // means that the terminal is gone.
            Object _ = Signals.register("HUP", ServeCommand::hangUp);
        }
        InPlace.goOn();
        try {
            Quarkus.run(null, ServeCommand::ended);
        } catch (ExceptionInInitializerError e) {
            // The settings are read before there is anything that could be ended.
            StartFailure.report(CommandFailure.FAILED, e);
        }
    }
}
