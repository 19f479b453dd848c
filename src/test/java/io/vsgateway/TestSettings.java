package io.vsgateway;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/// Settings for plain tests: the defaults, and what a test sets beside them.
public final class TestSettings {
    private TestSettings() {}

    /// The mapping with these values, names and values in turn: `vs.game.dialect`, `plain`.
    public static <T> T of(Class<T> mapping, String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(mapping)
                        .withValidateUnknown(false)
                        .withDefaultValues(values)
                        .build();
        return config.getConfigMapping(mapping);
    }
}
