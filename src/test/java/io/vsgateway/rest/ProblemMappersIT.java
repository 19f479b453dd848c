package io.vsgateway.rest;

import static io.restassured.RestAssured.given;
import static io.vsgateway.access.TestApi.API;
import static io.vsgateway.access.TestApi.ME;
import static io.vsgateway.access.TestApi.PROBE;
import static io.vsgateway.access.TestApi.WS_TOKEN;
import static io.vsgateway.access.TestApi.admin;
import static io.vsgateway.access.TestApi.expectProblem;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vsgateway.access.AccessProfile;
import io.vsgateway.access.CapturedLog;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(AccessProfile.class)
class ProblemMappersIT {
    @Test
    void unknown_paths_and_wrong_methods_are_problems() {
        expectProblem(admin().get(API + "/no-such-thing"), 404)
                .then()
                .body("instance", equalTo(API + "/no-such-thing"));
        expectProblem(admin().delete(ME), 405);
        expectProblem(admin().get(WS_TOKEN), 405);
        expectProblem(admin().accept("text/csv").get(ME), 406);
        expectProblem(admin().contentType("text/csv").body("a,b").post(PROBE + "/echo"), 415);
    }

    @Test
    void unknown_paths_elsewhere_are_no_concern_of_the_api() {
        assertThat(given().get("/no-such-page").then().statusCode(404).extract().contentType())
                .isNotEqualTo(Problem.MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"count\": \"many\"}",
                "[]",
                "{\"text\":\"a\",\"count\":{}}",
                "{\"text\":\"a\",\"count\":1} x",
                "{\"text\":\"a\",\"count\":1}{}",
                "{\"text\":\"a\",\"count\":1.5}",
                "{\"text\":\"a\",\"count\":\"1\"}",
                "{\"text\":5,\"count\":1}",
                "{\"text\":true,\"count\":1}"
            })
    void json_that_is_malformed_or_of_another_shape_is_400(String body) {
        Response response =
                admin().contentType("application/json").body(body).post(PROBE + "/echo");

        expectProblem(response, 400);
        assertThat(response.asString())
                .contains("not the JSON that is expected")
                .doesNotContain("io.vs");
    }

    @Test
    void values_out_of_bounds_are_400_and_name_the_field() {
        expectProblem(
                        admin().contentType("application/json")
                                .body("{\"text\":\" \"}")
                                .post(PROBE + "/echo"),
                        400)
                .then()
                .body("detail", equalTo("text must not be blank."));
        expectProblem(admin().get(PROBE + "/lines?lines=11"), 400)
                .then()
                .body("detail", equalTo("lines must be less than or equal to 10."));
        expectProblem(admin().get(PROBE + "/lines?lines=many"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/unavailable"})
    void an_unexpected_error_is_logged_once_and_shows_nothing(String path) {
        try (CapturedLog log = CapturedLog.start()) {
            Response response = expectProblem(admin().get(PROBE + path), 500);

            assertThat(response.asString())
                    .contains("under reference")
                    .doesNotContain("inner workings");
            assertThat(log.lines()).filteredOn(line -> line.contains("inner workings")).hasSize(1);
        }
    }

    /// As JSON that cannot be written is an IOException, too, like a body that breaks off.
    @Test
    void an_answer_that_cannot_be_written_is_no_client_that_left() throws Exception {
        String head =
                "POST "
                        + PROBE
                        + "/unwritable HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                        + AccessProfile.ADMIN
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (CapturedLog log = CapturedLog.start();
                var socket = new Socket("127.0.0.1", RestAssured.port);
                var answer =
                        new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            // The body goes on: whether it breaks off is not known.
            socket.getOutputStream().write((head + "1\r\n{\r\n").getBytes(US_ASCII));

            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 500 Internal Server Error");
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("inner workings", "reference");
        }
    }
}
