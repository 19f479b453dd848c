package io.vsgateway.channel.chat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Optional;

/// Chat.
@ConfigMapping(prefix = "vs.chat")
public interface ChatSettings {
    /// Chat messages of one user, over all of their connections.
    @Valid
    Messages messages();

    /// What is not to be said.
    Words words();

    /// What is not to be said, and what becomes of it.
    interface Words {
        /// A word a line, or an expression between slashes; default: none.
        Optional<Path> file();

        /// What becomes of a message with such a word.
        @WithDefault("mask")
        Action action();

        /// What becomes of a message.
        enum Action {
            MASK,
            REFUSE
        }
    }

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
