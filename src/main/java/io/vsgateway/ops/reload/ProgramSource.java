package io.vsgateway.ops.reload;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.vsgateway.doctor.SettingProblems;
import io.vsgateway.doctor.SettingValues;
import io.vsgateway.ops.SettingRules;
import io.vsgateway.settings.ProgramConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The settings of the program as they are now, read and checked as at a start.
final class ProgramSource implements Reloader.Source {
    @Override
    public Map<String, String> variables() {
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("VS_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public SmallRyeConfig read() throws Reloader.Wrong {
        try {
            SmallRyeConfig config = ProgramConfig.read();
            List<String> problems = SettingRules.problems(config);
            if (!problems.isEmpty()) {
                throw new Reloader.Wrong(String.join("; ", problems));
            }
            return config;
        } catch (ReflectiveOperationException e) {
            throw new Reloader.Wrong("this program cannot read them anew: " + e);
        }
    }

    @Override
    public String explain(RuntimeException wrong) {
        return switch (wrong) {
            case ConfigValidationException invalid ->
                    String.join(
                            "; ", SettingProblems.of(invalid, SettingValues.of(System.getenv())));
            case ConfigurationException mistake ->
                    SettingProblems.variables(String.valueOf(mistake.getMessage()));
            // Its message might hold a value.
            default -> "they cannot be read: " + wrong.getClass().getName();
        };
    }
}
