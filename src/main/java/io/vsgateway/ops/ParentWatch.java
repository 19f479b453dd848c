package io.vsgateway.ops;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Ends the gateway, as SIGTERM does, when the process that started it has ended, however that came
/// about; only with `VS_OPS_EXIT_WITH_PARENT`. Maven does not pass its own end on to what it runs.
@ApplicationScoped
class ParentWatch {
    private static final Logger LOG = Logger.getLogger(ParentWatch.class);

    void begin(@Observes StartupEvent event, OpsSettings settings) {
        if (settings.exitWithParent()) {
            ProcessHandle.current()
                    .parent()
                    .ifPresentOrElse(
                            parent -> parent.onExit().thenRun(ParentWatch::end), ParentWatch::end);
        }
    }

    private static void end() {
        LOG.info("the process that started the gateway has ended");
        Quarkus.asyncExit();
    }
}
