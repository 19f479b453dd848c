package io.vsgateway.ops.reload;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.vsgateway.doctor.SettingProblems;
import io.vsgateway.doctor.SettingValues;
import io.vsgateway.ops.SettingRules;
import io.vsgateway.settings.ProgramConfig;
import io.vsgateway.settings.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The settings of the program as they are now, read and checked as at a start.
final class ProgramSource implements Reloader.Source {
    private static final String FILE = "VS_ENV_FILE";

    private final Variables variables;

    /// As they were when they could be read last.
    private Map<String, String> readable = Map.of();

    ProgramSource(Variables variables) {
        this.variables = variables;
    }

    @Override
    public Map<String, String> variables() {
        try {
            var own = new HashMap<>(variables.now());
            own.keySet().removeIf(name -> !name.startsWith("VS_"));
            readable = Map.copyOf(own);
            return readable;
        } catch (ConfigurationException e) {
            // A file that cannot be read says nothing of the settings in it.
            var same = new HashMap<>(readable);
            same.put(FILE, String.valueOf(e.getMessage()));
            return same;
        }
    }

    @Override
    public SmallRyeConfig read() throws Reloader.Wrong {
        try {
            SmallRyeConfig config = ProgramConfig.read(variables.now());
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
