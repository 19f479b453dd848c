package io.vsgateway.ops.reload;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vsgateway.access.Caller;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.session.Sessions;
import io.vsgateway.settings.EnvironmentSettings;
import io.vsgateway.settings.Reloadable;
import io.vsgateway.settings.Variables;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Has changed settings taken while the gateway runs, by a thread of its own, and tells of it in
/// log and audit. Without a file that could change there is no thread.
@ApplicationScoped
class Reload {
    private static final Logger LOG = Logger.getLogger(Reload.class);

    /// A change is in effect after two looks.
    private static final long BETWEEN_LOOKS_MILLIS = 250;

    private final Variables variables;
    private final Reloader reloader;
    private final AuditLog audit;
    private final Sessions sessions;
    private @Nullable ScheduledExecutorService looking;

    Reload(
            EnvironmentSettings environment,
            SmallRyeConfig config,
            @All List<Reloadable> parts,
            AuditLog audit,
            Sessions sessions) {
        this.variables = Variables.of(System.getenv(), environment.envFile());
        this.reloader = new Reloader(new ProgramSource(variables), parts, config);
        this.audit = audit;
        this.sessions = sessions;
    }

    void begin(@Observes StartupEvent start) {
        if (variables.file().isPresent() || reloader.hasFiles()) {
            looking =
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name("settings").factory());
            looking.scheduleWithFixedDelay(
                    this::look, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void end(@Observes ShutdownEvent shutdown) {
        if (looking != null) {
            looking.shutdownNow();
        }
    }

    /// An error must not end the looking.
    private void look() {
        try {
            reloader.look().ifPresent(this::tell);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "changes of settings cannot be looked for");
        }
    }

    private void tell(Outcome outcome) {
        switch (outcome) {
            case Outcome.Taken(Set<String> now, Set<String> later) -> {
                if (!now.isEmpty()) {
                    sessions.reviewAll();
                    LOG.infof("changed settings are in effect: %s", names(now));
                    record(now, "taken", "");
                }
                if (!later.isEmpty()) {
                    LOG.warnf("changed settings take effect at the next start: %s", names(later));
                    record(later, "put_off", "takes effect at the next start");
                }
            }
            case Outcome.Refused(Set<String> changed, String why) -> {
                LOG.errorf(
                        "changed settings are refused as a whole, all stay as they are: %s"
                                + " (changed: %s)",
                        why, names(changed));
                record(changed, "refused", why);
            }
            case Outcome.Withdrawn _ -> LOG.info("the settings are again those that are in effect");
        }
    }

    private void record(Set<String> names, String result, String reason) {
        audit.add(
                AuditRecord.of(
                        "settings", Caller.GATEWAY, null, null, names(names), result, reason));
    }

    private static String names(Set<String> variables) {
        return String.join(", ", variables);
    }
}
