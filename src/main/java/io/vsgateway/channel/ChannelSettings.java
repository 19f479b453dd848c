package io.vsgateway.channel;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// The channels: who is let in, and their bounds. What may stand in an `access` is said by
/// `AccessPolicy`.
@ConfigMapping(prefix = "vs.channel")
public interface ChannelSettings {
    /// Whom `/ws` lets in.
    @WithDefault("protected")
    String access();

    /// `/ws/game`.
    Optional game();

    /// `/ws/chat`.
    Protected chat();

    /// `/ws/combat`.
    Protected combat();

    /// `/ws/world`.
    Optional world();

    /// Topics `room:…`.
    Rooms room();

    /// Topics `app:…`.
    Apps app();

    /// Bytes of all events that are remembered.
    @WithDefault("128M")
    MemorySize memory();

    /// Topics at the same time.
    @WithDefault("20000")
    @Min(10)
    @Max(1000000)
    int topicsMax();

    /// Largest message of a client that is no service; a larger one closes with 1009.
    @WithDefault("16K")
    MemorySize messageMaxBytes();

    /// Messages of a client that is no service.
    @Valid
    Messages messages();

    /// An endpoint that needs no credential, unless it is set otherwise.
    interface Optional {
        /// Whom it lets in.
        @WithDefault("optional")
        String access();
    }

    /// An endpoint that needs a credential, unless it is set otherwise.
    interface Protected {
        /// Whom it lets in.
        @WithDefault("protected")
        String access();
    }

    /// Who may be in a room.
    interface Rooms {
        /// `open` to whoever is in, or for `members` only.
        @WithDefault("open")
        Openness access();

        /// Who may be in a room.
        enum Openness {
            OPEN,
            MEMBERS
        }
    }

    /// Who may follow what applications tell.
    interface Apps {
        /// For those with a `claim`, or `open` to whoever is in.
        @WithDefault("claim")
        Openness access();

        /// Who may follow it.
        enum Openness {
            CLAIM,
            OPEN
        }
    }

    /// How many messages a client may send.
    interface Messages {
        /// A second, on average; further ones are refused.
        @WithDefault("20")
        @Min(1)
        @Max(10000)
        int perSecond();

        /// So many at once.
        @WithDefault("40")
        @Min(1)
        @Max(20000)
        int burst();

        /// Beyond that so many within ten seconds close the connection with 4429.
        @WithDefault("500")
        @Min(1)
        @Max(1000000)
        int abuse();
    }
}
