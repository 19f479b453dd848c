package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.deploy.Tool;
import io.vsgateway.it.Client;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.access.FrameSocket;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a reverse proxy has to do for the gateway, with the very configuration that `docker/` has
/// for operators. The gateway sees connections of 127.0.0.1 alone; the people are at other
/// addresses.
@Tag("jar-only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReverseProxyContract {
    private static final String SOMEBODY = "127.0.0.2";
    private static final String CONSOLE = "/api/v1alpha1/console/ws?format=json";
    private static final String KEY = "X-API-Key: " + GatewayProcess.ADMIN;

    private Path folder;
    private GatewayProcess gateway;
    private ReverseProxy proxy;

    /// Starts the proxy on this port, in front of a gateway, with a file of `docker/`.
    abstract ReverseProxy start(
            Path folder, int port, int gateway, ReverseProxy.Certificate certificate);

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        var certificate = ReverseProxy.Certificate.selfSigned(folder, Tool.named("openssl").path());
        gateway =
                GatewayProcess.with()
                        .demo("--rate 0")
                        .set("VS_TRUSTED_PROXIES", "127.0.0.1")
                        .set("VS_SESSION_PING_INTERVAL", "200ms")
                        .start();
        proxy = start(folder, FreePort.get(), gateway.port(), certificate);
    }

    @AfterAll
    void end() {
        if (proxy != null) {
            proxy.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    private Client connect(String target, String... headers) {
        return Client.over(proxy.connectFrom(SOMEBODY), ReverseProxy.HOST, target, headers);
    }

    @Test
    void lines_come_and_commands_go_through_tls() {
        try (Client client = connect(CONSOLE, KEY)) {
            client.expect("\"type\":\"line\"");

            client.command("/time", "through-tls");

            assertThat(client.receipts("through-tls"))
                    .containsExactly("accepted", "written", "confirmed");
            // The answer to the first may have come before its last receipt.
            client.command("/time", "again");
            client.expect("Server time:");
        }
    }

    @Test
    void the_subprotocol_is_agreed_on_through_the_proxy() {
        String bearer = "vs.console.v1.json, bearer, " + GatewayProcess.ADMIN;
        try (Client client =
                connect("/api/v1alpha1/console/ws", "Sec-WebSocket-Protocol: " + bearer)) {
            assertThat(client.subprotocol()).isEqualTo("vs.console.v1.json");
        }
    }

    @Test
    void the_audit_has_the_address_of_the_person_whatever_the_person_claims() {
        try (Client client =
                connect(
                        CONSOLE,
                        KEY,
                        "X-Forwarded-For: 203.0.113.9",
                        "Forwarded: for=203.0.113.9",
                        "X-Real-IP: 203.0.113.9")) {
            client.command("/help", "claimed");
            client.receipts("claimed");
        }

        JsonNode records = Rest.of(gateway).get("/api/v1alpha1/audit");
        assertThat(records.findValuesAsText("id")).contains("claimed");
        assertThat(records.findParents("id"))
                .filteredOn(entry -> entry.path("id").asText().equals("claimed"))
                .allMatch(entry -> entry.path("address").asText().equals(SOMEBODY));
    }

    @Test
    void close_codes_come_through() {
        try (Client nobody = connect(CONSOLE, "X-API-Key: wrong");
                Client monitor = connect(CONSOLE, "X-API-Key: " + GatewayProcess.MONITOR)) {
            assertThat(nobody.closed().code()).isEqualTo(4001);
            assertThat(monitor.closed().code()).isEqualTo(4003);
        }
    }

    @Test
    void the_page_of_the_same_host_may_connect_and_no_other() {
        connect(CONSOLE, KEY, "Origin: https://" + ReverseProxy.HOST).close();

        assertThatThrownBy(() -> connect(CONSOLE, KEY, "Origin: https://evil.example"))
                .isInstanceOfSatisfying(
                        FrameSocket.Refused.class,
                        refused -> assertThat(refused.status).isEqualTo(403));
    }

    @Test
    void a_quiet_console_is_kept_open_by_pings() throws InterruptedException {
        try (Client client = connect(CONSOLE, KEY)) {
            // For longer than a proxy in these tests waits for the next byte.
            for (int i = 0; i < 50; i++) {
                assertThat(client.ping()).isNotNull();
            }

            assertThat(client.isClosed()).isFalse();
            assertThat(client.command("/time", "after-all").receipts("after-all"))
                    .endsWith("confirmed");
        }
    }

    @Test
    void rest_goes_through_and_what_asks_for_no_key_does_not() throws IOException {
        assertThat(get("/api/v1alpha1/server", KEY)).startsWith("HTTP/1.1 200 ");
        assertThat(get("/api/v1alpha1/server", "X-API-Key: wrong")).startsWith("HTTP/1.1 401 ");
        for (String path :
                new String[] {
                    "/q/metrics",
                    "/q/health",
                    "/api/../q/metrics",
                    "/assets/../q/health",
                    "/swagger"
                }) {
            assertThat(get(path, KEY)).as(path).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void the_web_console_goes_through_with_its_policy() throws IOException {
        String page = get("/", KEY);
        assertThat(page).startsWith("HTTP/1.1 200 ").contains("script-src 'self'");
        Matcher script = Pattern.compile("/assets/[^\"]+\\.js").matcher(page);
        assertThat(script.find()).isTrue();
        for (String path :
                new String[] {script.group(), "/icon.svg", "/help.html", "/licenses.txt"}) {
            assertThat(get(path, KEY)).as(path).startsWith("HTTP/1.1 200 ");
        }
    }

    private String get(String path, String header) throws IOException {
        try (Socket socket = proxy.connectFrom(SOMEBODY)) {
            String request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\nConnection: close\r\n\r\n"
                            .formatted(path, ReverseProxy.HOST, header);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_end_of_the_gateway_is_told_to_clients() throws Exception {
        try (GatewayProcess ending =
                        GatewayProcess.with()
                                .demo("--rate 0")
                                .set("VS_TRUSTED_PROXIES", "127.0.0.1")
                                .set("VS_SESSION_PING_INTERVAL", "200ms")
                                .start();
                ReverseProxy before =
                        start(
                                folder,
                                FreePort.get(),
                                ending.port(),
                                ReverseProxy.Certificate.selfSigned(
                                        folder, Tool.named("openssl").path()));
                Client client =
                        Client.over(
                                before.connectFrom(SOMEBODY), ReverseProxy.HOST, CONSOLE, KEY)) {
            client.expect("\"type\":\"line\"");

            ending.terminate();

            assertThat(client.closed().code()).isEqualTo(1001);
            ending.awaitExit(Duration.ofSeconds(60));
        }
    }
}
