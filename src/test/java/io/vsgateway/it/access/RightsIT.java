package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who came with a session may do as much as the session may: nothing, once it has ended.
class RightsIT {
    private static final String SESSION = "/api/v1alpha1/auth/session";
    private static final String TICKET = "/api/v1alpha1/auth/ws-token";
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .set("VS_AUTH_SESSION_MAX", "4")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
    }

    @Test
    void an_ended_session_commands_no_longer_through_a_socket_that_is_open() {
        String token = session(GatewayProcess.ADMIN);
        try (Client client = console(token)) {
            client.command("/time", "before");
            assertThat(client.receipts("before")).endsWith("confirmed");

            end(token);
            client.command("/announce after the end", "after");

            assertThat(client.closed().code()).isEqualTo(4001);
            assertThat(client.pending()).noneMatch(m -> m.contains("\"after\""));
        }
        assertThat(history()).doesNotContain("after the end");
    }

    @Test
    void one_who_only_watches_is_closed_when_the_session_ends() {
        String token = session(GatewayProcess.MONITOR);
        try (Client client = console(token)) {
            client.expect("\"state\"");

            end(token);

            assertThat(client.closed().code()).isEqualTo(4001);
        }
    }

    @Test
    void one_who_came_with_a_ticket_of_the_session_is_closed_too() {
        String token = session(GatewayProcess.ADMIN);
        try (Client client = console(ticket(token));
                Client other = console(ticket(GatewayProcess.ADMIN))) {
            client.expect("\"state\"");
            other.expect("\"state\"");

            end(token);

            assertThat(client.closed().code()).isEqualTo(4001);
            other.command("/time", "other");
            assertThat(other.receipts("other")).endsWith("confirmed");
        }
    }

    @Test
    void a_ticket_of_an_ended_session_opens_nothing() {
        String token = session(GatewayProcess.ADMIN);
        String ticket = ticket(token);

        end(token);

        try (Client client = console(ticket)) {
            assertThat(client.closed().code()).isEqualTo(4001);
        }
    }

    @Test
    void a_session_that_had_to_make_room_takes_its_sockets_with_it() {
        String oldest = session(GatewayProcess.MONITOR);
        try (Client client = console(oldest)) {
            client.expect("\"state\"");

            // One credential holds all four places, and one more.
            for (int i = 0; i < 4; i++) {
                session(GatewayProcess.MONITOR);
            }

            assertThat(client.closed().code()).isEqualTo(4001);
        }
    }

    @Test
    void a_session_whose_time_is_over_takes_its_sockets_with_it() {
        try (GatewayProcess brief =
                GatewayProcess.with()
                        .set("VS_AUTH_SESSION_TTL", "2s")
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            String token = Rest.of(brief).post(SESSION, "").path("token").asText();
            try (Client client = Client.console(brief, "format=json&token=" + token)) {
                assertThat(client.closed().code()).isEqualTo(4001);
            }
            await().until(() -> Rest.of(brief).metric("vs_connections") == 0);
        }
    }

    @Test
    void a_new_credential_over_the_open_connection_takes_the_place_of_the_old_one() {
        String token = session(GatewayProcess.ADMIN);
        try (Client client = console(token)) {
            client.send("{\"type\":\"auth\",\"token\":\"" + ticket(GatewayProcess.ADMIN) + "\"}");
            client.command("/time", "renewed");
            assertThat(client.receipts("renewed")).endsWith("confirmed");

            end(token);

            client.command("/time", "still");
            assertThat(client.receipts("still")).endsWith("confirmed");
        }
    }

    private static Client console(String token) {
        return Client.console(gateway, "format=json&history_lines=1&token=" + token);
    }

    private static String session(String key) {
        return new Rest(gateway, key).post(SESSION, "").path("token").asText();
    }

    private static String ticket(String credential) {
        return new Rest(gateway, credential).post(TICKET, "").path("token").asText();
    }

    private static void end(String token) {
        new Rest(gateway, token).request().delete(SESSION).then().statusCode(204);
    }

    private static String history() {
        return Rest.of(gateway).get("/api/v1alpha1/console/history?lines=1000").toString();
    }
}
