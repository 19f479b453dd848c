package io.vsgateway.settings;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;
import java.util.Map;

/// The configuration as a start reads and validates it, without the start: with all settings,
/// sources and validators of the program.
public final class ProgramConfig {
    /// Written by the build.
    private static final String OF_THE_PROGRAM = "io.quarkus.runtime.generated.RunTimeConfig";

    private ProgramConfig() {}

    /// Reads all sources anew. It blocks.
    ///
    /// @throws io.smallrye.config.ConfigValidationException if a setting is not valid by itself
    /// @throws ReflectiveOperationException if the program is not as the build made it
    public static SmallRyeConfig read() throws ReflectiveOperationException {
        return builder().build();
    }

    /// The same, but with these variables instead of those of the process.
    public static SmallRyeConfig read(Map<String, String> variables)
            throws ReflectiveOperationException {
        return builder()
                // These have the variables of the process.
                .setAddDefaultSources(false)
                .setAddSystemSources(false)
                .addPropertiesSources()
                .withSources(
                        new EnvConfigSource(variables, EnvConfigSource.ORDINAL),
                        new SysPropConfigSource())
                .build();
    }

    private static SmallRyeConfigBuilder builder() throws ReflectiveOperationException {
        var program =
                Class.forName(OF_THE_PROGRAM, true, Thread.currentThread().getContextClassLoader())
                        .asSubclass(SmallRyeConfigBuilderCustomizer.class)
                        .getDeclaredConstructor()
                        .newInstance();
        var builder = new SmallRyeConfigBuilder();
        program.configBuilder(builder);
        return builder;
    }
}
