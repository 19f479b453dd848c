package io.vsgateway.access.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// Settings of keys, and of what they can buy. Keys are checked at the start, and a mistake there
/// stops the start with a message that names the variable.
@ConfigMapping(prefix = "vs")
public interface KeySettings {
    /// The API keys.
    ApiKey apiKey();

    /// `VS_API_KEYS_FILE`: a file of keys with names, which `vs-gateway key` writes. Default: there
    /// are no such keys.
    Optional<Path> apiKeysFile();

    /// One-time tickets.
    Ticket ticket();

    /// The one-time link, and sign-ins.
    Auth auth();

    /// `VS_API_KEY_…`
    interface ApiKey {
        /// `VS_API_KEY_ADMIN`: the administrator's key, 16 to 8192 characters. Default: `none`, and
        /// a random key is generated at each start.
        @WithDefault(ConfiguredKey.NONE)
        @WithConverter(ConfiguredKey.Reader.class)
        ConfiguredKey admin();

        /// `VS_API_KEY_ADMIN_FILE`: a file with that key in it, instead of the key itself.
        Optional<Path> adminFile();

        /// `VS_API_KEY_MONITOR`: the key of those who only look, with the same bounds. It must
        /// differ from the administrator's. Default: `none`, and then nobody is a monitor.
        @WithDefault(ConfiguredKey.NONE)
        @WithConverter(ConfiguredKey.Reader.class)
        ConfiguredKey monitor();

        /// `VS_API_KEY_MONITOR_FILE`: a file with that key in it, instead of the key itself.
        Optional<Path> monitorFile();

        /// `VS_API_KEY_SERVICE`: the key of a program beside the game, which publishes to the
        /// channels and reads them, with the same bounds. It must differ from the others. Default:
        /// `none`, and then nobody is a service.
        @WithDefault(ConfiguredKey.NONE)
        @WithConverter(ConfiguredKey.Reader.class)
        ConfiguredKey service();

        /// `VS_API_KEY_SERVICE_FILE`: a file with that key in it, instead of the key itself.
        Optional<Path> serviceFile();
    }

    /// `VS_TICKET_…`
    interface Ticket {
        /// `VS_TICKET_TTL`: how long a ticket may stay unused, 1 second to 10 minutes.
        @WithDefault("30s")
        @DurationMin(seconds = 1, message = "VS_TICKET_TTL must be 1s at least")
        @DurationMax(minutes = 10, message = "VS_TICKET_TTL must be 10m at most")
        Duration ttl();

        /// `VS_TICKET_MAX`: how many unused tickets there may be, 2 to 100,000, for staff and for
        /// players each. One credential of the staff may hold half of them.
        @WithDefault("1000")
        @Min(value = 2, message = "VS_TICKET_MAX must be 2 at least")
        @Max(value = 100_000, message = "VS_TICKET_MAX must be 100000 at most")
        int max();
    }

    /// `VS_AUTH_…`
    interface Auth {
        /// `VS_AUTH_LINK_TTL`: how long the one-time link that is printed at the start is valid, 1
        /// second to 1 day.
        @WithDefault("15m")
        @DurationMin(seconds = 1, message = "VS_AUTH_LINK_TTL must be 1s at least")
        @DurationMax(days = 1, message = "VS_AUTH_LINK_TTL must be 24h at most")
        Duration linkTtl();

        /// People who signed in.
        Session session();
    }

    /// `VS_AUTH_SESSION_…`
    interface Session {
        /// `VS_AUTH_SESSION_TTL`: how long a sign-in lasts, 1 second to 30 days.
        @WithDefault("12h")
        @DurationMin(seconds = 1, message = "VS_AUTH_SESSION_TTL must be 1s at least")
        @DurationMax(days = 30, message = "VS_AUTH_SESSION_TTL must be 30d at most")
        Duration ttl();

        /// `VS_AUTH_SESSION_MAX`: how many sign-ins there may be, 2 to 100,000, for staff and for
        /// players each. One more ends the oldest of the credential that holds the most.
        @WithDefault("1000")
        @Min(value = 2, message = "VS_AUTH_SESSION_MAX must be 2 at least")
        @Max(value = 100_000, message = "VS_AUTH_SESSION_MAX must be 100000 at most")
        int max();
    }
}
