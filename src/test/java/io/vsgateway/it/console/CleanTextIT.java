package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import org.junit.jupiter.api.Test;

/// Text that would fool whoever reads it: raw on the wire, cleaned where it is shown or written to
/// a file.
class CleanTextIT {
    private static final String LOG = "28.1.2024 15:43:12 [Server ";
    private static final String SCRIPT =
            "printf '"
                    + LOG
                    + "Notification] Entering runphase RunGame\\n"
                    + LOG
                    + "Notification] Client 1 uid 6dff attempting identification. Name: \\342\\200\\256nimdA\\n"
                    + LOG
                    + "Event] \\033]0;owned\\007a \\033[8mhidden\\033[0m \\342\\200\\213line\\n'; exec cat";

    @Test
    void names_last_lines_and_files_are_cleaned_and_the_console_is_as_the_game_wrote_it() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .game(SCRIPT)
                                .set("VS_GAME_DIALECT", "vintagestory")
                                .start();
                Client client = Client.admin(gateway)) {
            JsonNode line = client.json(m -> m.path("text").asText().contains("hidden"));
            assertThat(line.path("text").asText())
                    .isEqualTo(
                            LOG
                                    + "Event] \u001b]0;owned\u0007a \u001b[8mhidden\u001b[0m \u200bline");
            Rest rest = Rest.of(gateway);
            await().untilAsserted(() ->
                    assertThat(server(rest).path("players").path("online").findValuesAsText("name"))
                            .containsExactly("\uFFFDnimdA"));

            String text = rest.request().get("/api/v1alpha1/console/download").asString();
            assertThat(text)
                    .contains("] " + LOG + "Event] a hidden \uFFFDline\n")
                    .doesNotContain("\u001b", "\u202e", "\u200b", "owned");
            String json =
                    rest.request().get("/api/v1alpha1/console/download?format=json").asString();
            assertThat(json).contains("\\u202enimdA").doesNotContain("\u001b", "\u202e", "\u200b");
            assertThat(json.lines().map(Client::parse))
                    .anyMatch(m -> m.path("text").equals(line.path("text")));

            rest.post("/api/v1alpha1/server/kill", "");
            await().until(() -> server(rest).has("last_run"));
            assertThat(server(rest).path("last_run").path("last_lines").valueStream())
                    .map(JsonNode::asText)
                    .contains(LOG + "Event] a hidden \uFFFDline");
        }
    }

    private static JsonNode server(Rest rest) {
        return rest.get("/api/v1alpha1/server");
    }
}
