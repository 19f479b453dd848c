package io.vsgateway.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vsgateway.rest.Problem;

/// Calls the REST interface and says what is expected of its answers.
public final class TestApi {
    public static final String API = "/api/v1alpha1";
    public static final String ME = API + "/auth/me";
    public static final String WS_TOKEN = API + "/auth/ws-token";
    public static final String SESSION = API + "/auth/session";
    public static final String PROBE = API + "/access-probe";

    private TestApi() {}

    public static RequestSpecification admin() {
        return given().header("X-API-Key", AccessProfile.ADMIN);
    }

    public static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    public static RequestSpecification from(String client) {
        return given().header("X-Forwarded-For", client);
    }

    public static void expectAdmin(Response response) {
        response.then()
                .statusCode(200)
                .body("role", equalTo("admin"))
                .body("name", equalTo("admin-key"));
    }

    public static Response expectProblem(Response response, int status) {
        response.then()
                .statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(status))
                .body("type", equalTo("about:blank"));
        return response;
    }
}
