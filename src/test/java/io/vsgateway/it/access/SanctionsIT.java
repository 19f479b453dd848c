package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokens that are taken back, and users who are kept out, while they are connected.
class SanctionsIT {
    private static final String BANS = "/api/v1alpha1/moderation/bans";
    private static final String MUTES = "/api/v1alpha1/moderation/mutes";
    private static final String REVOCATIONS = "/api/v1alpha1/auth/revocations";
    private static final String ME = "/api/v1alpha1/auth/me";
    private static final String SERVICE = "service-key-0123456789abcdef";
    private static GatewayProcess gateway;
    private static Rest service;

    @BeforeAll
    static void start() {
        gateway = with().start();
        service = new Rest(gateway, SERVICE);
    }

    private static GatewayProcess.Builder with() {
        return withoutGame().demo("--rate 0 --start-time 10ms");
    }

    private static GatewayProcess.Builder withoutGame() {
        return GatewayProcess.with()
                .set("VS_API_KEY_SERVICE", SERVICE)
                .set("VS_JWT_SECRET", Issuer.SECRET)
                .set("VS_JWT_ROLES_ADMIN", "boss")
                .set("VS_AUTH_DELAY_MAX", "0s");
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
    }

    @Test
    void a_banned_user_is_closed_with_4003_whatever_they_came_with_and_comes_in_again_later() {
        String token = token("banned-1", "a", "boss");
        Rest user = new Rest(gateway, token);
        String session = user.post("/api/v1alpha1/auth/session", "").path("token").asText();
        try (Client own = console(token);
                Client bought = console(session);
                Client other = console(token("other", "b", "boss"))) {
            for (Client client : List.of(own, bought, other)) {
                client.expect("\"state\"");
            }

            var ban =
                    service.post(
                            BANS,
                            "{\"user_id\":\"banned-1\",\"seconds\":3600,\"reason\":\"cheating\"}");

            assertThat(ban.path("user_id").asText()).isEqualTo("banned-1");
            assertThat(ban.path("by").asText()).isEqualTo("key:service");
            assertThat(Instant.parse(ban.path("until").asText())).isAfter(Instant.now());
            assertThat(own.closed().code()).isEqualTo(4003);
            assertThat(bought.closed().code()).isEqualTo(4003);
            other.command("/time", "t");
            assertThat(other.receipts("t")).endsWith("confirmed");
        }
        for (String credential : List.of(token, session, token("banned-1", "c", "boss"))) {
            try (Client again = console(credential)) {
                assertThat(again.closed().code()).isEqualTo(4003);
            }
            new Rest(gateway, credential).request().get(ME).then().statusCode(403);
        }
        assertThat(service.get(BANS).path("sanctions").findValuesAsText("user_id"))
                .contains("banned-1");

        service.request().delete(BANS + "?user_id=banned-1").then().statusCode(204);

        service.request().delete(BANS + "?user_id=banned-1").then().statusCode(404);
        try (Client again = console(token)) {
            again.expect("\"state\"");
        }
        new Rest(gateway, session).request().get(ME).then().statusCode(200);
    }

    @Test
    void a_token_that_is_taken_back_is_closed_with_4001_and_its_user_comes_with_another() {
        String stolen = token("robbed", "stolen", "boss");
        String other = token("robbed", "other", "boss");
        String ticket =
                new Rest(gateway, stolen)
                        .post("/api/v1alpha1/auth/ws-token", "")
                        .path("token")
                        .asText();
        try (Client thief = console(stolen);
                Client user = console(other)) {
            thief.expect("\"state\"");
            user.expect("\"state\"");

            service.post(REVOCATIONS, "{\"jti\":\"stolen\",\"reason\":\"stolen\"}");

            assertThat(thief.closed().code()).isEqualTo(4001);
            for (String worthless : List.of(stolen, ticket)) {
                try (Client again = console(worthless)) {
                    assertThat(again.closed().code()).isEqualTo(4001);
                }
            }
            user.command("/time", "t");
            assertThat(user.receipts("t")).endsWith("confirmed");

            service.post(REVOCATIONS, "{\"user_id\":\"robbed\"}");
            assertThat(user.closed().code()).isEqualTo(4001);
        }
        new Rest(gateway, other).request().get(ME).then().statusCode(401);
        await().until(() ->
                new Rest(gateway, token("robbed", "new", "boss")).request().get(ME).statusCode()
                        == 200);
    }

    @Test
    void what_was_decided_outlives_a_kill() throws Exception {
        String banned = token("outlaw", "x", "boss");
        Path data;
        // One that follows a game, as a killed one leaves none behind then.
        var builder = withoutGame().set("VS_GAME_LOG_FILES", "there-is-none.log");
        try (GatewayProcess first = builder.start()) {
            data = first.data();
            new Rest(first, SERVICE).post(BANS, "{\"user_id\":\"outlaw\",\"seconds\":3600}");
            new Rest(first, SERVICE)
                    .post(MUTES, "{\"user_id\":\"loud\",\"topic\":\"chat:global\",\"seconds\":60}");
            Path file = data.resolve("sanctions.jsonl");
            await().until(() -> Files.exists(file) && Files.readAllLines(file).size() == 2);
            first.kill();
        }
        try (GatewayProcess second = builder.data(data).start()) {
            new Rest(second, banned).request().get(ME).then().statusCode(403);
            var mute = new Rest(second, SERVICE).get(MUTES).path("sanctions").path(0);
            assertThat(mute.path("user_id").asText()).isEqualTo("loud");
            assertThat(mute.path("topic").asText()).isEqualTo("chat:global");
            assertThat(second.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "admin, 200",
        "service, 200",
        "monitor, 403",
        "player, 403",
        "moderator, 403",
        "nobody, 401"
    })
    void it_is_for_services_and_administrators(String who, int status) {
        String credential =
                switch (who) {
                    case "admin" -> GatewayProcess.ADMIN;
                    case "service" -> SERVICE;
                    case "monitor" -> GatewayProcess.MONITOR;
                    case "nobody" -> "nobody";
                    default -> token("u-" + who, "r-" + who, who);
                };
        Rest rest = new Rest(gateway, credential);
        String body = "{\"user_id\":\"u9\",\"seconds\":1}";
        for (String path : List.of(BANS, MUTES)) {
            rest.request().get(path).then().statusCode(status);
            rest.request()
                    .contentType("application/json")
                    .body(body)
                    .post(path)
                    .then()
                    .statusCode(status);
            int lifted = rest.request().delete(path + "?user_id=u9").statusCode();
            assertThat(lifted).isIn(status == 200 ? List.of(204, 404) : List.of(status));
        }
        rest.request()
                .contentType("application/json")
                .body("{\"jti\":\"nobodys\"}")
                .post(REVOCATIONS)
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bans | {}",
                "bans | {\"user_id\":\"u\"}",
                "bans | {\"seconds\":60}",
                "bans | {\"user_id\":\"\",\"seconds\":60}",
                "bans | {\"user_id\":\"u\",\"seconds\":0}",
                "bans | {\"user_id\":\"u\",\"seconds\":-1}",
                "bans | {\"user_id\":\"u\",\"seconds\":315360001}",
                "bans | {\"user_id\":\"u\",\"seconds\":\"soon\"}",
                "bans | {\"user_id\":\"a\\nb\",\"seconds\":60}",
                "bans | {\"user_id\":\"key:admin\",\"seconds\":60}",
                "bans | []",
                "bans | null",
                "bans | {",
                "mutes | {\"user_id\":\"u\",\"seconds\":60,\"topic\":\"a\\nb\"}",
                "mutes | {\"user_id\":[],\"seconds\":60}",
                "mutes | {\"user_id\":\"\\ud800\",\"seconds\":60}",
                "revocations | {\"user_id\":\"\\ud800\"}",
                "revocations | {}",
                "revocations | {\"jti\":\"a\",\"user_id\":\"b\"}",
                "revocations | {\"user_id\":\"key:service\"}",
                "revocations | {\"jti\":\"a\",\"seconds\":0}"
            })
    void nonsense_is_a_bad_request_and_nothing_is_held_against_anybody(String what, String body) {
        String path = what.equals("revocations") ? REVOCATIONS : "/api/v1alpha1/moderation/" + what;
        var answer = service.request().contentType("application/json").body(body).post(path);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(service.get(BANS).toString()).doesNotContain("\"u\"");
    }

    @Test
    void who_decided_what_is_in_the_audit_and_lists_come_in_pieces() {
        for (String user : List.of("p1", "p2", "p3")) {
            service.post(
                    MUTES, "{\"user_id\":\"" + user + "\",\"seconds\":600,\"reason\":\"spam\"}");
        }

        var first = service.get(MUTES + "?after=p&limit=2");
        var rest = service.get(MUTES + "?after=p2&limit=2");

        assertThat(first.path("sanctions").findValuesAsText("user_id")).containsExactly("p1", "p2");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(rest.path("sanctions").findValuesAsText("user_id")).startsWith("p3");
        service.request().get(MUTES + "?limit=0").then().statusCode(400);
        service.request().get(MUTES + "?limit=1001").then().statusCode(400);
        service.request().delete(MUTES).then().statusCode(400);
        String audit = Rest.of(gateway).get("/api/v1alpha1/audit?limit=1000").toString();
        assertThat(audit).contains("\"event\":\"sanction\"", "mute p3 until ", "service-key");
    }

    private static Client console(String credential) {
        return Client.console(gateway, "format=json&token=" + credential);
    }

    private static String token(String user, String id, String role) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = Issuer.claims(user, now + 3600);
        claims.put("jti", id);
        claims.put("iat", now);
        claims.put("roles", List.of(role));
        return Issuer.hmac(Issuer.SECRET, "HS256", claims);
    }
}
