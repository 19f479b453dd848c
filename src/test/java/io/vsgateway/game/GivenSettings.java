package io.vsgateway.game;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/// Settings as an operator would give them; what is not given has its default.
public final class GivenSettings {
    private GivenSettings() {}

    /// @param namesAndValues such as `"dialect", "plain"`
    public static GameSettings game(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("vs.game." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(GameSettings.class)
                .withSources(new PropertiesConfigSource(values, "given", 100))
                .build()
                .getConfigMapping(GameSettings.class);
    }
}
