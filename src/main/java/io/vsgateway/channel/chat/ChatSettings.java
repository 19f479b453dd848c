package io.vsgateway.channel.chat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// Chat.
@ConfigMapping(prefix = "vs.chat")
public interface ChatSettings {
    /// Chat messages of one user, over all of their connections.
    @Valid
    Messages messages();

    /// How many messages a user may write.
    interface Messages {
        /// A second, on average; further ones are refused.
        @WithDefault("2")
        @Min(1)
        @Max(10000)
        int perSecond();

        /// So many at once.
        @WithDefault("5")
        @Min(1)
        @Max(20000)
        int burst();
    }
}
