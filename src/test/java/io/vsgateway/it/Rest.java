package io.vsgateway.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/// Calls of a gateway's REST interface with a key.
public record Rest(GatewayProcess gateway, String key) {
    public static Rest of(GatewayProcess gateway) {
        return new Rest(gateway, GatewayProcess.ADMIN);
    }

    public RequestSpecification request() {
        return RestAssured.given()
                .baseUri("http://" + gateway.host())
                .port(gateway.port())
                .header("X-API-Key", key);
    }

    public JsonNode get(String path) {
        return json(request().get(path));
    }

    public JsonNode post(String path, String body) {
        return json(request().contentType("application/json").body(body).post(path));
    }

    private static JsonNode json(Response response) {
        if (response.statusCode() >= 300) {
            throw new AssertionError(response.statusLine() + " " + response.asString());
        }
        return Client.parse(response.asString());
    }

    /// The value of a metric, all its labels added up.
    public double metric(String name) {
        String all = request().get("/q/metrics").asString();
        double sum = 0;
        for (String line : all.split("\n")) {
            if (line.startsWith(name + " ")
                    || line.startsWith(name + "{")
                    || line.startsWith(name + "_total")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return sum;
    }
}
