package io.vsgateway.doctor;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.vsgateway.ops.SettingRules;
import io.vsgateway.settings.ProgramConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the values of all settings are valid: checked by the same configuration that a start
/// reads and validates, without the start.
final class ValueCheck {
    private static final String ADVICE = "mend it; vs-gateway settings shows what may stand there";

    private ValueCheck() {}

    static List<Finding> look(SettingValues values) {
        var findings = new ArrayList<Finding>();
        if (!values.problem().isEmpty()) {
            findings.add(Finding.fail(values.problem(), "mend the file, or take it away"));
        }
        for (String variable : SettingNames.read().expressions().stream().sorted().toList()) {
            values.get(variable)
                    .flatMap(ValueCheck::complaint)
                    .ifPresent(why ->
                            findings.add(
                                    Finding.fail(
                                            variable + " is not a regular expression: " + why,
                                            "mend it; the syntax is that of RE2")));
        }
        if (!values.problem().isEmpty()) {
            // Nothing more can be read.
            return findings;
        }
        try {
            List<Finding> told = List.copyOf(findings);
            SettingRules.problems(ProgramConfig.read()).stream()
                    .filter(problem -> !isTold(told, problem))
                    .forEach(problem -> findings.add(Finding.fail(problem, ADVICE)));
        } catch (ConfigValidationException e) {
            List<String> names = NameCheck.unknownInFile(values);
            SettingProblems.of(e, values).stream()
                    // These are reported with the names.
                    .filter(problem -> !names.contains(problem))
                    .forEach(problem -> findings.add(Finding.fail(problem, ADVICE)));
        } catch (ConfigurationException e) {
            findings.add(
                    Finding.fail(
                            SettingProblems.variables(String.valueOf(e.getMessage())), ADVICE));
        } catch (ReflectiveOperationException e) {
            findings.add(
                    Finding.warn(
                            "the values of settings cannot be checked by this program: " + e,
                            "start the gateway: it checks them too"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("the values of all settings are valid"));
        }
        return findings;
    }

    /// Whether a problem of the same variable is among those.
    private static boolean isTold(List<Finding> told, String problem) {
        String variable = variable(problem);
        return told.stream().anyMatch(finding -> variable(finding.what()).equals(variable));
    }

    private static String variable(String problem) {
        return problem.split("[ :,]", 2)[0];
    }

    private static Optional<String> complaint(String expression) {
        try {
            Pattern _ = Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
