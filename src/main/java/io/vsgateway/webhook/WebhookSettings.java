package io.vsgateway.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Whom to tell what happens to the game. The addresses are secrets: whoever has one may post.
@ConfigMapping(prefix = "vs.webhook")
public interface WebhookSettings {
    /// A webhook of Discord's; default: there is none.
    Optional<String> discordUrl();

    /// A file with that address in it.
    Optional<Path> discordUrlFile();

    /// Where plain JSON is posted to; default: nowhere.
    Optional<String> jsonUrl();

    /// A file with that address in it.
    Optional<Path> jsonUrlFile();

    /// What plain JSON is signed with; default: it is not signed.
    Optional<String> jsonSecret();

    /// A file with that secret in it.
    Optional<Path> jsonSecretFile();

    /// What is told.
    @WithDefault("started,stopped,crashed,given_up")
    List<String> events();

    /// How the server is called there.
    @WithDefault("vs-gateway")
    @NotBlank
    @Size(max = 60)
    String name();
}
