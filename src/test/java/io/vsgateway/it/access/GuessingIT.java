package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.vsgateway.access.refusal.FailureThrottle;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Guessing keys, many at a time. Each test has a gateway of its own, as failures are remembered.
@Tag("alone")
class GuessingIT {
    private static final int GUESSES = 200;
    private static final String HERE = "X-Forwarded-For: 198.51.100.7";
    private GatewayProcess gateway;

    @BeforeEach
    void start() {
        // With so long a delay nothing that is held back goes out while a test runs.
        gateway =
                GatewayProcess.with()
                        .set("VS_AUTH_DELAY_MAX", "1m")
                        .set("VS_AUTH_FAILURES_BEFORE_DELAY", "5")
                        .set("VS_TRUSTED_PROXIES", "127.0.0.1")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterEach
    void stop() {
        try (var _ = gateway) {
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void over_websockets_all_but_a_few_are_not_even_looked_at() {
        List<Client> guesses = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            guesses.add(Client.console(gateway, "api_key=guess-0123456789-" + i, HERE));
        }

        // Which ones depends on how long it takes to send them all.
        await().until(() -> failures("not_heard") >= GUESSES - 40);
        assertThat(guesses.getLast().closed().code()).isEqualTo(1013);
        assertThat(looked()).isLessThan(40);
        assertThatTheAddressIsShutOutAndOthersAreNot();
        guesses.forEach(Client::close);
    }

    @Test
    void over_rest_all_but_a_few_are_not_even_looked_at() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < GUESSES; i++) {
                String key = "guess-0123456789-" + i;
                answers.add(
                        threads.submit(() ->
                                new Rest(gateway, key)
                                        .request()
                                        .header("X-Forwarded-For", "198.51.100.7")
                                        .get("/api/v1alpha1/auth/me")));
            }
            // The others are held back for longer than this test is to last.
            await().until(() -> failures("not_heard") >= GUESSES - 40);
            List<Response> unheard = new ArrayList<>();
            for (Future<Response> answer : answers) {
                if (answer.isDone()) {
                    unheard.add(answer.get());
                }
            }
            assertThat(unheard).anyMatch(answer -> answer.statusCode() == 429);
            assertThat(unheard)
                    .filteredOn(answer -> answer.statusCode() == 429)
                    .allMatch(answer -> answer.header("Retry-After").matches("[1-9]\\d*"));
            assertThat(unheard).allMatch(answer -> List.of(401, 429).contains(answer.statusCode()));
            assertThat(looked()).isLessThan(40);
            threads.shutdownNow();
        }
    }

    @Test
    void a_wrong_one_in_a_message_ends_the_connection_and_counts_as_any_other() {
        for (int i = 0; i < 5; i++) {
            try (Client client =
                    Client.console(gateway, "format=json&api_key=" + GatewayProcess.ADMIN, HERE)) {
                client.send("{\"type\":\"auth\",\"token\":\"guess-0123456789-" + i + "\"}");

                client.expect("\"unauthorized\"");
                assertThat(client.closed().code()).isEqualTo(4001);
            }
        }
        // From the sixth on they are held back, here so long that the next ones are not heard.
        List<Client> guesses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            guesses.add(Client.console(gateway, "api_key=guess-0123456789-" + i, HERE));
        }
        assertThat(guesses.getLast().closed().code()).isEqualTo(1013);
        assertThatTheAddressIsShutOutAndOthersAreNot();
        guesses.forEach(Client::close);
    }

    @Test
    void who_leaves_before_the_refusal_is_worth_no_line() {
        try (GatewayProcess quick =
                GatewayProcess.with()
                        .set("VS_AUTH_DELAY_MAX", "1s")
                        .set("VS_AUTH_FAILURES_BEFORE_DELAY", "1")
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            for (int i = 0; i < 10; i++) {
                Client.console(quick, "api_key=guess-0123456789-" + i).close();
            }

            // Its answer comes when all before it would have had theirs.
            try (Client patient = Client.console(quick, "api_key=guess-0123456789-last")) {
                assertThat(patient.closed().code()).isEqualTo(4001);
            }
            assertThat(quick.output())
                    .noneMatch(line -> line.contains("WARN") && !line.contains("Refused"));
            assertThat(quick.complaints()).isEmpty();
        }
    }

    private void assertThatTheAddressIsShutOutAndOthersAreNot() {
        // The first of those that were held back were so for a short time only: it may be over.
        List<Client> more = new ArrayList<>();
        for (int i = 0; i < FailureThrottle.MAX_AT_ONCE; i++) {
            more.add(Client.console(gateway, "api_key=another-0123456789-" + i, HERE));
        }
        try (Client here =
                        Client.console(
                                gateway, "format=json&api_key=" + GatewayProcess.ADMIN, HERE);
                Client elsewhere =
                        Client.console(
                                gateway,
                                "format=json&api_key=" + GatewayProcess.ADMIN,
                                "X-Forwarded-For: 198.51.100.8")) {
            assertThat(here.closed().code()).isEqualTo(1013);
            elsewhere.expect("\"state\"");
        }
        more.forEach(Client::close);
    }

    private double looked() {
        return failures("not_valid");
    }

    private double failures(String reason) {
        return Rest.of(gateway).metric("vs_auth_failures_total{reason=\"" + reason + "\"}");
    }
}
