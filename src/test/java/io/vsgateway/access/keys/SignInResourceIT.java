package io.vsgateway.access.keys;

import static io.restassured.RestAssured.given;
import static io.vsgateway.access.TestApi.ME;
import static io.vsgateway.access.TestApi.SESSION;
import static io.vsgateway.access.TestApi.WS_TOKEN;
import static io.vsgateway.access.TestApi.admin;
import static io.vsgateway.access.TestApi.bearer;
import static io.vsgateway.access.TestApi.expectAdmin;
import static io.vsgateway.access.TestApi.expectProblem;
import static io.vsgateway.access.TestApi.from;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vsgateway.access.AccessProfile;
import io.vsgateway.access.Lease;
import io.vsgateway.access.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AccessProfile.class)
class SignInResourceIT {
    @Inject TestClock clock;
    @Inject SignInLink link;

    @BeforeEach
    void forget_what_other_tests_left() {
        clock.advance(Duration.ofHours(1));
    }

    @Test
    void a_key_buys_a_sign_in_that_is_good_for_many_calls_until_it_expires() {
        String token =
                admin().post(SESSION)
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", "no-store")
                        .body("token", matchesPattern("[A-Za-z0-9_-]{43}"))
                        .body("expires_at", equalTo(clock.instant().plusSeconds(3600).toString()))
                        .body("expires_in_seconds", equalTo(3600))
                        .body("role", equalTo("admin"))
                        .extract()
                        .path("token");

        expectAdmin(bearer(token).get(ME));
        expectAdmin(given().header("X-API-Key", token).get(ME));
        bearer(token).post(WS_TOKEN).then().statusCode(200);
        clock.advance(Duration.ofHours(1));
        expectProblem(bearer(token).get(ME), 401);
    }

    @Test
    void a_sign_in_does_not_buy_another_one_nor_does_a_ticket() {
        String ticket = admin().post(WS_TOKEN).then().extract().path("token");

        expectProblem(bearer(signIn()).post(SESSION), 403)
                .then()
                .body("detail", equalTo("A session begins with a key or with the one-time link."));
        expectProblem(bearer(ticket).post(SESSION), 403);
    }

    @Test
    void an_ended_sign_in_is_refused() {
        String token = signIn();
        String other = signIn();

        bearer(token).delete(SESSION).then().statusCode(204);

        expectProblem(bearer(token).get(ME), 401);
        expectProblem(bearer(token).delete(SESSION), 401);
        expectAdmin(bearer(other).get(ME));
    }

    @Test
    void a_key_cannot_be_ended() {
        expectProblem(admin().delete(SESSION), 403)
                .then()
                .body("detail", equalTo("Only the token of a session ends it."));
    }

    @Test
    void the_link_buys_one_signIn() {
        String secret = link.issue(Lease.LASTING);

        String token =
                bearer(secret)
                        .post(SESSION)
                        .then()
                        .statusCode(200)
                        .body("role", equalTo("admin"))
                        .extract()
                        .path("token");

        bearer(token).get(ME).then().statusCode(200).body("name", equalTo("sign-in-link"));
        expectProblem(bearer(secret).post(SESSION), 401);
    }

    @Test
    void any_other_call_with_the_link_is_refused_and_does_not_use_it_up() {
        String secret = link.issue(Lease.LASTING);

        expectProblem(bearer(secret).get(ME), 401);
        expectProblem(bearer(secret).post(WS_TOKEN), 401);
        expectProblem(bearer(secret).delete(SESSION), 401);
        bearer(secret).post(SESSION).then().statusCode(200);
    }

    @Test
    void a_page_of_another_origin_cannot_use_the_link_up() {
        String secret = link.issue(Lease.LASTING);

        expectProblem(bearer(secret).header("Origin", "https://evil.example").post(SESSION), 403);
        bearer(secret).post(SESSION).then().statusCode(200);
    }

    @Test
    void guessing_links_is_slowed_as_guessing_keys_is() {
        for (int i = 0; i < 4; i++) {
            from("198.51.100.30").header("Authorization", "Bearer guess").post(SESSION);
        }

        from("198.51.100.30")
                .header("Authorization", "Bearer guess")
                .post(SESSION)
                .then()
                .statusCode(401)
                .time(greaterThanOrEqualTo(150L));
    }

    @Test
    void a_page_gets_a_cookie_in_place_of_the_token_and_is_known_by_it() {
        String cookie = pageSignIn("/vs/");

        expectAdmin(page("/vs/", cookie).get(ME));
        page("/vs/", cookie).post(WS_TOKEN).then().statusCode(200);
        page("/vs/", cookie)
                .delete(SESSION)
                .then()
                .statusCode(204)
                .header(
                        "Set-Cookie",
                        equalTo(name() + "=; Path=/vs/; Max-Age=0; HttpOnly; SameSite=Strict"));
        expectProblem(page("/vs/", cookie).get(ME), 401)
                .then()
                .header("Set-Cookie", containsString("Max-Age=0"));
    }

    @Test
    void a_cookie_alone_is_nothing_so_no_other_page_can_have_it_used() {
        String cookie = pageSignIn("/");

        given().header("Cookie", cookie).get(ME).then().statusCode(401);
        given().header("Cookie", cookie).post(WS_TOKEN).then().statusCode(401);
        expectProblem(
                page("/", cookie).header("Origin", "https://evil.example").post(WS_TOKEN), 403);
        expectProblem(page("/", cookie).header("Sec-Fetch-Site", "same-site").get(ME), 401);
        expectProblem(page("/; Domain=example.org", cookie).get(ME), 401);
        // The gateway allows no page of another origin to send the header.
        given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "x-vs-page")
                .options(ME)
                .then()
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Headers", nullValue());
    }

    @Test
    void a_cookie_ends_in_time_as_the_sign_in_does() {
        String cookie = pageSignIn("/");

        clock.advance(Duration.ofHours(1));

        expectProblem(page("/", cookie).get(ME), 401);
    }

    @Test
    void over_https_the_cookie_stays_there() {
        admin().header("X-VS-Page", "/")
                .header("Origin", "https://panel.example")
                .post(SESSION)
                .then()
                .statusCode(200)
                .header("Set-Cookie", endsWith("; HttpOnly; SameSite=Strict; Secure"));
    }

    private static String pageSignIn(String path) {
        String set =
                admin().header("X-VS-Page", path)
                        .post(SESSION)
                        .then()
                        .statusCode(200)
                        .body("token", nullValue())
                        .body("expires_in_seconds", equalTo(3600))
                        .extract()
                        .header("Set-Cookie");
        assertThat(set)
                .matches(
                        name()
                                + "=[A-Za-z0-9_-]{43}; Path="
                                + path
                                + "; Max-Age=3600; HttpOnly; SameSite=Strict");
        return set.substring(0, set.indexOf(';'));
    }

    private static RequestSpecification page(String path, String cookie) {
        return given().header("X-VS-Page", path).header("Cookie", cookie);
    }

    /// Another gateway on this host has another one.
    private static String name() {
        return "vs-session-" + RestAssured.port;
    }

    private static String signIn() {
        return admin().post(SESSION).then().statusCode(200).extract().path("token");
    }
}
