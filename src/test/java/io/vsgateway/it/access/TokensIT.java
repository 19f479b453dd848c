package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Signed tokens, wherever a credential may stand, and what becomes of those who came with one.
class TokensIT {
    private static final String CONSOLE = "/api/v1alpha1/console/ws";
    private static final String ME = "/api/v1alpha1/auth/me";
    private static final String SERVER = "/api/v1alpha1/server";
    private static final String TICKET = "/api/v1alpha1/auth/ws-token";
    private static final String SESSION = "/api/v1alpha1/auth/session";
    private static final Issuer RSA = Issuer.with(null, "RS256");
    private static final Issuer ONE = Issuer.with("one", "ES256");
    private static final Issuer TWO = Issuer.with("two", "EdDSA");
    private static final AtomicReference<String> published =
            new AtomicReference<>(Issuer.jwks(ONE));

    private static HttpServer issuer;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        issuer.createContext(
                "/keys",
                exchange -> {
                    byte[] body = published.get().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        issuer.createContext(
                "/silent",
                exchange -> {
                    // It never answers; the server's end ends it.
                });
        issuer.start();
        gateway =
                with("/keys")
                        .set("VS_JWT_SECRET", Issuer.SECRET)
                        .set("VS_JWT_PUBLIC_KEY", RSA.pem().replace("\n", "\\n"))
                        .set("VS_JWT_ROLES_ADMIN", "boss")
                        .set("VS_JWT_JWKS_REFRESH", "1s")
                        .set("VS_AUTH_DELAY_MAX", "0s")
                        .start();
    }

    private static GatewayProcess.Builder with(String keys) {
        return GatewayProcess.with()
                .set("VS_JWT_JWKS_URL", "http://127.0.0.1:" + issuer.getAddress().getPort() + keys)
                .demo("--rate 0 --start-time 10ms");
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
        issuer.stop(0);
    }

    static Stream<String> administrators() {
        return Stream.of(
                Issuer.hmac(Issuer.SECRET, "HS256", admin(3600)),
                RSA.sign(admin(3600)),
                ONE.sign(admin(3600)));
    }

    @ParameterizedTest
    @MethodSource("administrators")
    void a_token_of_an_administrator_opens_the_console_wherever_it_stands(String token) {
        awaitKeys(token);
        for (String parameter : List.of("token", "api_key")) {
            try (Client client =
                    Client.console(gateway, "history_lines=1&" + parameter + "=" + token)) {
                assertThat(client.next()).isNotEmpty();
            }
        }
        for (String header :
                List.of(
                        "X-API-Key: ",
                        "Authorization: Bearer ",
                        "Sec-WebSocket-Protocol: bearer, ",
                        "Sec-WebSocket-Protocol: vs.console.v1.json, bearer, ")) {
            try (Client client = Client.connect(gateway.port(), CONSOLE, true, header + token)) {
                assertThat(client.next()).as(header).isNotEmpty();
            }
        }
        try (Client client = Client.console(gateway, "format=json&token=" + token)) {
            client.send("{\"type\":\"auth\",\"token\":\"" + token + "\"}");
            client.command("/time", "t");
            assertThat(client.until(m -> m.contains("confirmed")))
                    .noneMatch(m -> m.contains("\"error\""));
        }
        assertThat(new Rest(gateway, token).get(SERVER).path("state").asText()).isNotEmpty();
    }

    @Test
    void a_player_is_known_and_has_no_business_at_the_console() {
        Map<String, Object> claims = claims("u1", 3600);
        claims.put("name", "Erney");
        claims.put("email", "erney@example.org");
        claims.put("scope", "tasks news");
        String token = Issuer.hmac(Issuer.SECRET, "HS256", claims);
        Rest player = new Rest(gateway, token);

        var me = player.get(ME);
        assertThat(me.path("role").asText()).isEqualTo("player");
        assertThat(me.path("user_id").asText()).isEqualTo("u1");
        assertThat(me.path("user").asText()).isEqualTo("Erney");
        assertThat(me.path("email").asText()).isEqualTo("erney@example.org");
        assertThat(me.path("scopes").valueStream().map(JsonNode::asText))
                .containsExactly("news", "tasks");
        assertThat(new Rest(gateway, GatewayProcess.ADMIN).get(ME).has("scopes")).isFalse();
        assertThat(Instant.parse(me.path("expires_at").asText())).isAfter(Instant.now());
        player.request().get(SERVER).then().statusCode(403);
        String ticket = player.post(TICKET, "").path("token").asText();
        for (String credential : List.of(token, ticket)) {
            try (Client client = Client.console(gateway, "token=" + credential)) {
                assertThat(client.closed().code()).isEqualTo(4003);
            }
        }
        String session = player.post(SESSION, "").path("token").asText();
        assertThat(new Rest(gateway, session).get(ME).path("user_id").asText()).isEqualTo("u1");
    }

    @Test
    void a_token_that_expires_closes_what_it_opened_and_what_it_bought() {
        String token = Issuer.hmac(Issuer.SECRET, "HS256", admin(-2));
        Rest rest = new Rest(gateway, token);
        String session = rest.post(SESSION, "").path("token").asText();
        String ticket = rest.post(TICKET, "").path("token").asText();
        try (Client own = Client.console(gateway, "format=json&token=" + token);
                Client bySession = Client.console(gateway, "format=json&token=" + session);
                Client byTicket = Client.console(gateway, "format=json&token=" + ticket)) {
            for (Client client : List.of(own, bySession, byTicket)) {
                client.expect("\"state\"");
            }
            for (Client client : List.of(own, bySession, byTicket)) {
                assertThat(client.closed().code()).isEqualTo(4001);
            }
        }
        rest.request().get(ME).then().statusCode(401);
        new Rest(gateway, session).request().get(ME).then().statusCode(401);
    }

    @Test
    void a_new_token_of_the_same_user_renews_and_one_of_another_does_not() {
        String brief = Issuer.hmac(Issuer.SECRET, "HS256", admin(-2));
        String renewed = ONE.sign(admin(3600));
        awaitKeys(renewed);
        try (Client client = Client.console(gateway, "format=json&token=" + brief);
                Client left = Client.console(gateway, "format=json&token=" + brief)) {
            client.send("{\"type\":\"auth\",\"token\":\"" + renewed + "\"}");

            assertThat(left.closed().code()).isEqualTo(4001);

            client.command("/time", "still");
            assertThat(client.receipts("still")).endsWith("confirmed");
            Map<String, Object> other = admin(3600);
            other.put("sub", "somebody-else");
            String theirs = Issuer.hmac(Issuer.SECRET, "HS256", other);
            client.send("{\"type\":\"auth\",\"token\":\"" + theirs + "\"}");
            assertThat(client.closed().code()).isEqualTo(4003);
        }
    }

    @Test
    void keys_that_rotate_let_new_tokens_in_and_end_the_old_ones() {
        String old = ONE.sign(admin(3600));
        awaitKeys(old);
        try (Client client = Client.console(gateway, "format=json&token=" + old)) {
            client.expect("\"state\"");

            published.set(Issuer.jwks(TWO));

            assertThat(client.closed().code()).isEqualTo(4001);
            awaitKeys(TWO.sign(admin(3600)));
        } finally {
            published.set(Issuer.jwks(ONE));
        }
    }

    @Test
    void what_the_issuer_has_not_told_yet_is_not_wrong_but_too_early() {
        try (GatewayProcess waiting = with("/silent").start()) {
            String token = ONE.sign(admin(3600));
            for (int i = 0; i < 100; i++) {
                try (Client client = Client.console(waiting, "token=" + token)) {
                    assertThat(client.closed().code()).isEqualTo(1013);
                }
            }
            assertThat(Rest.of(waiting).metric("vs_jwt_keys")).isZero();
            var answer = new Rest(waiting, token).request().get(ME);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 12);
            assertThat(Rest.of(waiting).metric("vs_auth_failures_total{reason=\"undecided\"}"))
                    .isEqualTo(101);
            try (Client client =
                    Client.console(waiting, "format=json&token=" + GatewayProcess.ADMIN)) {
                client.send("{\"type\":\"auth\",\"token\":\"" + token + "\"}");
                assertThat(client.closed().code()).isEqualTo(1013);
            }
        }
    }

    @Test
    void eight_kilobytes_are_a_token_and_more_are_not() {
        Map<String, Object> claims = admin(3600);
        claims.put("filler", "");
        int room = 8192 - Issuer.hmac(Issuer.SECRET, "HS256", claims).length();
        claims.put("filler", "x".repeat(room * 3 / 4));
        String longest = Issuer.hmac(Issuer.SECRET, "HS256", claims);
        claims.put("filler", "x".repeat(room));
        String tooLong = Issuer.hmac(Issuer.SECRET, "HS256", claims);

        assertThat(longest.length()).isBetween(8184, 8192);
        for (String place : List.of("?history_lines=1&token=", "?history_lines=1&api_key=")) {
            try (Client good = Client.connect(gateway.port(), CONSOLE + place + longest, true);
                    Client bad = Client.connect(gateway.port(), CONSOLE + place + tooLong, true)) {
                assertThat(good.next()).isNotEmpty();
                assertThat(bad.closed().code()).isEqualTo(4001);
            }
        }
        try (Client client =
                Client.connect(
                        gateway.port(),
                        CONSOLE,
                        true,
                        "Sec-WebSocket-Protocol: bearer, " + longest)) {
            assertThat(client.next()).isNotEmpty();
        }
        try (Client client = Client.console(gateway, "format=json&token=" + longest)) {
            client.send("{\"type\":\"auth\",\"token\":\"" + longest + "\"}");
            client.command("/time", "long");
            assertThat(client.receipts("long")).endsWith("confirmed");
        }
        new Rest(gateway, longest).request().get(ME).then().statusCode(200);
        new Rest(gateway, tooLong).request().get(ME).then().statusCode(401);
    }

    @Test
    void a_thousand_wrong_ones_are_refused_and_nothing_of_them_is_written_down() {
        String good = Issuer.hmac(Issuer.SECRET, "HS256", admin(3600));
        String[] parts = good.split("\\.");
        Issuer stranger = Issuer.with("one", "ES256");
        List<String> wrong =
                List.of(
                        stranger.sign(admin(3600)),
                        Issuer.hmac("another-secret-0123456789-abcdefghijklm", "HS256", admin(60)),
                        Issuer.hmac(Issuer.SECRET, "HS256", admin(-60)),
                        "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                        "eyJhbGciOiJub25lIn0." + parts[1] + "." + parts[2],
                        Issuer.hmac(RSA.pem(), "HS256", admin(3600)));
        awaitKeys(ONE.sign(admin(3600)));
        double before = Rest.of(gateway).metric("vs_auth_failures_total{reason=\"not_valid\"}");

        for (int i = 0; i < 1000; i++) {
            String token = wrong.get(i % wrong.size());
            if (i % 10 == 0) {
                try (Client client = Client.console(gateway, "token=" + token)) {
                    assertThat(client.closed().code()).isEqualTo(4001);
                }
            } else {
                new Rest(gateway, token).request().get(ME).then().statusCode(401);
            }
        }

        assertThat(Rest.of(gateway).metric("vs_auth_failures_total{reason=\"not_valid\"}") - before)
                .isEqualTo(1000);
        String written = String.join("\n", gateway.output());
        for (String token : wrong) {
            assertThat(written).doesNotContain(token.substring(token.length() - 30));
        }
        assertThat(written).doesNotContain(parts[1]).doesNotContain(Issuer.SECRET);
    }

    /// Until the issuer's key of this token has been fetched.
    private static void awaitKeys(String token) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> new Rest(gateway, token).request().get(ME).statusCode() == 200);
    }

    private static Map<String, Object> admin(long seconds) {
        Map<String, Object> claims = claims("boss-1", seconds);
        claims.put("roles", List.of("boss"));
        return claims;
    }

    /// Those that are over in so many seconds, less the leeway of five if there are few.
    private static Map<String, Object> claims(String user, long seconds) {
        return new TreeMap<>(Issuer.claims(user, Instant.now().getEpochSecond() + seconds));
    }
}
