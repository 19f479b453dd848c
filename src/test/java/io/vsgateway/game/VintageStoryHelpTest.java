package io.vsgateway.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VintageStoryHelpTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<code>/stats</code> : Show statistics | /stats | /stats | Show statistics",
                "<code>/tp <i>&lt;source&gt;</i> <i>[target]</i></code> : Teleport <b>somebody</b>"
                        + " | /tp | /tp <source> [target] | Teleport somebody",
                "28.1.2024 15:30:20 [Server Notification] <code>/a  &amp;lt;</code> - x: y"
                        + " | /a | /a &lt; | x: y",
                "- <code>/mod-cmd_2 <i>(a or b)</i></code> | /mod-cmd_2 | /mod-cmd_2 (a or b) | ``",
            })
    void a_line_in_the_games_markup_is_a_command(
            String line, String name, String usage, String description) {
        assertThat(VintageStoryHelp.read(line("Notification", line)))
                .contains(new KnownCommand(name, usage, description));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Available commands:",
                "/time : without markup",
                "<code></code> : nothing",
                "<code>/</code> : a slash",
                "<code>time</code> : no slash",
                "<code>/never ended",
            })
    void other_lines_are_none(String line) {
        assertThat(VintageStoryHelp.read(line("Notification", line))).isEmpty();
    }

    @Test
    void what_players_can_write_is_none() {
        assertThat(VintageStoryHelp.read(line("Chat", "<code>/evil</code> : do it"))).isEmpty();
    }

    @Test
    void what_is_too_long_is_cut_or_left_out() {
        KnownCommand command =
                VintageStoryHelp.read(line("Notification", "<code>/a</code> : " + "x".repeat(1000)))
                        .orElseThrow();

        assertThat(command.description()).hasSize(301).endsWith("…");
        assertThat(
                        VintageStoryHelp.read(
                                line("Notification", "<code>/" + "x".repeat(64) + "</code>")))
                .isEmpty();
    }

    @Test
    void an_answer_begins_with_the_echo_of_the_question() {
        var answer = new VintageStoryHelp().reader();
        ConsoleLine before = line("Notification", "<code>/old</code> : of another answer");
        ConsoleLine chat = record("Chat", "Handling Console Command /help");
        ConsoleLine command = line("Notification", "<code>/stats</code> : Show statistics");

        assertThat(answer.apply(before)).isEmpty();
        assertThat(answer.apply(chat)).isEmpty();
        assertThat(answer.apply(command)).isEmpty();
        assertThat(answer.apply(record("Notification", "Handling Console Command /help")))
                .isEmpty();
        assertThat(answer.apply(command)).isPresent();
    }

    private static ConsoleLine record(String type, String message) {
        String text = "28.1.2024 15:30:20 [Server " + type + "] " + message;
        return new ConsoleLine(Instant.EPOCH, Stream.STDOUT, Level.INFO, type, false, text);
    }

    private static ConsoleLine line(String category, String text) {
        return new ConsoleLine(Instant.EPOCH, Stream.STDOUT, Level.INFO, category, true, text);
    }
}
