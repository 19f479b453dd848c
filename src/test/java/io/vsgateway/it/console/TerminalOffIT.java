package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import org.junit.jupiter.api.Test;

/// A gateway without its web console.
class TerminalOffIT {
    @Test
    void there_is_no_page_and_no_link_to_it_and_all_else_works() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_TERMINAL_ENABLED", "false")
                                .set("VS_TERMINAL_TITLE", "Sod house")
                                .unset("VS_API_KEY_ADMIN")
                                .demo("--rate 0 --start-time 10ms")
                                .start();
                Client monitor = Client.console(gateway, "api_key=" + GatewayProcess.MONITOR)) {
            assertThat(monitor.closed().code()).isEqualTo(4003);

            for (String path : new String[] {"/", "/index.html", "/assets/index.js"}) {
                assertThat(status(gateway, path)).as(path).isEqualTo(404);
            }
            assertThat(gateway.output()).noneMatch(line -> line.contains("#link="));
            assertThat(gateway.output()).anyMatch(line -> line.contains("admin key of this run"));
            assertThat(status(gateway, "/q/health/live")).isEqualTo(200);
            String settings =
                    RestAssured.get(gateway.url("/api/v1alpha1/terminal/settings")).asString();
            assertThat(Client.parse(settings).path("title").asText()).isEqualTo("Sod house");
        }
    }

    private static int status(GatewayProcess gateway, String path) {
        return RestAssured.get(gateway.url(path)).statusCode();
    }
}
