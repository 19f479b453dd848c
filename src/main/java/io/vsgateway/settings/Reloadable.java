package io.vsgateway.settings;

import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// A part of the gateway that takes changed settings while it runs, as a bean. Its methods are
/// called by one thread, which may block.
public interface Reloadable {
    /// The variables of the settings that it takes.
    Set<String> variables();

    /// The files whose content belongs to these settings, each with the variable that names it.
    default Map<Path, String> files(SmallRyeConfig settings) {
        return Map.of();
    }

    /// Reads and checks what the settings say for this part.
    ///
    /// @return what makes the part go by it, with nothing that could fail; it is not called if
    ///   another part finds something wrong
    /// @throws io.quarkus.runtime.configuration.ConfigurationException naming the variable and no
    ///   secret
    Runnable prepare(SmallRyeConfig settings);
}
