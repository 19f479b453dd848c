package io.vsgateway.access.keys;

import static io.restassured.RestAssured.given;
import static io.vsgateway.access.AccessProfile.ADMIN;
import static io.vsgateway.access.AccessProfile.MONITOR;
import static io.vsgateway.access.TestApi.ME;
import static io.vsgateway.access.TestApi.PROBE;
import static io.vsgateway.access.TestApi.WS_TOKEN;
import static io.vsgateway.access.TestApi.admin;
import static io.vsgateway.access.TestApi.expectAdmin;
import static io.vsgateway.access.TestApi.expectProblem;
import static io.vsgateway.access.TestApi.from;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vsgateway.access.AccessProfile;
import io.vsgateway.access.CapturedLog;
import io.vsgateway.access.TestClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(AccessProfile.class)
class AuthResourceIT {
    private static final String WRONG = "wrong-key-that-must-not-be-logged";

    @TestHTTPResource URI address;
    @Inject TestClock clock;
    private CapturedLog log;

    @BeforeEach
    void forget_what_other_tests_left() {
        clock.advance(Duration.ofHours(1));
        // The next line in the log tells how many were left out of it before.
        given().get(ME);
        clock.advance(Duration.ofHours(1));
        log = CapturedLog.start();
    }

    @AfterEach
    void no_secret_was_logged() {
        log.close();
        assertThat(log.lines())
                .noneMatch(line -> line.contains(ADMIN))
                .noneMatch(line -> line.contains(MONITOR))
                .noneMatch(line -> line.contains(WRONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "token"})
    void a_key_may_come_in_the_query(String parameter) {
        expectAdmin(given().queryParam(parameter, ADMIN).get(ME));
    }

    @Test
    void a_key_may_come_in_a_header() {
        expectAdmin(given().header("X-API-Key", ADMIN).get(ME));
        expectAdmin(given().header("Authorization", "Bearer " + ADMIN).get(ME));
        expectAdmin(given().header("Sec-WebSocket-Protocol", "bearer, " + ADMIN).get(ME));
    }

    @Test
    void a_key_in_another_script_may_come_in_the_query_and_as_utf_8_in_a_header()
            throws IOException {
        String encoded = URLEncoder.encode(MONITOR, StandardCharsets.UTF_8);

        assertThat(raw("GET " + ME + "?api_key=" + encoded + " HTTP/1.1")).contains("\"monitor\"");
        assertThat(raw("GET " + ME + " HTTP/1.1", "X-API-Key: " + MONITOR)).contains("\"monitor\"");
        assertThat(raw("GET " + ME + " HTTP/1.1", "Authorization: Bearer " + MONITOR))
                .contains("\"monitor-key\"");
    }

    @Test
    void no_credential_is_401_with_a_problem() {
        expectProblem(given().get(ME + "?lines=1"), 401)
                .then()
                .header("WWW-Authenticate", "Bearer")
                .header("Cache-Control", "no-store")
                .body("title", equalTo("Unauthorized"))
                .body("detail", equalTo("Not authorised: no credential was presented."))
                .body("instance", equalTo(ME));
    }

    @Test
    void a_wrong_key_is_401_with_a_line_in_the_log() {
        Response response = from("198.51.100.7").header("X-API-Key", WRONG).get(ME);

        expectProblem(response, 401)
                .then()
                .header("WWW-Authenticate", "Bearer")
                .body(
                        "detail",
                        equalTo("Not authorised: the credential is not valid, or no longer."));
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("WARN"))
                .containsExactly(
                        "WARN Refused 198.51.100.7: the credential is not valid, or no longer"
                                + " (X-API-Key header)");
    }

    @Test
    void a_malformed_one_and_two_different_ones_are_401() throws IOException {
        assertThat(raw("GET " + ME + "?token=%FF HTTP/1.1"))
                .startsWith("HTTP/1.1 401")
                .contains("is malformed");
        // The server itself refuses what is no escape at all.
        assertThat(raw("GET " + ME + "?token=%zz HTTP/1.1")).startsWith("HTTP/1.1 400");
        expectProblem(given().queryParam("token", WRONG).header("X-API-Key", ADMIN).get(ME), 401)
                .then()
                .body(
                        "detail",
                        equalTo("Not authorised: several different credentials were presented."));
    }

    @Test
    void an_address_that_fails_often_waits_for_its_refusal_and_others_do_not_wait() {
        for (int i = 0; i < 4; i++) {
            from("198.51.100.8").header("X-API-Key", WRONG).get(ME);
        }

        from("198.51.100.8")
                .header("X-API-Key", WRONG)
                .get(ME)
                .then()
                .statusCode(401)
                .time(greaterThanOrEqualTo(150L));
        expectAdmin(from("198.51.100.8").header("X-API-Key", ADMIN).get(ME));
    }

    @Test
    void a_ticket_is_good_for_one_use() {
        String ticket =
                admin().post(WS_TOKEN)
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", "no-store")
                        .body("token", matchesPattern("[A-Za-z0-9_-]{43}"))
                        .body("expires_at", equalTo(clock.instant().plusSeconds(30).toString()))
                        .body("expires_in_seconds", equalTo(30))
                        .body("role", equalTo("admin"))
                        .extract()
                        .path("token");

        expectAdmin(given().queryParam("token", ticket).get(ME));
        expectProblem(given().queryParam("token", ticket).get(ME), 401);
        assertThat(log.lines()).noneMatch(line -> line.contains(ticket));
    }

    @Test
    void a_ticket_expires() {
        String ticket = ticket();

        clock.advance(Duration.ofSeconds(30));

        expectProblem(given().queryParam("token", ticket).get(ME), 401);
    }

    @Test
    void a_ticket_does_not_buy_another_ticket() {
        expectProblem(given().header("Authorization", "Bearer " + ticket()).post(WS_TOKEN), 403)
                .then()
                .body("detail", equalTo("A ticket does not buy another ticket."));
    }

    @Test
    void too_many_unused_tickets_are_503() {
        for (int i = 0; i < 5; i++) {
            ticket();
        }

        expectProblem(admin().post(WS_TOKEN), 503).then().header("Retry-After", "31");
    }

    @Test
    void a_role_that_may_not_is_403() throws IOException {
        assertThat(raw("GET " + PROBE + "/lines HTTP/1.1", "X-API-Key: " + MONITOR))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json")
                .contains("The role monitor may not do this.");
    }

    @Test
    void a_method_that_does_not_say_who_may_call_it_is_closed() {
        expectProblem(admin().get(PROBE + "/forgotten"), 403);
        expectProblem(given().get(PROBE + "/forgotten"), 403);
        assertThat(log.lines()).anyMatch(line -> line.contains("does not say who may call it"));
    }

    @Test
    void a_method_may_be_open_to_anyone() {
        given().get(PROBE + "/open").then().statusCode(200).body(equalTo("hello"));
    }

    @Test
    void the_callers_address_comes_through_a_trusted_proxy() {
        from("198.51.100.9")
                .header("X-API-Key", ADMIN)
                .get(PROBE + "/address")
                .then()
                .body(equalTo("198.51.100.9"));
    }

    @Test
    void pages_of_other_origins_may_not_change_anything() {
        expectProblem(admin().header("Origin", "https://evil.example").post(WS_TOKEN), 403);

        admin().header("Origin", "https://panel.example").post(WS_TOKEN).then().statusCode(200);
        expectAdmin(admin().header("Origin", "https://evil.example").get(ME));
    }

    private static String ticket() {
        return admin().post(WS_TOKEN).then().statusCode(200).extract().path("token");
    }

    /// Sends bytes that no HTTP client would.
    private String raw(String requestLine, String... headers) throws IOException {
        String head =
                requestLine
                        + "\r\nHost: localhost\r\nConnection: close\r\n"
                        + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList())
                        + "\r\n";
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
