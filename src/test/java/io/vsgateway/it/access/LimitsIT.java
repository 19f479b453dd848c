package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How many connections there may be.
class LimitsIT {
    private static final int TOTAL = 6, PER_CREDENTIAL = 4, PER_ADDRESS = 3;
    private static GatewayProcess gateway;
    private final List<Client> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_SESSION_LIMITS_TOTAL", Integer.toString(TOTAL))
                        .set("VS_SESSION_LIMITS_PER_CREDENTIAL", Integer.toString(PER_CREDENTIAL))
                        .set("VS_SESSION_LIMITS_PER_ADDRESS", Integer.toString(PER_ADDRESS))
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .set("VS_TRUSTED_PROXIES", "127.0.0.1")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
    }

    @AfterEach
    void the_counts_come_back_when_all_have_left() {
        open.forEach(Client::close);
        await().until(() -> Rest.of(gateway).metric("vs_connections") == 0);
        assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.1")).isTrue();
        open.forEach(Client::close);
        await().until(() -> Rest.of(gateway).metric("vs_connections") == 0);
    }

    @Test
    void one_address_may_have_so_many() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.1")).isTrue();
        }

        assertThat(isLetIn(GatewayProcess.MONITOR, "198.51.100.1")).isFalse();
        assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.2")).isTrue();
    }

    @Test
    void one_credential_may_have_so_many() {
        for (int i = 0; i < PER_CREDENTIAL; i++) {
            assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100." + i)).isTrue();
        }

        assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.99")).isFalse();
        assertThat(isLetIn(GatewayProcess.MONITOR, "198.51.100.99")).isTrue();
    }

    @Test
    void a_ticket_counts_as_the_credential_it_was_bought_with() {
        for (int i = 0; i < PER_CREDENTIAL; i++) {
            String ticket =
                    Rest.of(gateway).post("/api/v1alpha1/auth/ws-token", "").path("token").asText();
            assertThat(isLetIn(ticket, "198.51.100." + i)).isTrue();
        }

        assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.99")).isFalse();
    }

    @Test
    void all_together_may_have_so_many() {
        for (int i = 0; i < TOTAL; i++) {
            String key = i % 2 == 0 ? GatewayProcess.ADMIN : GatewayProcess.MONITOR;
            assertThat(isLetIn(key, "198.51.100." + i)).isTrue();
        }

        assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.99")).isFalse();
        assertThat(isLetIn(GatewayProcess.MONITOR, "198.51.100.99")).isFalse();
    }

    @Test
    void a_place_is_free_as_soon_as_one_has_left() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.1")).isTrue();
        }
        assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.1")).isFalse();

        open.getFirst().leave();
        await().until(() -> Rest.of(gateway).metric("vs_connections") == PER_ADDRESS - 1);

        assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.1")).isTrue();
    }

    @Test
    void wrong_keys_take_no_place() {
        for (int i = 0; i < PER_ADDRESS + 1; i++) {
            Client client =
                    Client.console(gateway, "api_key=wrong" + i, "X-Forwarded-For: 198.51.100.1");
            assertThat(client.closed().code()).isEqualTo(4001);
            client.close();
        }

        assertThat(isLetIn(GatewayProcess.ADMIN, "198.51.100.1")).isTrue();
    }

    private boolean isLetIn(String key, String address) {
        Client client =
                Client.console(
                        gateway, "history_lines=1&api_key=" + key, "X-Forwarded-For: " + address);
        await().until(() -> client.isClosed() || !client.pending().isEmpty());
        if (client.isClosed()) {
            assertThat(client.closed().code()).isEqualTo(4008);
            client.close();
            return false;
        }
        open.add(client);
        return true;
    }
}
