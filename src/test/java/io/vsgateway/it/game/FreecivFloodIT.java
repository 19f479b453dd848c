package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsGame;
import io.vsgateway.it.RealGame;
import org.junit.jupiter.api.Test;

/// A flood of lines by a real game: 200,000 in half a second, while one client reads and another
/// does not.
@NeedsGame("freeciv")
class FreecivFloodIT {
    private static final int FIRST = 200_000;
    private static final int SECOND = 100_000;
    private static final int REMEMBERED = 210_000;

    @Test
    void a_flood_reaches_who_reads_and_whoever_does_not_is_told_exactly_what_was_missed() {
        try (var game = RealGame.of("freeciv");
                var gateway =
                        FreecivIT.patterns(game.gateway())
                                .set("VS_GAME_STOP_COMMAND", "quit")
                                .set("VS_CONSOLE_BUFFER_LINES", Integer.toString(REMEMBERED))
                                .set("VS_CONSOLE_BUFFER_BYTES", "128M")
                                .set("VS_SESSION_TOO_SLOW_AFTER", "10m")
                                .set("VS_SESSION_SILENCE_TIMEOUT", "10m")
                                .start()) {
            RealGameContract.awaitState(gateway, "running");
            try (var reader = Client.connect(gateway.port(), target(), true);
                    var sleeper = Client.connect(gateway.port(), target(), false, 4096)) {
                // The game runs on, whatever becomes of the sleeper: it answers the next command.
                reader.command(flood("first", FIRST), "first");
                assertThat(reads(reader, "first", FIRST)).isZero();
                reader.command(flood("second", SECOND), "second");
                assertThat(reads(reader, "second", SECOND)).isZero();

                sleeper.read();

                assertThat(reads(sleeper, "second", SECOND)).isPositive();
            }
        }
    }

    private static String target() {
        return "/api/v1alpha1/console/ws?format=json&history_lines=1&api_key="
                + GatewayProcess.ADMIN;
    }

    private static String flood(String name, int lines) {
        return "lua cmd for i=1,%d do log.normal(\"%s %%d\", i) end".formatted(lines, name);
    }

    /// Reads up to the last line of a flood and returns how many lines were missing. Every line
    /// that came, and every gap in their place, must follow upon the one before.
    private static long reads(Client client, String flood, int lines) {
        String end = flood + " " + lines;
        long next = 0;
        long missing = 0;
        while (true) {
            JsonNode frame = Client.parse(client.next());
            String type = frame.path("type").asText();
            if (type.equals("gap")) {
                long from = offset(frame, "from");
                long count = frame.path("count").asLong();
                assertThat(from).isEqualTo(next == 0 ? from : next);
                assertThat(offset(frame, "to")).isEqualTo(from + count - 1);
                next = from + count;
                missing += count;
            } else if (type.equals("line")) {
                long at = offset(frame, "id");
                assertThat(at).isEqualTo(next == 0 ? at : next);
                next = at + 1;
                if (frame.path("text").asText().equals(end)) {
                    return missing;
                }
            }
        }
    }

    private static long offset(JsonNode frame, String field) {
        return RealGameContract.offset(frame.path(field).asText());
    }
}
