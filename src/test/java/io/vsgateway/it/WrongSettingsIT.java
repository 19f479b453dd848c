package io.vsgateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A wrong setting stops the start, and the operator reads one line that names the variable. No
/// game has been started by then.
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
                    VS_CONSOLE_MONITOR_VIEW      | all    | is wrong, "all": Cannot convert all
                    VS_CONSOLE_HISTORY_LINES     | 0      | must be greater than or equal to 1
                    VS_TICKET_MAX                | 1      | must be 2 at least
                    VS_TRUSTED_PROXIES           | proxy  | has 'proxy', which is no IP address
                    VS_CONSOLE_COMMANDS_BLOCKED  | (      | is not a regular expression
                    VS_CONSOLE_BUFFER_BYTES      | 10     | must be at least 1K
                    VS_AUDIT_MAX_BYTES           | 10     | must be at least 1K
                    VS_SESSION_MESSAGE_MAX_BYTES | 3G     | must be 1K to 64M
                    VS_TERMINAL_URL              | vs     | must be an address such as
                    VS_GAME_LINES_MAX_BYTES      | 1      | must have 16 to 67108864 bytes
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

    private static List<String> ourLines(GatewayProcess gateway) {
        return gateway.output().stream().filter(line -> line.startsWith("vs-gateway: ")).toList();
    }
}
