package io.vsgateway.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// Where the gateway listens. The framework reads these, as `quarkus.http.host` and
/// `quarkus.http.port` in `application.yaml`; they are declared here to be checked before anything
/// starts.
@ConfigMapping(prefix = "vs.http")
public interface HttpSettings {
    /// An address or a host name.
    @WithDefault("127.0.0.1")
    String host();

    /// The port; with 0, the system chooses a free one.
    @WithDefault("8080")
    @Min(0)
    @Max(65535)
    int port();
}
