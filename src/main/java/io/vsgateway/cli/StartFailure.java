package io.vsgateway.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Why the gateway did not start, in one line for the operator.
final class StartFailure {
    private static final Pattern PROPERTY = Pattern.compile("\\bvs(\\.[a-z0-9-]+)+");
    private static final Pattern CODE =
            Pattern.compile("SRCFG\\d+: |java\\.lang\\.IllegalArgumentException: ");
    private static final Pattern CONVERSION =
            Pattern.compile(
                    "The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst"
                            + " being converted ");

    /// How the framework says it; the cause below is the system's.
    private static final String NO_SERVER = "Unable to start HTTP server";

    private static final Pattern TWICE = Pattern.compile("^(VS_\\w+) \\1 ");
    private static final Map<String, String> OF_THE_FRAMEWORK =
            Map.of(
                    "quarkus.http.host", "VS_HTTP_HOST",
                    "quarkus.http.port", "VS_HTTP_PORT");

    private StartFailure() {}

    /// Prints the reason, if there is one, and ends the process. In dev mode the process goes on:
    /// it waits for a change of the sources.
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
                    return "vs-gateway: wrong setting: " + oneLine(wrong);
                }
                case ConfigurationException wrong -> {
                    return "vs-gateway: wrong setting: "
                            + variables(String.valueOf(wrong.getMessage()));
                }
                case RuntimeException server when NO_SERVER.equals(server.getMessage()) -> {
                    return "vs-gateway: cannot listen there (VS_HTTP_HOST, VS_HTTP_PORT): "
                            + root(server).getMessage();
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

    private static String oneLine(ConfigValidationException wrong) {
        // A group that two interfaces share is told twice.
        var problems = new LinkedHashSet<String>();
        for (int i = 0; i < wrong.getProblemCount(); i++) {
            String problem = wrong.getProblem(i).getMessage();
            problems.add(plain(problem).replace('\n', ' ').strip());
        }
        return String.join("; ", problems);
    }

    /// Without codes and class names, and with a setting as operators know it.
    private static String plain(String problem) {
        String text = variables(CODE.matcher(problem).replaceAll(""));
        text = CONVERSION.matcher(text).replaceFirst("$1 is wrong, \"$2\": ");
        return TWICE.matcher(text).replaceFirst("$1 ");
    }

    /// `vs.game.stop.wait` as operators know it: `VS_GAME_STOP_WAIT`.
    private static String variables(String text) {
        String own = text;
        for (var name : OF_THE_FRAMEWORK.entrySet()) {
            own = own.replace(name.getKey(), name.getValue());
        }
        return PROPERTY.matcher(own)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                found.group()
                                        .toUpperCase(Locale.ROOT)
                                        .replace('.', '_')
                                        .replace('-', '_')));
    }
}
