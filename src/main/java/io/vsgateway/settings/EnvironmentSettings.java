package io.vsgateway.settings;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Where more settings are.
@ConfigMapping(prefix = "vs")
public interface EnvironmentSettings {
    /// `VS_ENV_FILE`: a file with variables, in the syntax of systemd's `EnvironmentFile=`. Those
    /// in it go before those of the process, and are taken anew when they change. Default: there is
    /// none.
    Optional<Path> envFile();
}
