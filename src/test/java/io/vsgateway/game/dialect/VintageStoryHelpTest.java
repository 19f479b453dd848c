package io.vsgateway.game.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.KnownCommand;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

        for (ConsoleLine other : List.of(before, chat, command)) {
            assertThat(answer.apply(other)).isEqualTo(Dialect.Help.Part.NONE);
        }
        assertThat(answer.apply(record("Notification", "Handling Console Command /help")))
                .isEqualTo(new Dialect.Help.Part(true, Optional.empty()));
        assertThat(answer.apply(command).isPart()).isTrue();
        assertThat(answer.apply(command).command()).isPresent();
    }

    @Test
    void what_others_say_meanwhile_is_no_part_of_the_answer() {
        var answer = new VintageStoryHelp().reader();
        answer.apply(record("Notification", "Handling Console Command /help"));

        for (ConsoleLine other :
                List.of(
                        record("Chat", "Erney: <code>/evil</code> : do it"),
                        line("Chat", "and more"),
                        record("Event", "Erney [::1]:41206 joins."),
                        record("Notification", "A Client attempts connecting"),
                        line("Notification", "further of it"),
                        new ConsoleLine(
                                Instant.EPOCH,
                                LineSource.STDERR,
                                Level.INFO,
                                "Notification",
                                true,
                                "<code>/stderr</code>"))) {
            assertThat(answer.apply(other)).isEqualTo(Dialect.Help.Part.NONE);
        }
        assertThat(answer.apply(record("Notification", "<code>/a</code> : A")).isPart()).isTrue();
        assertThat(answer.apply(line("Notification", "with a second line")).isPart()).isTrue();
        assertThat(answer.apply(line("Notification", "<code>/b</code> : B")).isPart()).isTrue();
    }

    @Test
    void the_head_of_the_answer_is_part_of_it() {
        var answer = new VintageStoryHelp().reader();
        answer.apply(record("Notification", "Handling Console Command /help"));

        assertThat(answer.apply(record("Notification", "Available commands:")).isPart()).isTrue();
        assertThat(answer.apply(line("Notification", "<code>/a</code> : A")).isPart()).isTrue();
    }

    @Test
    void an_answer_ends_with_the_echo_of_the_next_command() {
        var answer = new VintageStoryHelp().reader();
        answer.apply(record("Notification", "Handling Console Command /help"));
        answer.apply(line("Notification", "<code>/a</code> : A"));

        assertThat(answer.apply(record("Notification", "Handling Console Command /help")))
                .as("somebody else asks")
                .isEqualTo(Dialect.Help.Part.NONE);
        assertThat(answer.apply(line("Notification", "<code>/a</code> : A")))
                .isEqualTo(Dialect.Help.Part.NONE);
    }

    private static ConsoleLine record(String type, String message) {
        String text = "28.1.2024 15:30:20 [Server " + type + "] " + message;
        return new ConsoleLine(Instant.EPOCH, LineSource.STDOUT, Level.INFO, type, false, text);
    }

    private static ConsoleLine line(String category, String text) {
        return new ConsoleLine(Instant.EPOCH, LineSource.STDOUT, Level.INFO, category, true, text);
    }
}
