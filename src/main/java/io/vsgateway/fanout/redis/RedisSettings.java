package io.vsgateway.fanout.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// The Redis that several gateways share. Without its address a gateway is alone.
@ConfigMapping(prefix = "vs.redis")
public interface RedisSettings {
    /// Where it is: `redis://host:6379`, or `rediss://` for TLS; several, separated by commas, of
    /// sentinels or of a cluster.
    Optional<String> url();

    /// `standalone`, `sentinel` or `cluster`.
    @WithDefault("standalone")
    @Pattern(regexp = "standalone|sentinel|cluster")
    String mode();

    /// What sentinels call the server.
    @WithDefault("mymaster")
    String master();

    /// Opens it.
    Optional<String> password();

    /// Keys that what goes there is sealed with: the first one seals, all open.
    Optional<String> encryptionKey();

    /// File with these keys, instead.
    Optional<Path> encryptionKeyFile();

    /// File with the certificates that are trusted instead of the system's.
    Optional<String> tlsCa();

    /// What all keys begin with, in braces.
    @WithDefault("vs")
    @Pattern(regexp = "[A-Za-z0-9_.-]{1,32}")
    String prefix();

    /// How many entries are kept for gateways that come late.
    @WithDefault("50000")
    @Min(1000)
    @Max(10000000)
    int busEntries();

    /// How long something that is published waits for it.
    @WithDefault("2s")
    @DurationMin(millis = 100)
    @DurationMax(minutes = 1)
    Duration patience();
}
