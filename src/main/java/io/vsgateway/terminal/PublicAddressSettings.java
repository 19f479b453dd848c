package io.vsgateway.terminal;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/// Where people reach the gateway.
@ConfigMapping(prefix = "vs")
public interface PublicAddressSettings {
    /// `VS_PUBLIC_URL`: where people reach the web console, if not at the address on which the
    /// gateway listens: what the links begin with that it prints and shows.
    Optional<
                    @Pattern(
                            regexp = "https?://[^\\s?#]+",
                            message = "must be an address such as https://example.org/vs/")
                    String>
            publicUrl();
}
