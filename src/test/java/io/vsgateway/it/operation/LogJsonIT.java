package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `VS_LOG_JSON=true`: all that the gateway writes to standard output is for programs.
class LogJsonIT {
    @Test
    void each_line_is_an_object_and_says_who_it_is_about() {
        try (var gateway =
                GatewayProcess.with()
                        .set("VS_LOG_JSON", "true")
                        .unset("VS_API_KEY_ADMIN")
                        .unset("VS_API_KEY_MONITOR")
                        .start()) {
            JsonNode banner =
                    records(gateway).stream()
                            .filter(record -> record.has("admin_key"))
                            .findFirst()
                            .orElseThrow();
            assertThat(banner.path("url").asText()).isEqualTo("http://127.0.0.1:" + gateway.port());
            assertThat(banner.path("sign_in").asText()).contains("/#link=");
            assertThat(banner.path("demo").asBoolean()).isTrue();

            try (Client _ =
                    Client.console(
                            gateway, "", "X-API-Key: " + banner.path("admin_key").asText())) {
                await().until(() -> about(gateway, "connected ") != null);
            }
            await().until(() -> about(gateway, "disconnected ") != null);
            for (String event : List.of("connected ", "disconnected ")) {
                JsonNode fields = about(gateway, event).path("mdc");
                assertThat(fields.path("caller").asText()).isEqualTo("admin-key");
                assertThat(fields.path("address").asText()).isEqualTo("127.0.0.1");
                assertThat(about(gateway, event).path("message").asText())
                        .contains(fields.path("connection").asText());
            }
            assertThat(Rest.of(gateway).request().get("/api/v1alpha1/server").statusCode())
                    .isEqualTo(401);
            await().until(() -> about(gateway, "Refused ") != null);
            assertThat(about(gateway, "Refused ").path("mdc").path("address").asText())
                    .isEqualTo("127.0.0.1");
        }
    }

    private static JsonNode about(GatewayProcess gateway, String begins) {
        return records(gateway).stream()
                .filter(record -> record.path("message").asText().startsWith(begins))
                .findFirst()
                .orElse(null);
    }

    /// All of them: a line that is none fails.
    private static List<JsonNode> records(GatewayProcess gateway) {
        return gateway.output().stream().map(Client::parse).toList();
    }
}
