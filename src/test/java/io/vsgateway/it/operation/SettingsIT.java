package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A wrong setting stops the start with one clear line.
@Tag("many-starts")
class SettingsIT {
    private static final Duration EXIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VS_HTTP_PORT | 70000",
                "VS_HTTP_HOST | not.a.host.example.invalid",
                "VS_CONSOLE_HISTORY_LINES | 10001",
                "VS_CONSOLE_BUFFER_BYTES | 12 elephants",
                "VS_CONSOLE_COMMANDS_ALLOWED | [",
                "VS_SESSION_PING_INTERVAL | 1ms",
                "VS_SESSION_MESSAGE_MAX_BYTES | 0",
                "VS_GAME_DIALECT | klingon",
                "VS_GAME_COMMAND | echo 'unfinished",
                "VS_GAME_ON_EXIT | explode",
                "VS_GAME_STOP_SAVE_LINE | (",
                "VS_GAME_INPUT_MAX_BYTES | 1",
                "VS_GAME_INPUT_GAP | -1s",
                "VS_OPS_SHUTDOWN_GRACE | 0s",
                "VS_API_KEY_ADMIN | ''",
                "VS_API_KEY_ADMIN | fifteen-letters",
                "VS_API_KEY_MONITOR | hunter2",
                "VS_TRUSTED_PROXIES | 10.0.0.0/33",
                "VS_ALLOWED_ORIGINS | not an origin",
                "VS_TICKET_TTL | 1h",
            })
    void a_wrong_value_stops_the_start_with_one_line_that_names_the_variable(
            String variable, String value) throws InterruptedException {
        assertThat(refusal(Map.of(variable, value))).contains(variable);
    }

    @Test
    void a_pattern_of_the_dialect_that_is_wrong_is_named() throws InterruptedException {
        assertThat(refusal(Map.of("VS_GAME_DIALECT", "plain", "VS_GAME_PATTERNS_READY", "(")))
                .contains("VS_GAME_PATTERNS_READY");
    }

    @Test
    void a_game_is_either_run_or_followed() throws InterruptedException {
        assertThat(
                        refusal(
                                Map.of(
                                        "VS_GAME_COMMAND",
                                        "sleep 60",
                                        "VS_GAME_LOG_FILES",
                                        "/tmp/some.log")))
                .contains("VS_GAME_COMMAND", "VS_GAME_LOG_FILES");
    }

    @Test
    void without_the_demo_a_game_has_to_be_named() throws InterruptedException {
        assertThat(refusal(Map.of("VS_GAME_DEMO", "false")))
                .contains("VS_GAME_COMMAND", "VS_GAME_LOG_FILES", "VS_GAME_DEMO");
    }

    @Test
    void both_keys_must_differ() throws InterruptedException {
        assertThat(refusal(Map.of("VS_API_KEY_MONITOR", GatewayProcess.ADMIN)))
                .contains("VS_API_KEY_ADMIN", "VS_API_KEY_MONITOR")
                .doesNotContain(GatewayProcess.ADMIN);
    }

    @Test
    void a_data_folder_that_cannot_be_is_named() throws InterruptedException, IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "not a folder");

        assertThat(refusal(Map.of("VS_DATA_DIR", file.resolve("data").toString())))
                .contains("VS_DATA_DIR");
    }

    @Test
    void a_port_in_use_is_named() throws InterruptedException, IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refusal(Map.of("VS_HTTP_PORT", Integer.toString(taken.getLocalPort()))))
                    .contains("VS_HTTP_PORT", "is taken");
        }
    }

    @Test
    void several_wrong_values_are_named_together() throws InterruptedException {
        assertThat(
                        refusal(
                                Map.of(
                                        "VS_OPS_SHUTDOWN_GRACE",
                                        "1s",
                                        "VS_SESSION_SILENCE_TIMEOUT",
                                        "1s")))
                .contains("VS_OPS_SHUTDOWN_GRACE", "VS_SESSION_SILENCE_TIMEOUT");
    }

    @Test
    void a_gateway_that_cannot_listen_starts_no_game() throws InterruptedException, IOException {
        Path started = folder.resolve("started");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refusal(
                    Map.of(
                            "VS_HTTP_PORT",
                            Integer.toString(taken.getLocalPort()),
                            "VS_GAME_COMMAND",
                            "sh -c 'touch " + started + "; read stop'"));
        }
        assertThat(started).doesNotExist();
    }

    /// What a gateway with these settings says on standard error when it does not start.
    private static String refusal(Map<String, String> settings) throws InterruptedException {
        GatewayProcess.Builder builder = GatewayProcess.with();
        settings.forEach(builder::set);
        try (GatewayProcess gateway = builder.launch()) {
            assertThat(gateway.awaitExit(EXIT)).isNotZero();
            assertThat(gateway.errors()).as(String.join("\n", gateway.output())).hasSize(1);
            assertThat(gateway.complaints()).isEmpty();
            return gateway.errors().getFirst();
        }
    }
}
