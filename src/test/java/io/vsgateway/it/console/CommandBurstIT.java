package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A thousand commands at once.
@Tag("alone")
class CommandBurstIT {
    private static final int MANY = 1000;

    @Test
    void a_thousand_in_a_burst_reach_a_game_whole_once_and_in_order() {
        // It reads lines, whenever it comes to it, as a game on a busy machine.
        try (GatewayProcess plain =
                        GatewayProcess.with()
                                .set("VS_CONSOLE_COMMANDS_PER_SECOND", "10000")
                                .set("VS_GAME_INPUT_GAP", "0ms")
                                .set("VS_GAME_INPUT_QUEUE", "2000")
                                .set("VS_GAME_PATTERNS_ECHO", "^took (?P<command>.*)$")
                                .game(
                                        "echo ready; while read -r line; do echo \"took $line\"; done")
                                .start();
                Client client = Client.admin(plain)) {
            client.expect(message -> Client.parse(message).path("text").asText().equals("ready"));
            for (int i = 0; i < MANY; i++) {
                client.command("burst " + i, "b" + i);
            }

            var took = new ArrayList<String>();
            var written = new ArrayList<String>();
            var confirmed = new ArrayList<String>();
            while (took.size() < MANY || confirmed.size() < MANY) {
                JsonNode message = Client.parse(client.next());
                switch (message.path("status").asText()) {
                    case "written" -> written.add(message.path("id").asText());
                    case "confirmed" -> confirmed.add(message.path("id").asText());
                    case "", "accepted" -> {}
                    default -> throw new AssertionError(message.toString());
                }
                if (message.path("text").asText().startsWith("took")) {
                    took.add(message.path("text").asText());
                }
            }
            assertThat(took).containsExactlyElementsOf(numbers("took burst ", MANY));
            assertThat(written).containsExactlyElementsOf(numbers("b", MANY));
            assertThat(confirmed).containsExactlyElementsOf(numbers("b", MANY));
        }
    }

    @Test
    void of_a_thousand_in_a_burst_at_the_usual_limits_each_gets_its_answer() {
        try (GatewayProcess usual =
                        GatewayProcess.with().demo("--rate 0 --start-time 10ms").start();
                Client client = Client.admin(usual)) {
            client.expect("game is ready");
            for (int i = 0; i < MANY; i++) {
                client.command("/announce burst " + i, "b" + i);
            }

            var accepted = new ArrayList<String>();
            var rejected = new ArrayList<String>();
            var confirmed = new ArrayList<String>();
            var ran = new ArrayList<String>();
            while (accepted.size() + rejected.size() < MANY
                    || confirmed.size() < accepted.size()
                    || ran.size() < accepted.size()) {
                JsonNode message = Client.parse(client.next());
                String id = message.path("id").asText();
                switch (message.path("status").asText()) {
                    case "accepted" -> accepted.add(id);
                    case "rejected" -> rejected.add(id);
                    case "confirmed" -> confirmed.add(id);
                    case "", "written" -> {}
                    default -> throw new AssertionError(message.toString());
                }
                String text = message.path("text").asText();
                if (text.contains("Message to all in group 0: burst")) {
                    ran.add("b" + text.substring(text.lastIndexOf(' ') + 1));
                }
            }
            assertThat(accepted).startsWith("b0", "b1").hasSizeBetween(10, 100);
            assertThat(confirmed).isEqualTo(accepted);
            assertThat(ran).isEqualTo(accepted);
        }
    }

    private static List<String> numbers(String prefix, int count) {
        return Stream.iterate(0, i -> i + 1).limit(count).map(i -> prefix + i).toList();
    }
}
