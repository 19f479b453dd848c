package io.vsgateway.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// TCP connections, before and besides WebSockets.
@ConfigMapping(prefix = "vs.http.connections")
public interface ConnectionSettings {
    /// Most concurrent connections that are no WebSocket; one more is closed without an answer.
    /// There are fewer if the system's limit of open files is low.
    @WithDefault("5000")
    @Min(1)
    @Max(1000000)
    int max();

    /// How long a client may take for the head of a request, from its first byte, or from the start
    /// of the connection.
    @WithDefault("10s")
    @DurationMin(millis = 100)
    @DurationMax(minutes = 10)
    Duration headTimeout();

    /// How long a connection that is no WebSocket may be idle. The framework reads it, as
    /// `quarkus.http.idle-timeout` in `application.yaml`.
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    @DurationMax(hours = 1)
    Duration idleTimeout();
}
