package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsGame;
import io.vsgateway.it.Onlooker;
import org.junit.jupiter.api.Test;

/// freeciv: a prompt without an end, an echo of every command, and Lua that prints whatever is
/// wanted of it.
@NeedsGame("freeciv")
class FreecivIT extends RealGameContract {
    @Override
    String name() {
        return "freeciv";
    }

    @Override
    GatewayProcess.Builder settings(GatewayProcess.Builder gateway) {
        return patterns(gateway);
    }

    static GatewayProcess.Builder patterns(GatewayProcess.Builder gateway) {
        return gateway.set("VS_GAME_PATTERNS_READY", "Now accepting new client connections")
                .set("VS_GAME_PATTERNS_ECHO", "^(> )*(?P<command>.*)$")
                .set("VS_GAME_PATTERNS_WARN", "^Unknown command");
    }

    @Override
    String stopCommand() {
        return "quit";
    }

    @Override
    String readyLine() {
        return "For introductory help, type 'help'.";
    }

    @Override
    String farewell() {
        return "Goodbye.";
    }

    @Override
    String say(String text) {
        return "lua cmd log.normal(\"" + text + "\")";
    }

    @Override
    String unknownCommand() {
        return "Unknown command 'nosuchcommand'.  Try 'help'.";
    }

    @Test
    void its_prompt_is_shown_although_the_line_has_not_ended() {
        try (var client = Onlooker.of(gateway(), 1)) {
            client.anew().asks("nosuchcommand", unknownCommand());

            client.seesLine(line -> line.text().equals("> "));
        }
    }

    @Test
    void text_that_is_not_utf8_is_shown_with_replacements_and_colours_are_kept() {
        try (var client = Onlooker.of(gateway(), 1)) {
            client.asks(say("\\xff\\xfe broken"), "\ufffd\ufffd broken");
            client.asks(say("\\27[31mred\\27[0m"), "\u001b[31mred\u001b[0m");

            Onlooker.Line complaint = client.seesLine(l -> l.text().startsWith("Invalid string"));
            assertThat(complaint.stream()).isEqualTo("stderr");
        }
    }

    @Test
    void a_long_command_is_confirmed_by_its_echo() {
        try (var client = Onlooker.of(gateway(), 1)) {
            String marked = "long ".repeat(150) + mark();

            var answer = client.asks(say(marked), marked);

            assertThat(answer.receipts()).containsExactly("accepted", "written", "confirmed");
        }
    }
}
