package io.vsgateway.terminal;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TerminalIT {
    @Test
    void an_asset_is_kept_for_ever_and_its_headers_are_strict() {
        expectStrict(given().get("/assets/probe-0a1b2c3d.js").then())
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable");
    }

    @Test
    void an_asset_that_is_not_there_is_not_kept() {
        expectStrict(given().get("/assets/gone-0a1b2c3d.js").then())
                .statusCode(404)
                .header("Cache-Control", "no-cache");
    }

    @Test
    void the_page_is_asked_for_each_time() {
        expectStrict(given().get("/").then()).header("Cache-Control", "no-cache");
    }

    @Test
    void the_interfaces_keep_their_own_headers() {
        given().get("/api/v1alpha1/server")
                .then()
                .statusCode(401)
                .header("Content-Security-Policy", nullValue())
                .header("Cache-Control", "no-store");
    }

    @Test
    void what_the_page_has_to_know_needs_no_credential() {
        given().get("/api/v1alpha1/terminal/settings")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("title", equalTo("vs-gateway"))
                .body("demo", equalTo(true))
                .body("version", notNullValue());
    }

    private static ValidatableResponse expectStrict(ValidatableResponse response) {
        return response.header(
                        "Content-Security-Policy",
                        allOf(
                                containsString("default-src 'none'"),
                                containsString("frame-ancestors 'none'"),
                                not(containsString("unsafe"))))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Frame-Options", "DENY");
    }
}
