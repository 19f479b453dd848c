package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The one-time link of the banner, as a newcomer uses it.
class SignInLinkIT {
    private static final Pattern LINK =
            Pattern.compile("sign in, once +(http://[^/]+)/#link=([A-Za-z0-9_-]{43})");

    @Test
    void the_link_of_the_banner_signs_in_once_and_its_session_watches_the_console() {
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .unset("VS_API_KEY_ADMIN")
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            Matcher link = link(gateway);
            assertThat(link.group(1)).isEqualTo("http://127.0.0.1:" + gateway.port());

            Response signedIn = signIn(gateway, link.group(2));
            String token = signedIn.path("token");

            assertThat(signedIn.statusCode()).isEqualTo(200);
            assertThat(signIn(gateway, link.group(2)).statusCode()).isEqualTo(401);
            try (Client client = Client.console(gateway, "format=json&token=" + token)) {
                client.expect("\"type\":\"line\"");
            }
            String ticket =
                    new Rest(gateway, token)
                            .post("/api/v1alpha1/auth/ws-token", "{}")
                            .path("token")
                            .asText();
            try (Client client = Client.console(gateway, "format=json&token=" + ticket)) {
                client.expect("\"type\":\"line\"");
            }
            assertThat(log(gateway)).noneMatch(line -> line.contains(token));
        }
    }

    @Test
    void without_a_need_for_it_there_is_no_link() {
        try (GatewayProcess gateway =
                GatewayProcess.with().demo("--rate 0 --start-time 10ms").start()) {
            try (Client client = Client.admin(gateway)) {
                client.expect("\"type\":\"state\"");
            }

            assertThat(gateway.output()).noneMatch(line -> line.contains("#link="));
        }
    }

    @Test
    void on_all_addresses_the_link_leads_to_one_that_can_be_opened() {
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .unset("VS_API_KEY_ADMIN")
                        .set("VS_HTTP_HOST", "0.0.0.0")
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            Matcher link = link(gateway);

            assertThat(link.group(1)).isEqualTo("http://127.0.0.1:" + gateway.port());
            assertThat(gateway.output()).anyMatch(line -> line.contains("VS_PUBLIC_URL"));
            assertThat(signIn(gateway, link.group(2)).statusCode()).isEqualTo(200);
        }
    }

    private static Response signIn(GatewayProcess gateway, String secret) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + secret)
                .post(gateway.url("/api/v1alpha1/auth/session"));
    }

    private static Matcher link(GatewayProcess gateway) {
        gateway.awaitOutput(line -> line.contains("#link="), java.time.Duration.ofSeconds(60));
        return gateway.output().stream()
                .map(LINK::matcher)
                .filter(Matcher::find)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> log(GatewayProcess gateway) {
        return gateway.output().stream().filter(line -> !line.contains("#link=")).toList();
    }
}
