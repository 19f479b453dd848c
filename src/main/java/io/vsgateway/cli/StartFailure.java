package io.vsgateway.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.doctor.SettingProblems;
import io.vsgateway.doctor.SettingValues;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/// Why the gateway did not start, in one line for the operator.
final class StartFailure {
    /// How the framework reports it; the cause below is the system's.
    private static final String NO_SERVER = "Unable to start HTTP server";

    private static final String TAKEN = "Address already in use";

    private StartFailure() {}

    /// Ends the process before any of the gateway has started.
    static void refuse(String why) {
        System.err.println("vs-gateway: " + why);
        System.exit(CommandFailure.FAILED);
    }

    /// Prints the reason, if there is one, and ends the process. In dev mode the process continues
    /// and waits for a change of the sources.
    static void report(int exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println(describe(failure));
            System.err.flush();
        }
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
        } else {
            System.exit(exitCode);
        }
    }

    static String describe(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ConfigValidationException wrong -> {
                    return "vs-gateway: wrong setting: "
                            + String.join(
                                    "; ",
                                    SettingProblems.of(wrong, SettingValues.of(System.getenv())));
                }
                case ConfigurationException wrong -> {
                    return "vs-gateway: wrong setting: "
                            + SettingProblems.variables(String.valueOf(wrong.getMessage()));
                }
                case RuntimeException server when NO_SERVER.equals(server.getMessage()) -> {
                    String why = String.valueOf(root(server).getMessage());
                    return why.contains(TAKEN)
                            ? "vs-gateway: the port is taken: another program listens there"
                                    + " (VS_HTTP_HOST, VS_HTTP_PORT)"
                            : "vs-gateway: cannot listen there (VS_HTTP_HOST, VS_HTTP_PORT): "
                                    + why;
                }
                case YAMLException _ -> {
                    String problem = SettingValues.of(System.getenv()).problem();
                    if (!problem.isEmpty()) {
                        return "vs-gateway: wrong setting: " + problem;
                    }
                }
                default -> {}
            }
        }
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return "vs-gateway: failed to start: " + trace;
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : root(cause);
    }
}
