package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vsgateway.it.Client;
import io.vsgateway.it.NeedsDevMaven;
import io.vsgateway.it.access.FrameSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Dev mode as a developer has it: files are edited and nothing else is done.
@NeedsDevMaven
@Timeout(900)
class DevModeIT {
    private static final String HEALTH = "java/io/vsgateway/ops/LiveHealth.java";
    private static final String YAML = "resources/application.yaml";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// So many that one thread more each time would be seen.
    private static final int RELOADS = Integer.getInteger("dev.reloads", 8);

    /// After so many the pools have their size.
    private static final int WARM_UP = 4;

    /// Workers of a pool that come and go.
    private static final int MORE_THREADS = 6;

    private static final int MORE_DESCRIPTORS = 16;

    @Test
    void changes_are_live_and_clients_come_back_and_nothing_is_left_over() throws Exception {
        try (DevProcess dev = DevProcess.start()) {
            reloadOften(dev);
            isNotRestartedInPlace(dev);

            ProcessHandle game = dev.games().getFirst();
            dev.signalAll("TERM");

            await().atMost(PATIENCE).until(() -> !dev.gateway().isAlive() && !game.isAlive());
        }
    }

    private static void isNotRestartedInPlace(DevProcess dev) {
        Response answer =
                RestAssured.given()
                        .baseUri("http://127.0.0.1")
                        .port(dev.port())
                        .header("X-API-Key", dev.key())
                        .post("/api/v1alpha1/gateway/restart");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.asString()).contains("dev mode");
    }

    private static void reloadOften(DevProcess dev) {
        Follower follower = new Follower(dev);
        String check = "gateway";
        String title = "The real-time gateway";
        int threads = 0;
        int descriptors = 0;

        for (int reload = 1; reload <= RELOADS; reload++) {
            ProcessHandle game = dev.games().getFirst();
            boolean inJava = reload % 2 == 1;
            String edited = (inJava ? "gateway-" : "Gateway number ") + reload;
            dev.edit(
                    inJava ? HEALTH : YAML,
                    inJava ? '"' + check + '"' : title,
                    inJava ? '"' + edited + '"' : edited);
            check = inJava ? edited : check;
            title = inJava ? title : edited;

            // Nobody has made a request: the change is found without one.
            assertThat(follower.closed())
                    .isEqualTo(new FrameSocket.Closed(1001, "the server is going away"));
            follower.comeBack();
            assertThat(get(dev, "/q/health/live")).contains('"' + check + '"');
            assertThat(get(dev, "/q/openapi")).contains(title);

            assertThat(game.isAlive()).as("the game of the gateway before").isFalse();
            assertThat(dev.games()).hasSize(1);
            assertThat(dev.listeningPorts()).isEqualTo(Set.of(dev.port()));
            if (reload == WARM_UP) {
                threads = dev.threads();
                descriptors = dev.descriptors();
            }
        }

        System.out.printf(
                "dev mode: %d reloads, threads %d -> %d, descriptors %d -> %d%n",
                RELOADS, threads, dev.threads(), descriptors, dev.descriptors());
        assertThat(dev.threads()).isLessThanOrEqualTo(threads + MORE_THREADS);
        assertThat(dev.descriptors()).isLessThanOrEqualTo(descriptors + MORE_DESCRIPTORS);
        assertThat(dev.count("Live reload total time")).isEqualTo(RELOADS);
        // A request that comes back too soon meets the gateway that has ended.
        assertThat(dev.output().stream().filter(line -> line.contains(" ERROR ")))
                .allMatch(line -> line.contains("[Error Occurred After Shutdown]"));
    }

    @Test
    void a_mistake_is_told_and_its_correction_is_live() {
        try (DevProcess dev = DevProcess.start()) {
            mistakeInJava(dev);
            mistakeInYaml(dev);
        }
    }

    private static void mistakeInJava(DevProcess dev) {
        dev.edit(HEALTH, "\"gateway\"", "\"gateway");
        dev.awaitOutput(line -> line.contains("unclosed string literal"), PATIENCE);
        assertThat(dev.games()).as("the gateway before goes on").hasSize(1);
        dev.edit(HEALTH, "\"gateway", "\"corrected\"");
        dev.awaitOutput(line -> line.contains("Live reload total time"), PATIENCE);
        assertThat(get(dev, "/q/health/live")).contains("\"corrected\"");
    }

    private static void mistakeInYaml(DevProcess dev) {
        dev.edit(YAML, "quarkus:\n", "vs:\n  game:\n    dialect: klingon\nquarkus:\n");
        dev.awaitOutput(line -> line.contains("VS_GAME_DIALECT"), PATIENCE);
        await().atMost(PATIENCE).until(() -> dev.games().isEmpty());
        dev.edit(YAML, "klingon", "vintagestory");

        // With no gateway to look for changes, it is a request that finds this one.
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(get(dev, "/q/health/live")).contains("\"corrected\""));
        await().atMost(PATIENCE).until(() -> dev.games().size() == 1);
    }

    private static String get(DevProcess dev, String path) {
        return RestAssured.given()
                .baseUri("http://127.0.0.1")
                .port(dev.port())
                .get(path)
                .asString();
    }

    /// A client that follows the console and comes back as the protocol asks for.
    private static final class Follower {
        private final DevProcess dev;
        private Client client;
        private String last;

        Follower(DevProcess dev) {
            this.dev = dev;
            client = connect("");
            last = line(client).path("id").asText();
        }

        private static String epoch(String id) {
            return id.substring(0, id.lastIndexOf('-'));
        }

        private static long offset(String id) {
            return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
        }

        private Client connect(String query) {
            String target = "/api/v1alpha1/console/ws?format=json&api_key=" + dev.key() + query;
            return Client.connect(dev.port(), target, true);
        }

        private static JsonNode line(Client from) {
            return from.json(message -> message.path("type").asText().equals("line"));
        }

        FrameSocket.Closed closed() {
            FrameSocket.Closed closed = client.closed();
            for (String message : client.pending()) {
                JsonNode line = Client.parse(message);
                if (line.path("type").asText().equals("line")) {
                    last = line.path("id").asText();
                }
            }
            client.close();
            return closed;
        }

        /// Connects until it is let in, and reads until the new game is ready: the loss of the old
        /// run is told, and of the new one all lines come, from the first and in order.
        void comeBack() {
            var seen = new ArrayList<JsonNode>();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .ignoreExceptionsInstanceOf(FrameSocket.Refused.class)
                    .until(() -> {
                        client = connect("&last_event_id=" + last);
                        return true;
                    });
            client.until(message -> {
                seen.add(Client.parse(message));
                return message.contains("game is ready");
            });

            JsonNode gap =
                    seen.stream()
                            .filter(m -> m.path("type").asText().equals("gap"))
                            .findFirst()
                            .orElseThrow();
            assertThat(gap.path("recovered").asBoolean()).isFalse();
            assertThat(gap.path("from").asText()).isEqualTo(last);
            List<String> ids =
                    seen.stream()
                            .filter(m -> m.path("type").asText().equals("line"))
                            .map(m -> m.path("id").asText())
                            .toList();
            assertThat(ids).allMatch(id -> !epoch(id).equals(epoch(last)));
            for (int i = 0; i < ids.size(); i++) {
                assertThat(offset(ids.get(i))).isEqualTo(i + 1L);
            }
            last = ids.getLast();
        }
    }
}
