package io.vsgateway.session;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// Connected clients: how many, how big their messages, and how long they may be silent or slow.
@ConfigMapping(prefix = "vs.session")
public interface SessionSettings {
    /// How messages are written: `framed`, many in one system call and made once for all, or
    /// `plain`, one by one with the platform's public API.
    @WithDefault("framed")
    Writer writer();

    /// Time between two pings.
    @WithDefault("30s")
    @DurationMin(millis = 100)
    @DurationMax(hours = 1)
    Duration pingInterval();

    /// A client that sends nothing for this time is closed with 4009.
    @WithDefault("60s")
    @DurationMin(millis = 200)
    @DurationMax(hours = 2)
    Duration silenceTimeout();

    /// A client that takes nothing of what waits for it for this time is closed with 4010.
    @WithDefault("60s")
    @DurationMin(millis = 200)
    @DurationMax(hours = 2)
    Duration tooSlowAfter();

    /// Largest message a client may send; a larger one closes with 1009.
    @WithDefault("128K")
    MemorySize messageMaxBytes();

    /// Longest wait at shutdown for clients to leave.
    @WithDefault("2s")
    @DurationMin(millis = 0)
    @DurationMax(minutes = 5)
    Duration drainTimeout();

    /// Most concurrent connections; one more is closed with 4008.
    @Valid
    Limits limits();

    /// How messages are written.
    enum Writer {
        FRAMED,
        PLAIN
    }

    interface Limits {
        /// In total.
        @WithDefault("20000")
        @Min(1)
        @Max(1000000)
        int total();

        /// With the same key, or with tickets bought with it.
        @WithDefault("20000")
        @Min(1)
        @Max(1000000)
        int perCredential();

        /// Of the same user at the same endpoint of the channels.
        @WithDefault("5")
        @Min(1)
        @Max(1000000)
        int perUser();

        /// From the same client address.
        @WithDefault("20000")
        @Min(1)
        @Max(1000000)
        int perAddress();

        /// Handshakes a minute from the same client address; further ones get 429. 0 for any
        /// number.
        @WithDefault("600")
        @Min(0)
        @Max(1000000)
        int opensPerMinute();
    }
}
