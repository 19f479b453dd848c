package io.vsgateway.game;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How much of the console the gateway remembers.
@ConfigMapping(prefix = "vs.console")
public interface BufferSettings {
    /// The most lines remembered.
    @WithDefault("10000")
    @Min(1)
    @Max(10000000)
    int bufferLines();

    /// The most bytes remembered, counting two per character.
    @WithDefault("16M")
    MemorySize bufferBytes();
}
