package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Games whose output is no text, has no lines, or ends at once.
class WildOutputIT {
    private static final long BYTES = 20_000_000;

    /// Longer lines are shown in parts of this length.
    private static final int PART = 64 * 1024;

    @Test
    void a_flood_without_a_line_break_arrives_in_parts_and_nothing_of_it_is_lost() {
        String flood = "head -c " + BYTES + " /dev/zero | tr \"\\0\" x";
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_CONSOLE_BUFFER_BYTES", "64M")
                                .set("VS_GAME_LINES_PARTIAL_AFTER", "60s")
                                .java("-Xmx160m")
                                .game(
                                        "echo ready; read -r go; "
                                                + flood
                                                + "; echo; echo the end; exec cat")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game is ready");
            client.send("go");

            List<JsonNode> lines =
                    client.until(m -> m.contains("\"the end\"")).stream()
                            .map(Client::parse)
                            .filter(m -> m.path("text").asText().startsWith("x"))
                            .toList();
            assertThat(lines).hasSize((int) (BYTES / PART) + 1);
            List<JsonNode> parts = lines.subList(0, lines.size() - 1);
            assertThat(parts).allMatch(part -> part.path("text").asText().endsWith("x…"));
            long length =
                    lines.stream()
                            .mapToLong(line -> line.path("text").asText().replace("…", "").length())
                            .sum();
            assertThat(length).isEqualTo(BYTES);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void random_bytes_are_lines_like_any_other() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .java("-Xmx160m")
                                .game(
                                        "echo ready; read -r go; head -c 3000000 /dev/urandom; echo; echo the end; exec cat")
                                .start();
                Client json = Client.admin(gateway);
                Client text = Client.console(gateway, "api_key=" + GatewayProcess.ADMIN)) {
            json.expect("game is ready");
            text.expect("game is ready");
            json.send("go");

            // Every message is valid JSON and valid UTF-8, or this would throw.
            json.until(m -> Client.parse(m).path("text").asText().equals("the end"));
            text.expect("] the end");
            json.command("still there", "c");
            assertThat(json.receipts("c")).endsWith("confirmed");
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void a_game_that_ends_at_once_again_and_again_is_given_up_and_can_be_started_by_hand() {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_GAME_RESTART_BACKOFF", "50ms")
                                .set("VS_GAME_RESTART_MAX_CRASHES", "3")
                                .game(
                                        "[ -e mended ] && { echo ready; exec cat; }; echo broken; exit 3")
                                .start();
                Client client = Client.admin(gateway)) {
            var texts = new ArrayList<String>();
            client.until(m -> {
                texts.add(Client.parse(m).path("text").asText());
                return m.contains("not starting the game");
            });
            assertThat(texts.stream().filter(t -> t.equals("broken"))).hasSize(3);
            assertThat(texts)
                    .anyMatch(t -> t.contains("(attempt 1)"))
                    .anyMatch(t -> t.contains("(attempt 2)"));
            Rest rest = Rest.of(gateway);
            await().until(() -> state(rest).equals("given_up"));
            assertThat(rest.metric("vs_game_restarts")).isEqualTo(2);
            assertThat(rest.metric("vs_game_state{state=\"given_up\"}")).isEqualTo(1);
            assertThat(rest.get("/api/v1alpha1/server").path("runs")).hasSize(3);

            assertThat(gateway.data().resolve("mended").toFile().mkdir()).isTrue();
            rest.post("/api/v1alpha1/server/start", "");

            await().until(() -> state(rest).equals("running"));
        }
    }

    private static String state(Rest rest) {
        return rest.get("/api/v1alpha1/server").path("state").asText();
    }
}
