package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `vs-gateway doctor`, with the very settings that a start would read.
@Tag("many-starts")
class DoctorIT {
    private static final String KEY = "a-key-that-nobody-may-see";

    @TempDir Path folder;

    @Test
    void good_settings_are_0() throws Exception {
        Program.Outcome outcome = doctor(Map.of());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains(
                        "ok    the values of all settings are valid\n",
                        "ok    the game's program is there: ",
                        "ok    the data folder will be made: ")
                .doesNotContain("fail", KEY);
        assertThat(outcome.errors()).isEmpty();
        assertThat(Files.exists(folder.resolve("data"))).isFalse();
    }

    @Test
    void all_that_is_wrong_is_told_at_once() throws Exception {
        Program.Outcome outcome =
                doctor(
                        Map.of(
                                "VS_GAME_STOP_WAIT", "soon",
                                "VS_TICKET_MAX", "1",
                                "VS_GAME_COMMAND", "/none/game",
                                "VS_GAME_STOP_WIAT", "3s"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .contains(
                        "fail  VS_GAME_STOP_WAIT is wrong, \"soon\": Invalid duration",
                        "fail  VS_TICKET_MAX must be 2 at least – ",
                        "fail  the game's program is not there: /none/game",
                        "warn  VS_GAME_STOP_WIAT is no setting and is not heeded"
                                + " – did you mean VS_GAME_STOP_WAIT?\n")
                .doesNotContain(KEY);
    }

    @Test
    void what_only_a_start_would_notice_is_noticed() throws Exception {
        Path words = Files.writeString(folder.resolve("words.txt"), "good\ntwo words\n");
        Program.Outcome outcome =
                doctor(
                        Map.of(
                                "VS_TRUSTED_PROXIES",
                                "proxy",
                                "VS_API_KEY_MONITOR",
                                KEY,
                                "VS_CHAT_WORDS_FILE",
                                words.toString()));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .contains(
                        "fail  VS_TRUSTED_PROXIES has 'proxy'",
                        "fail  VS_CHAT_WORDS_FILE: " + words + ", line 2: a line has one word",
                        "fail  VS_API_KEY_ADMIN and VS_API_KEY_MONITOR must differ")
                .doesNotContain(KEY);
    }

    @Test
    void a_key_that_can_be_guessed_fails_and_is_not_shown() throws Exception {
        Program.Outcome outcome = doctor(Map.of("VS_API_KEY_MONITOR", "hunter2"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("fail  VS_API_KEY_MONITOR has fewer than 16 characters")
                .doesNotContain("hunter2");
    }

    @Test
    void what_settings_must_keep_among_each_other_is_looked_at() throws Exception {
        Program.Outcome outcome =
                doctor(
                        Map.of(
                                "VS_OPS_SHUTDOWN_GRACE", "10s",
                                "VS_SESSION_SILENCE_TIMEOUT", "20s",
                                "VS_GAME_STOP_COMMAND", "stop",
                                "VS_DATA_DIR", "/dev/null/data",
                                "VS_CHANNEL_ACCESS", "all",
                                "VS_HTTP_SOCKET", "/none/http.sock",
                                "VS_API_KEY_ADMIN", ""));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .contains(
                        "fail  VS_OPS_SHUTDOWN_GRACE (10s) must not be shorter than",
                        "fail  VS_SESSION_SILENCE_TIMEOUT (20s) must be longer than",
                        "fail  VS_GAME_STOP_COMMAND cannot be sent: commands begin with /",
                        "fail  the data folder is not there and cannot be made: /dev/null/data",
                        "fail  VS_CHANNEL_ACCESS is 'all': it has to be public",
                        "fail  VS_HTTP_SOCKET, /none/http.sock: there is no such folder")
                .containsOnlyOnce("fail  VS_API_KEY_ADMIN")
                .doesNotContain("could not be looked at");
    }

    @Test
    void an_expression_that_is_none_is_told_once() throws Exception {
        Program.Outcome outcome = doctor(Map.of("VS_CONSOLE_COMMANDS_BLOCKED", "(["));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).containsOnlyOnce("fail  VS_CONSOLE_COMMANDS_BLOCKED");
    }

    @Test
    void as_json_it_is_for_programs() throws Exception {
        Program.Outcome outcome = doctor(Map.of("VS_TICKET_MAX", "1"), "--json");

        JsonNode findings = Client.parse(outcome.output());
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(findings)
                .anySatisfy(finding -> {
                    assertThat(finding.path("outcome").asText()).isEqualTo("fail");
                    assertThat(finding.path("what").asText()).contains("VS_TICKET_MAX");
                    assertThat(finding.path("advice").asText()).isNotEmpty();
                });
    }

    @Test
    void a_gateway_that_runs_is_seen_and_left_alone() throws Exception {
        try (var gateway = GatewayProcess.with().game("exec cat").start()) {
            Program.Outcome outcome =
                    doctor(
                            Map.of(
                                    "VS_HTTP_PORT", Integer.toString(gateway.port()),
                                    "VS_DATA_DIR", gateway.data().toString()));

            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(outcome.output())
                    .contains(
                            "warn  a gateway (pid " + gateway.handle().pid() + ") uses",
                            "already – end it");
            assertThat(gateway.isAlive()).isTrue();
        }
    }

    private Program.Outcome doctor(Map<String, String> more, String... options) throws Exception {
        var variables =
                new HashMap<>(
                        Map.of(
                                "VS_HTTP_PORT",
                                "0",
                                "VS_API_KEY_ADMIN",
                                KEY,
                                "VS_GAME_COMMAND",
                                "sh -c cat",
                                "VS_DATA_DIR",
                                folder.resolve("data").toString()));
        variables.putAll(more);
        String[] arguments = new String[options.length + 1];
        arguments[0] = "doctor";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Program.run(variables, "", arguments);
    }
}
