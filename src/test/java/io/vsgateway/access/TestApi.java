package io.vsgateway.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/// Calls the REST interface and says what is expected of its answers.
final class TestApi {
    static final String API = "/api/v1alpha1";
    static final String ME = API + "/auth/me";
    static final String WS_TOKEN = API + "/auth/ws-token";
    static final String SESSION = API + "/auth/session";
    static final String PROBE = API + "/access-probe";

    private TestApi() {}

    static RequestSpecification admin() {
        return given().header("X-API-Key", AccessProfile.ADMIN);
    }

    static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    static RequestSpecification from(String client) {
        return given().header("X-Forwarded-For", client);
    }

    static void expectAdmin(Response response) {
        response.then()
                .statusCode(200)
                .body("role", equalTo("admin"))
                .body("name", equalTo("admin-key"));
    }

    static Response expectProblem(Response response, int status) {
        response.then()
                .statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(status))
                .body("type", equalTo("about:blank"));
        return response;
    }
}
