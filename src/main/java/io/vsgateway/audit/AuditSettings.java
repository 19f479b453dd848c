package io.vsgateway.audit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Optional;

/// The record of who did what.
@ConfigMapping(prefix = "vs.audit")
public interface AuditSettings {
    /// The file, with one JSON object per line. Default: `audit.log` in the data folder.
    Optional<Path> file();

    /// A larger file is renamed to `….1`, the older `….1` to `….2` and so on.
    @WithDefault("10M")
    MemorySize maxBytes();

    /// Number of renamed files to keep.
    @WithDefault("5")
    @Min(0)
    @Max(1000)
    int kept();

    /// Number of records kept in memory for `GET …/audit`.
    @WithDefault("1000")
    @Min(1)
    @Max(100000)
    int remembered();
}
