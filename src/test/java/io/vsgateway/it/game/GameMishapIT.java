package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What games do to whoever supervises them, and what clients see of it.
class GameMishapIT {
    private static final int MEGABYTES_10 = 10_000_000;
    private static GatewayProcess gateway;
    private static Rest rest;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_GAME_RESTART_BACKOFF", "100ms")
                        .set("VS_GAME_RESTART_BACKOFF_MAX", "100ms")
                        .set("VS_GAME_RESTART_MAX_CRASHES", "100")
                        .set("VS_GAME_STOP_WAIT", "500ms")
                        .set("VS_GAME_STOP_TERM_WAIT", "500ms")
                        .set("VS_GAME_INPUT_CONFIRM_TIMEOUT", "5s")
                        .set("VS_CONSOLE_COMMANDS_PER_SECOND", "1000")
                        .set("VS_CONSOLE_BUFFER_BYTES", "64M")
                        .java("-Xmx160m")
                        .demo("--rate 0 --start-time 10ms --save-time 10ms")
                        .start();
        rest = Rest.of(gateway);
    }

    @AfterAll
    static void stop() {
        assertThat(gateway.output()).noneMatch(line -> line.matches("^\\s+at \\S+\\(.*"));
        gateway.close();
    }

    @BeforeEach
    void the_game_runs() {
        await().until(() ->
                !rest.get("/api/v1alpha1/server").path("state").asText().equals("stopping"));
        if (rest.get("/api/v1alpha1/server").path("state").asText().equals("stopped")) {
            rest.post("/api/v1alpha1/server/start", "");
        }
        await().until(() -> rest.get("/api/v1alpha1/server").path("ready").asBoolean());
    }

    @Test
    void a_crash_is_seen_with_its_last_lines_and_the_game_is_started_again() {
        try (Client client = now()) {
            int before = rest.get("/api/v1alpha1/server").path("restarts").asInt();
            client.command("/demo crash 42", "crash");

            client.expect("[Server Fatal]");
            client.expect("exit code 42 – restarting in 100 ms (attempt");
            client.expect("now running");
            await().until(() -> rest.get("/api/v1alpha1/server").path("ready").asBoolean());
            JsonNode server = rest.get("/api/v1alpha1/server");
            assertThat(server.path("restarts").asInt()).isEqualTo(before + 1);
            JsonNode last = server.path("last_run");
            assertThat(last.path("exit_code").asInt()).isEqualTo(42);
            assertThat(last.path("wanted").asBoolean()).isFalse();
            assertThat(last.path("last_lines").toString()).contains("[Server Fatal]");
            assertThat(rest.metric("vs_game_restarts")).isEqualTo(before + 1);
        }
    }

    @Test
    void the_states_of_a_crash_come_in_their_order() {
        try (Client client = now()) {
            client.command("/demo crash", "crash");

            var states = new ArrayList<String>();
            while (!states.contains("running")) {
                JsonNode state = client.json(m -> m.path("type").asText().equals("state"));
                states.add(state.path("state").asText());
            }
            assertThat(states).containsExactly("backing_off", "starting", "running");
        }
    }

    @Test
    void a_game_that_hangs_is_stopped_by_the_ladder() {
        try (Client client = now()) {
            client.command("/demo hang", "hang");
            client.expect("hangs from now on");

            rest.post("/api/v1alpha1/server/stop", "");

            client.expect("stopping: /stop, then waiting at most 500 ms");
            client.expect("stopping: SIGTERM, then waiting at most 500 ms");
            client.expect("stopping: SIGKILL");
            client.expect("game stopped, exit code 137");
            assertThat(rest.get("/api/v1alpha1/server").path("last_run").path("wanted").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void a_game_that_reads_its_input_no_more_blocks_nobody() {
        try (Client client = now()) {
            client.command("/demo deaf", "deaf");
            client.receipts("deaf");
            client.command("/time", "unheard");

            assertThat(client.receipts("unheard"))
                    .containsExactly("accepted", "written", "timed_out");
            rest.post("/api/v1alpha1/server/restart", "");
            client.expect("now running");
            await().until(() -> rest.get("/api/v1alpha1/server").path("ready").asBoolean());
            client.command("/time", "heard");
            assertThat(client.receipts("heard")).endsWith("confirmed");
        }
    }

    @Test
    void a_line_of_ten_megabytes_arrives_whole_in_marked_parts() {
        try (Client client = now()) {
            client.command("/demo longline " + MEGABYTES_10, "long");
            client.command("/announce after it", "after");

            List<String> texts = textsUntil(client, "Message to all in group 0: after it");
            int first = indexOf(texts, "longline");
            long length = 0;
            int parts = 0;
            for (String text : texts.subList(first, texts.size())) {
                boolean more = text.endsWith("…");
                length += more ? text.length() - 1 : text.length();
                parts++;
                if (!more) {
                    break;
                }
            }
            assertThat(length).isEqualTo(MEGABYTES_10);
            assertThat(parts).isEqualTo(MEGABYTES_10 / (64 * 1024) + 1);
        }
    }

    @Test
    void a_prompt_without_a_line_break_is_shown_and_nothing_is_shown_twice() {
        try (Client client = now()) {
            client.command("/demo partial Really? ", "prompt");
            client.expect("\"text\":\"Really?");
            client.command("/announce after it", "after");

            assertThat(client.until(m -> m.contains("Message to all in group 0: after it")))
                    .noneMatch(m -> m.contains("Really?"));
        }
    }

    @Test
    void bytes_that_are_not_utf8_are_replaced_and_torn_characters_are_joined() {
        try (Client client = now()) {
            client.command("/demo utf8", "utf8");

            assertThat(text(client, "not UTF-8: "))
                    .endsWith("not UTF-8: \ufffd(\ufffd\ufffd\ufffd end");
            assertThat(text(client, "torn: ")).endsWith("torn: 🌩 end");
        }
    }

    @Test
    void control_characters_stay_in_their_line() {
        try (Client client = now()) {
            client.command("/demo nul", "nul");
            assertThat(text(client, "nul: ")).endsWith("nul: ␀ bell: \u0007 backspace: \b end");
            client.command("/demo crlf", "crlf");
            assertThat(text(client, "ends in CR LF")).endsWith("ends in CR LF");
        }
    }

    @Test
    void an_escape_sequence_torn_over_reads_arrives_whole() {
        try (Client client = now()) {
            client.command("/demo ansi", "ansi");

            JsonNode line = client.json(m -> m.path("text").asText().contains("torn colour"));
            assertThat(line.path("text").asText())
                    .startsWith("\u001b[33m")
                    .endsWith("torn colour\u001b[0m");
            assertThat(line.path("level").asText()).isEqualTo("warn");
        }
    }

    @Test
    void chat_that_looks_like_an_event_is_chat() {
        try (Client client = now()) {
            client.command("/demo spoof", "spoof");

            JsonNode line = client.json(m -> m.path("text").asText().contains("Mallory"));
            assertThat(line.path("category").asText()).isEqualTo("Chat");
        }
    }

    @Test
    void an_orphan_is_in_the_way_of_a_restart_until_it_has_ended() {
        try (Client client = now()) {
            client.command("/demo orphan 60", "orphan");
            JsonNode told = client.json(m -> m.path("text").asText().contains("holds stdout"));
            long orphan =
                    Long.parseLong(
                            told.path("text")
                                    .asText()
                                    .replaceAll(".*process (\\d+) holds.*", "$1"));
            try {
                client.command("/demo crash", "crash");

                client.expect("has left running: " + orphan);
                ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
                client.expect("now running");
            } finally {
                ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static Client now() {
        Client client =
                Client.console(
                        gateway, "format=json&history_lines=1&api_key=" + GatewayProcess.ADMIN);
        client.expect("\"type\":\"line\"");
        return client;
    }

    private static String text(Client client, String part) {
        return client.json(m -> m.path("text").asText().contains("] " + part))
                .path("text")
                .asText();
    }

    private static List<String> textsUntil(Client client, String part) {
        return client.until(m -> m.contains(part)).stream()
                .map(Client::parse)
                .filter(m -> m.path("type").asText().equals("line"))
                .map(m -> m.path("text").asText())
                .toList();
    }

    private static int indexOf(List<String> texts, String part) {
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).contains("] " + part)) {
                return i;
            }
        }
        throw new AssertionError(part + " is not there");
    }
}
