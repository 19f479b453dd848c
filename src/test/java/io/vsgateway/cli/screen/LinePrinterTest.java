package io.vsgateway.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.client.ConsoleEvent;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinePrinterTest {
    private static final String AGAIN = "\r\u001b[K";

    @Test
    void progress_is_one_row_on_a_terminal() {
        assertThat(
                        printed(
                                true,
                                line("before"),
                                piece("Loading: 10%\r20%", false, true),
                                piece("\r30%\r40%", true, true),
                                piece("\r", true, true),
                                piece(" done", true, false),
                                line("after")))
                .isEqualTo(
                        "  before\n  20%"
                                + AGAIN
                                + "  40%"
                                + AGAIN
                                + "  40%"
                                + AGAIN
                                + "   done\n  after\n");
    }

    @Test
    void a_prompt_and_its_answer_are_one_row() {
        assertThat(printed(true, piece("name? ", false, true), piece("Erney", true, false)))
                .isEqualTo("  name? " + AGAIN + "  name? Erney\n");
    }

    @Test
    void what_comes_in_between_ends_the_row() {
        assertThat(
                        printed(
                                true,
                                piece("10%", false, true),
                                line("other"),
                                piece("\r20%", true, true)))
                .isEqualTo("  10%\n  other\n  20%\n");
        assertThat(printed(true, piece("10%", false, true), piece("", true, false)))
                .isEqualTo("  10%" + AGAIN + "  10%\n");
        assertThat(printed(true, piece("", true, false))).isEmpty();
    }

    @Test
    void pieces_of_two_logs_are_two_rows() {
        assertThat(
                        printed(
                                true,
                                piece("10%", "a.log", false, true),
                                piece("\r20%", "a.log", true, true),
                                piece("of another", "b.log", true, false)))
                .isEqualTo("  10%" + AGAIN + "  20%\n  of another\n");
    }

    @Test
    void in_a_pipe_each_piece_is_a_line_and_nothing_is_taken_back() {
        assertThat(
                        printed(
                                false,
                                piece("Loading: 10%\r20%", false, true),
                                piece("\r30%\r", true, true),
                                piece("", true, false),
                                line("after")))
                .isEqualTo("20%\n30%\nafter\n");
    }

    @Test
    void a_whole_line_hides_nothing_behind_a_cr() {
        assertThat(printed(false, line("seen\rhidden"))).isEqualTo("seen␍hidden\n");
    }

    @Test
    void markup_is_plain_unless_it_is_wanted() {
        assertThat(printed(false, line("<code>/time</code> &lt;x&gt;"))).isEqualTo("/time <x>\n");
        assertThat(printed(new Appearance(false, false, true), false, line("<code>&lt;</code>")))
                .isEqualTo("<code>&lt;</code>\n");
    }

    /// A game can print the very words of the gateway, but not where these begin.
    @Test
    void on_a_terminal_nothing_of_the_game_begins_where_the_gateway_does() {
        assertThat(
                        printed(
                                true,
                                line("[vs-gateway] the game is stopping"),
                                line("vs-gateway logs: connection lost")))
                .isEqualTo(
                        "  [vs-gateway] the game is stopping\n"
                                + "  vs-gateway logs: connection lost\n");
    }

    private static ConsoleEvent.Line line(String text) {
        return piece(text, false, false);
    }

    private static ConsoleEvent.Line piece(String text, boolean rest, boolean partial) {
        return piece(text, "", rest, partial);
    }

    private static ConsoleEvent.Line piece(String text, String log, boolean rest, boolean partial) {
        return new ConsoleEvent.Line(
                "e-1",
                "",
                "stdout",
                "info",
                "",
                text,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("rest", rest)
                        .put("partial", partial)
                        .put("log", log));
    }

    private static String printed(boolean terminal, ConsoleEvent.Line... lines) {
        return printed(new Appearance(false, terminal, false), terminal, lines);
    }

    private static String printed(
            Appearance appearance, boolean terminal, ConsoleEvent.Line... lines) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        var surroundings =
                new Surroundings(
                        Map.of(), InputStream.nullInputStream(), out, out, false, terminal);
        var printer = new LinePrinter(surroundings, appearance);
        for (ConsoleEvent.Line line : lines) {
            printer.print(line);
        }
        printer.leave();
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
