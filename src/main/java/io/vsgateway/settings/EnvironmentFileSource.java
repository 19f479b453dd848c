package io.vsgateway.settings;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// Puts the variables of the file that `VS_ENV_FILE` names before those of the process.
public final class EnvironmentFileSource implements ConfigSourceFactory {
    private static final int BEFORE_THE_PROCESS = EnvConfigSource.ORDINAL + 10;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue file = context.getValue("vs.env-file");
        if (file == null || file.getValue() == null || file.getValue().isBlank()) {
            return List.of();
        }
        var variables = EnvironmentFile.read(Path.of(file.getValue().strip()));
        return List.of(new EnvConfigSource(variables, BEFORE_THE_PROCESS));
    }
}
