package io.vsgateway.access;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.validation.Validation;
import jakarta.validation.executable.ExecutableValidator;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Settings as a start reads them from the environment, and what is wrong with their values.
public final class SettingsProbe {
    private SettingsProbe() {}

    public static <T> T of(Class<T> mapping, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withValidateUnknown(false)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(mapping);
    }

    /// The messages for all settings of these groups.
    public static Set<String> violations(List<Object> groups) throws Exception {
        Set<String> messages = new HashSet<>();
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            ExecutableValidator validator = factory.getValidator().forExecutables();
            for (Object group : groups) {
                for (Method setting : group.getClass().getInterfaces()[0].getMethods()) {
                    validator
                            .validateReturnValue(group, setting, setting.invoke(group))
                            .forEach(violation -> messages.add(violation.getMessage()));
                }
            }
        }
        return messages;
    }
}
