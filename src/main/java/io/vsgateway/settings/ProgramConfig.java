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
        return builder().withCustomizers(new OtherVariables(variables)).build();
    }

    /// It comes last, since the program's own ones ask for the default sources, in which the
    /// variables of the process are.
    private record OtherVariables(Map<String, String> variables)
            implements SmallRyeConfigBuilderCustomizer {
        @Override
        public void configBuilder(SmallRyeConfigBuilder builder) {
            builder.setAddDefaultSources(false)
                    .setAddSystemSources(false)
                    .addPropertiesSources()
                    .withSources(
                            new EnvConfigSource(variables, EnvConfigSource.ORDINAL),
                            new SysPropConfigSource());
        }

        @Override
        public int priority() {
            return Integer.MAX_VALUE;
        }

        /// The values may be secret.
        @Override
        public String toString() {
            return "OtherVariables" + variables.keySet();
        }
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
