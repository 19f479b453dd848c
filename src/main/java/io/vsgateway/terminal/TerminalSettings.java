package io.vsgateway.terminal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Size;

/// The web console's page.
@ConfigMapping(prefix = "vs.terminal")
public interface TerminalSettings {
    /// Whether the page is served; the interfaces behind it are not affected.
    @WithDefault("true")
    boolean enabled();

    /// The title above the page and in the browser's tab, to tell several gateways apart.
    @WithDefault("vs-gateway")
    @Size(min = 1, max = 60)
    String title();
}
