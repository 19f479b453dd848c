package io.vsgateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {
    private static final String URL = "https://discord.example/api/webhooks/1/secret-of-it";

    @TempDir Path folder;

    @Test
    void without_settings_there_is_none() {
        assertThat(of()).isEmpty();
    }

    @Test
    void addresses_may_be_in_files() throws IOException {
        Path file = Files.writeString(folder.resolve("url"), URL + "\n");

        List<Receiver> receivers =
                of(
                        "vs.webhook.discord-url-file",
                        file.toString(),
                        "vs.webhook.json-url",
                        "http://127.0.0.1:9/x");

        assertThat(receivers)
                .extracting(receiver -> receiver.url().toString())
                .containsExactly(URL, "http://127.0.0.1:9/x");
        assertThat(receivers)
                .extracting(Receiver::toString)
                .containsExactly("webhook discord", "webhook json");
        assertThatThrownBy(() ->
                        of(
                                "vs.webhook.discord-url-file",
                                file.toString(),
                                "vs.webhook.discord-url",
                                URL))
                .hasMessageContaining("are both set");
        assertThatThrownBy(() -> of("vs.webhook.json-url-file", folder + "/none"))
                .hasMessageStartingWith("VS_WEBHOOK_JSON_URL_FILE, ")
                .hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://secret-of-it/",
                "secret-of-it",
                "https:///secret-of-it",
                "https://a:secret-of-it@b/",
                "https://a b/secret-of-it"
            })
    void an_address_that_is_none_is_told_without_it(String url) {
        assertThatThrownBy(() -> of("vs.webhook.json-url", url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("VS_WEBHOOK_JSON_URL is no address")
                .hasMessageNotContaining("secret-of-it");
    }

    @Test
    void a_secret_is_long_enough() {
        assertThatThrownBy(() -> of("vs.webhook.json-secret", "short-secret"))
                .hasMessageStartingWith("VS_WEBHOOK_JSON_SECRET has fewer than 16 bytes")
                .hasMessageNotContaining("short-secret");
        assertThatThrownBy(() -> of("vs.webhook.json-secret", "whsec_!!!!"))
                .hasMessage("VS_WEBHOOK_JSON_SECRET: what follows whsec_ is no Base64");
    }

    @Test
    void events_are_those_that_there_are() {
        assertThatThrownBy(() -> of("vs.webhook.events", "started,dance"))
                .hasMessageStartingWith("VS_WEBHOOK_EVENTS: \"dance\" is none of started, ready, ");
    }

    private static List<Receiver> of(String... namesAndValues) {
        return Receiver.of(TestSettings.of(WebhookSettings.class, namesAndValues));
    }
}
