package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.channel.Player;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is connected, and the end of one connection.
class CallersIT {
    private static final String CALLERS = "/api/v1alpha1/callers";

    private GatewayProcess gateway;
    private Rest admin;

    @BeforeEach
    void start() {
        gateway =
                GatewayProcess.with()
                        .demo("--rate 0 --start-time 10ms")
                        .set("VS_API_KEY_SERVICE", Player.SERVICE_KEY)
                        .set("VS_JWT_SECRET", Issuer.SECRET)
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .start();
        admin = Rest.of(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private List<JsonNode> callers() {
        var all = new ArrayList<JsonNode>();
        admin.get(CALLERS).path("callers").forEach(all::add);
        return all;
    }

    @Test
    void all_are_listed_with_name_address_and_place() {
        try (Client console = Client.admin(gateway);
                Client monitor = Client.console(gateway, "api_key=" + GatewayProcess.MONITOR);
                Player ada = Player.connect(gateway, "/ws", "ada");
                Player nobody = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            console.expect("game is ready");
            monitor.expect("game is ready");
            ada.await("connected");
            nobody.await("connected");

            assertThat(callers())
                    .extracting(
                            one -> one.path("name").asText(),
                            one -> one.path("role").asText(),
                            one -> one.path("user_id").asText(),
                            one -> one.path("place").asText())
                    .containsExactlyInAnyOrder(
                            tuple("admin-key", "admin", "key:admin", "console"),
                            tuple("monitor-key", "monitor", "key:monitor", "console"),
                            tuple("user:ada", "player", "ada", "channels"),
                            tuple("service-key", "service", "key:service", "channels"));
            assertThat(callers()).allMatch(one -> one.path("address").asText().equals("127.0.0.1"));
            JsonNode first = admin.get(CALLERS + "?limit=3");
            assertThat(first.path("total").asInt()).isEqualTo(4);
            JsonNode rest = admin.get(CALLERS + "?limit=3&after=" + first.path("next").asText());
            assertThat(rest.path("callers")).hasSize(1);
            assertThat(rest.has("next")).isFalse();
        }
        await().until(() -> callers().isEmpty());
    }

    @Test
    void one_is_closed_and_the_others_stay_and_the_audit_has_it() {
        try (Client ends = Client.console(gateway, "api_key=" + GatewayProcess.MONITOR);
                Client stays = Client.admin(gateway)) {
            ends.expect("game is ready");
            stays.expect("game is ready");
            String id =
                    callers().stream()
                            .filter(one -> one.path("role").asText().equals("monitor"))
                            .map(one -> one.path("connection_id").asText())
                            .findAny()
                            .orElseThrow();

            assertThat(admin.request().delete(CALLERS + "/" + id).statusCode()).isEqualTo(204);

            assertThat(ends.closed().code()).isEqualTo(1000);
            await().until(() -> callers().size() == 1);
            stays.command("/time", "t");
            assertThat(stays.receipts("t")).endsWith("confirmed");
            assertThat(admin.request().delete(CALLERS + "/" + id).statusCode()).isEqualTo(404);
            assertThat(admin.get("/api/v1alpha1/audit?limit=20").toString())
                    .contains("close " + id + " of monitor-key");
        }
    }

    @Test
    void only_an_administrator_may_know() {
        for (String key : List.of(GatewayProcess.MONITOR, Player.SERVICE_KEY)) {
            Rest other = new Rest(gateway, key);
            assertThat(other.request().get(CALLERS).statusCode()).isEqualTo(403);
            assertThat(other.request().delete(CALLERS + "/x").statusCode()).isEqualTo(403);
        }
    }
}
