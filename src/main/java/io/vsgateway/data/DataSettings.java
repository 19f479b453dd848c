package io.vsgateway.data;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// Where the gateway keeps what must outlive it.
@ConfigMapping(prefix = "vs.data")
public interface DataSettings {
    /// The folder; it is created if missing. Two gateways must not share one.
    @WithDefault("data")
    Path dir();
}
