package io.vsgateway.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Optional;

/// A Unix domain socket on which the gateway listens, beside its port.
@ConfigMapping(prefix = "vs.http")
public interface SocketSettings {
    /// Its path; default: there is none.
    Optional<Path> socket();

    /// Its permission bits, as `chmod` numbers them.
    @WithDefault("660")
    @Pattern(regexp = "0?[0-7]{3}", message = "must be permissions such as 660")
    String socketMode();
}
