package io.vsgateway.terminal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;

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

    /// Where people reach the page, if not at the address on which the gateway listens; used in the
    /// link that it prints.
    Optional<
                    @Pattern(
                            regexp = "https?://[^\\s?#]+",
                            message = "must be an address such as https://example.org/vs/")
                    String>
            url();
}
