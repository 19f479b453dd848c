package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What readers over REST may take from the rest: attacks, replayed on a small heap and a full
/// memory of 14 MB.
@Tag("alone")
class ReadBudgetIT {
    private static final String HISTORY = "/api/v1alpha1/console/history?lines=10000";
    private static final String LINES =
            "i=0; while [ $i -lt 9000 ]; do printf \"line %d %0750d\\n\" $i 0; i=$((i+1)); done;"
                    + " echo all written; cat";

    private final List<Socket> sockets = new ArrayList<>();
    private GatewayProcess gateway;
    private Rest admin;

    @AfterEach
    void end() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        gateway.closeCalm();
    }

    private void start(String... settings) {
        var builder =
                GatewayProcess.with()
                        .java("-Xmx96m")
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .game(LINES);
        for (int i = 0; i < settings.length; i += 2) {
            builder.set(settings[i], settings[i + 1]);
        }
        gateway = builder.start();
        admin = Rest.of(gateway);
        try (Client client = Client.admin(gateway)) {
            client.expect("all written");
        }
    }

    @Test
    void a_crowd_that_asks_for_all_and_reads_nothing_takes_nothing_from_others() throws Exception {
        start();
        for (int i = 0; i < 50; i++) {
            ask(GatewayProcess.MONITOR, i % 2 == 0 ? HISTORY : "/api/v1alpha1/console/download");
        }

        assertThat(admin.metric("vs_reads")).isBetween(0.0, 4.0);
        assertThat(admin.request().get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(admin.request().get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(admin.get(HISTORY).path("lines")).hasSizeGreaterThan(9000);
        try (Client client = Client.admin(gateway)) {
            client.expect("all written");
        }
    }

    @Test
    void parallel_readers_of_all_are_served_or_told_to_come_back() throws Exception {
        start();
        var monitor = new Rest(gateway, GatewayProcess.MONITOR);
        Callable<Integer> read =
                () -> {
                    var answer = monitor.request().get(HISTORY);
                    if (answer.statusCode() == 200) {
                        assertThat(Client.parse(answer.asString()).path("lines"))
                                .hasSizeGreaterThan(9000);
                    } else {
                        assertThat(answer.header("Retry-After")).isEqualTo("1");
                        assertThat(answer.contentType()).startsWith("application/problem+json");
                    }
                    return answer.statusCode();
                };
        try (ExecutorService readers = Executors.newFixedThreadPool(24)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(readers.submit(read));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }

            assertThat(statuses)
                    .contains(200)
                    .containsAnyOf(429)
                    .allMatch(s -> s == 200 || s == 429);
        }
        await().until(() -> admin.metric("vs_reads") == 0);
    }

    @Test
    void who_takes_nothing_loses_the_place_to_one_who_asks() throws Exception {
        start("VS_CONSOLE_READS_PER_CALLER", "2");
        ask(GatewayProcess.MONITOR, HISTORY);
        ask(GatewayProcess.MONITOR, HISTORY);
        await().until(() -> admin.metric("vs_reads") == 2);
        var monitor = new Rest(gateway, GatewayProcess.MONITOR);
        assertThat(monitor.request().get(HISTORY).statusCode()).isEqualTo(429);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> monitor.request().get(HISTORY).statusCode() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {".*.*.*.*.*.*zz", "[^z]{500}z", "(x?){900}y", "(.?){999}Q"})
    void a_costly_expression_is_refused_after_its_time(String grep) {
        start("VS_CONSOLE_READS_TIME", "50ms");

        admin.request()
                .queryParam("grep", grep)
                .get(HISTORY)
                .then()
                .statusCode(422)
                .contentType("application/problem+json");

        // One that finds what it looks for at once is taken.
        assertThat(admin.get("/api/v1alpha1/console/history?lines=1&grep=line").path("lines"))
                .hasSize(1);
    }

    @Test
    void a_search_ends_when_its_client_has_gone() throws Exception {
        start("VS_CONSOLE_READS_TIME", "5m");
        for (int i = 0; i < 4; i++) {
            ask(GatewayProcess.MONITOR, HISTORY + "&grep=" + encoded("(.?){999}Q"));
        }
        await().until(() -> admin.metric("vs_reads") == 4);

        for (Socket socket : sockets) {
            socket.close();
        }

        await().until(() -> admin.metric("vs_reads") == 0);
    }

    @Test
    void a_download_ends_with_the_sign_in_that_asked_for_it() throws Exception {
        start();
        Rest signedIn = new Rest(gateway, signIn());
        Rest stays = new Rest(gateway, signIn());
        InputStream ended = download(signedIn.key());
        InputStream whole = download(stays.key());
        await().until(() -> admin.metric("vs_reads") == 2);

        signedIn.request().delete("/api/v1alpha1/auth/session").then().statusCode(204);

        assertThat(text(whole)).contains("all written");
        assertThat(text(ended)).contains("line 0 ").doesNotContain("all written");
        await().until(() -> admin.metric("vs_reads") == 0);
        assertThat(gateway.output()).noneMatch(line -> line.contains("ERROR"));
    }

    private String signIn() {
        return admin.post("/api/v1alpha1/auth/session", "").path("token").asText();
    }

    private InputStream download(String key) throws IOException {
        ask(key, "/api/v1alpha1/console/download", "Connection: close\r\n");
        return sockets.getLast().getInputStream();
    }

    private static String text(InputStream answer) throws IOException {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void costly_filters_hold_up_neither_levels_nor_cheap_ones_nor_health() {
        start("VS_CONSOLE_COMMANDS_CHAT", "true");
        List<Client> greedy = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            greedy.add(
                    Client.console(
                            gateway,
                            "history_lines=10000&api_key="
                                    + GatewayProcess.MONITOR
                                    + "&grep="
                                    + encoded("(.?){999}Q")));
        }
        try (Client level = filtered("level=info");
                Client cheap = filtered("grep=seen")) {
            level.expect("all written");

            admin.post("/api/v1alpha1/console/command", "{\"command\":\"seen at once\"}");

            level.expect("seen at once");
            cheap.expect("seen at once");
            assertThat(admin.request().get("/q/health/live").statusCode()).isEqualTo(200);
        }
        greedy.forEach(Client::close);
    }

    private Client filtered(String filter) {
        return Client.console(
                gateway, "history_lines=1&api_key=" + GatewayProcess.ADMIN + "&" + filter);
    }

    /// Asks and reads no answer.
    private void ask(String key, String path) throws IOException {
        ask(key, path, "");
    }

    private void ask(String key, String path, String headers) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(gateway.host(), gateway.port()));
        sockets.add(socket);
        String request =
                "GET %s HTTP/1.1\r\nHost: x\r\nX-API-Key: %s\r\n%s\r\n"
                        .formatted(path, key, headers);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
