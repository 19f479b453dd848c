package io.vsgateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// Settings of whom to believe and whom to delay. Ranges and origins are checked once, at the
/// start, and a mistake stops the start with a message that names the variable.
@ConfigMapping(prefix = "vs")
public interface AccessSettings {
    /// `VS_TRUSTED_PROXIES`: addresses and CIDR ranges, IPv4 or IPv6, of the reverse proxies whose
    /// `X-Forwarded-*`, `Forwarded` and `X-Real-IP` headers are believed, separated by commas.
    /// Default: none. Names are not accepted, since nothing is looked up in the DNS.
    Optional<List<String>> trustedProxies();

    /// `VS_ALLOWED_ORIGINS`: origins (`https://example.org`, `http://localhost:5173`) of web pages
    /// that may connect besides the gateway's own, separated by commas; `*` allows all. Default:
    /// none.
    Optional<List<String>> allowedOrigins();

    /// What failed attempts lead to.
    Auth auth();

    /// `VS_AUTH_…`
    interface Auth {
        /// `VS_AUTH_FAILURES_BEFORE_DELAY`: how many wrong credentials an address may present
        /// before refusals come late, 1 to 1000.
        @WithDefault("5")
        @Min(value = 1, message = "VS_AUTH_FAILURES_BEFORE_DELAY must be 1 at least")
        @Max(value = 1000, message = "VS_AUTH_FAILURES_BEFORE_DELAY must be 1000 at most")
        int failuresBeforeDelay();

        /// `VS_AUTH_FAILURE_WINDOW`: how long an address has to be without a failure until its
        /// failures are forgotten, 1 second to 1 day.
        @WithDefault("1m")
        @DurationMin(seconds = 1, message = "VS_AUTH_FAILURE_WINDOW must be 1s at least")
        @DurationMax(days = 1, message = "VS_AUTH_FAILURE_WINDOW must be 24h at most")
        Duration failureWindow();

        /// `VS_AUTH_DELAY_MAX`: the longest wait before a refusal, 0 (never wait) to 1 minute.
        @WithDefault("5s")
        @DurationMin(message = "VS_AUTH_DELAY_MAX must not be negative")
        @DurationMax(minutes = 1, message = "VS_AUTH_DELAY_MAX must be 1m at most")
        Duration delayMax();
    }
}
