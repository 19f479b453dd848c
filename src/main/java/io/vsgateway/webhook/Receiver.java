package io.vsgateway.webhook;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.data.SecretFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who is to be told, as the settings say, and in which form. Its address is a secret: it is in no
/// message and no log.
public record Receiver(URI url, Form form) {
    private static final int SHORTEST_SECRET = 16;
    private static final String DISCORD = "VS_WEBHOOK_DISCORD_URL";
    private static final String PLAIN = "VS_WEBHOOK_JSON_URL";
    private static final String SECRET = "VS_WEBHOOK_JSON_SECRET";

    /// All of the settings, none if there are none.
    ///
    /// @throws ConfigurationException naming the variable, and no secret
    public static List<Receiver> of(WebhookSettings settings) {
        Set<Kind> _ = kinds(settings);
        var receivers = new ArrayList<Receiver>();
        given(DISCORD, settings.discordUrl(), settings.discordUrlFile())
                .map(url -> new Receiver(url(DISCORD, url), new Form.Discord(settings.name())))
                .ifPresent(receivers::add);
        Optional<byte[]> secret =
                given(SECRET, settings.jsonSecret(), settings.jsonSecretFile())
                        .map(Receiver::secret);
        given(PLAIN, settings.jsonUrl(), settings.jsonUrlFile())
                .map(url -> new Receiver(url(PLAIN, url), new Form.Plain(settings.name(), secret)))
                .ifPresent(receivers::add);
        return List.copyOf(receivers);
    }

    /// What they are told.
    static Set<Kind> kinds(WebhookSettings settings) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String label : settings.events()) {
            kinds.add(
                    Kind.of(label.strip())
                            .orElseThrow(() ->
                                    new ConfigurationException(
                                            "VS_WEBHOOK_EVENTS: \"%s\" is none of %s"
                                                    .formatted(label, labels()))));
        }
        return kinds;
    }

    private static String labels() {
        return String.join(", ", EnumSet.allOf(Kind.class).stream().map(Kind::label).toList());
    }

    private static Optional<String> given(
            String variable, Optional<String> value, Optional<Path> file) {
        if (file.isEmpty()) {
            return value.map(String::strip);
        }
        if (value.isPresent()) {
            throw new ConfigurationException(
                    "%s and %s_FILE are both set: one of them is enough"
                            .formatted(variable, variable));
        }
        return Optional.of(SecretFile.read(variable + "_FILE", file.get()));
    }

    private static URI url(String variable, String text) {
        try {
            URI url = new URI(text);
            boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (isHttp && url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Its message has the address in it.
        }
        throw new ConfigurationException(
                variable + " is no address that begins with https:// (or http://) and a host");
    }

    /// As Standard Webhooks write it, `whsec_` and Base64, or any text.
    private static byte[] secret(String text) {
        byte[] secret;
        try {
            secret =
                    text.startsWith("whsec_")
                            ? Base64.getDecoder().decode(text.substring("whsec_".length()))
                            : text.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new ConfigurationException(SECRET + ": what follows whsec_ is no Base64");
        }
        if (secret.length < SHORTEST_SECRET) {
            throw new ConfigurationException(
                    "%s has fewer than %d bytes and can be guessed"
                            .formatted(SECRET, SHORTEST_SECRET));
        }
        return secret;
    }

    /// Its form alone.
    @Override
    public String toString() {
        return "webhook " + form.label();
    }
}
