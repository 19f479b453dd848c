package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A wrong setting stops the start, and the operator reads one line that names the variable. No
/// game has been started by then.
@Tag("many-starts")
class WrongSettingsIT {
    private static final Duration END = Duration.ofSeconds(60);

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    VS_HTTP_PORT                 | abc    | is wrong, "abc": Expected an integer value
                    VS_GAME_STOP_WAIT            | soon   | is wrong, "soon": Invalid duration
                    VS_CONSOLE_MONITOR_VIEW      | all    | , not: all
                    VS_CONSOLE_HISTORY_LINES     | 0      | must be greater than or equal to 1
                    VS_TICKET_MAX                | 1      | must be 2 at least
                    VS_TRUSTED_PROXIES           | proxy  | has 'proxy', which is no IP address
                    VS_CONSOLE_COMMANDS_BLOCKED  | (      | is not a regular expression
                    VS_CONSOLE_BUFFER_BYTES      | 10     | must be at least 1K
                    VS_AUDIT_MAX_BYTES           | 10     | must be at least 1K
                    VS_SESSION_MESSAGE_MAX_BYTES | 3G     | must be 1K to 64M
                    VS_PUBLIC_URL                | vs     | must be an address such as
                    VS_GAME_LINES_MAX_BYTES      | 1      | must have 16 to 67108864 bytes
                    VS_OPS_SHUTDOWN_GRACE        | 2s     | must not be shorter than the waits
                    VS_SESSION_SILENCE_TIMEOUT   | 10s    | must be longer than the time between two
                    VS_CHANNEL_ACCESS            | anyone | it has to be public, optional, protected
                    VS_CHANNEL_ROOM_ACCESS       | all    | must be members or open, not: all
                    VS_CHANNEL_MEMORY            | 10     | must be at least 1M
                    VS_CHANNEL_MESSAGE_MAX_BYTES | 0      | must be 1K to 64M
                    VS_CHANNEL_TOPICS_MAX        | 1      | must be greater than or equal to 10
                    VS_DATA_DIR                  | /dev/null/data | the data folder cannot be used
                    VS_HTTP_SOCKET               | /none/http.sock | there is no such folder
                    VS_WEBHOOK_NAME              | ''     | is empty: give it a value, or remove it
                    VS_CHAT_WORDS_FILE           | /none  | there is no such file
                    """)
    void a_wrong_value_stops_the_start(String variable, String value, String said)
            throws Exception {
        Path started = folder.resolve("started");

        try (var gateway =
                GatewayProcess.with()
                        .game("touch " + started + "; exec cat")
                        .set(variable, value)
                        .launch()) {
            int exitCode = gateway.awaitExit(END);

            assertThat(exitCode).isEqualTo(1);
            assertThat(ourLines(gateway))
                    .singleElement()
                    .asString()
                    .startsWith("vs-gateway: wrong setting: ")
                    .containsOnlyOnce(variable)
                    .contains(said);
            assertThat(Files.exists(started)).isFalse();
        }
    }

    @Test
    void all_wrong_names_in_the_file_are_told_at_once() throws Exception {
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/application.yaml"),
                "vs:\n  game:\n    stop:\n      wiat: 1s\n    demoo: true\n  http:\n    prot: 1\n");

        try (var gateway = GatewayProcess.with().data(folder).launch()) {
            assertThat(gateway.awaitExit(END)).isEqualTo(1);
            assertThat(ourLines(gateway))
                    .singleElement()
                    .asString()
                    .containsOnlyOnce("vs.game.stop.wiat")
                    .containsOnlyOnce("vs.game.demoo")
                    .containsOnlyOnce("vs.http.prot");
        }
    }

    @Test
    void a_file_that_is_no_yaml_is_told_by_its_place() throws Exception {
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/application.yaml"),
                "vs:\n  game:\n    demo: true\n  x: [\n");

        try (var gateway = GatewayProcess.with().data(folder).launch()) {
            assertThat(gateway.awaitExit(END)).isEqualTo(1);
            assertThat(gateway.output())
                    .containsExactly(
                            "vs-gateway: wrong setting: config/application.yaml cannot be read: no"
                                    + " YAML in line 5, column 1");
        }
    }

    @Test
    void quotes_that_docker_keeps_do_no_harm() throws Exception {
        try (var gateway =
                        GatewayProcess.with()
                                .game("exec cat")
                                .set("VS_HTTP_PORT", "\"0\"")
                                .set("VS_API_KEY_ADMIN", "'" + GatewayProcess.ADMIN + "'")
                                .set("VS_GAME_STOP_ANNOUNCE", "\"/announce The end\"")
                                .set("VS_GAME_STOP_ANNOUNCE_WAIT", "'10ms'")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("game started");

            gateway.terminate();

            client.expect("stopping: /announce The end");
        }
    }

    private static List<String> ourLines(GatewayProcess gateway) {
        return gateway.output().stream().filter(line -> line.startsWith("vs-gateway: ")).toList();
    }
}
