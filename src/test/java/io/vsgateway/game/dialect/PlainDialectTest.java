package io.vsgateway.game.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineEnd;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Reading;
import io.vsgateway.game.Wanted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDialectTest {
    private static final String RECORD = "^\\[(?P<category>\\w+)]";

    @Test
    void without_patterns_every_line_is_a_record_of_its_own() {
        Dialect dialect = PatternsSetting.dialect("plain");
        Dialect.LineReader reader = dialect.reader(LineSource.STDERR, Wanted.ALL);

        Reading reading = reader.read(Instant.EPOCH, "ERROR: x", LineEnd.BREAK);

        assertThat(reading.line())
                .isEqualTo(
                        new ConsoleLine(
                                Instant.EPOCH,
                                LineSource.STDERR,
                                Level.INFO,
                                "",
                                false,
                                "ERROR: x"));
        assertThat(reading.events())
                .containsExactly(new GameEvent.Ready(), new GameEvent.Printed());
    }

    @Test
    void records_categories_and_levels_are_found_by_patterns() {
        Dialect dialect =
                PatternsSetting.dialect(
                        "plain", PatternsSetting.of(null, RECORD, null, "WARN", "ERROR"));
        Dialect.LineReader reader = dialect.reader(LineSource.STDOUT, Wanted.ALL);

        ConsoleLine error = reader.read(Instant.EPOCH, "[net] ERROR: x", LineEnd.BREAK).line();
        ConsoleLine trace = reader.read(Instant.EPOCH, "  at y", LineEnd.BREAK).line();
        ConsoleLine warning = reader.read(Instant.EPOCH, "[disk] WARN: full", LineEnd.BREAK).line();

        assertThat(error.level()).isEqualTo(Level.ERROR);
        assertThat(error.category()).isEqualTo("net");
        assertThat(trace.level()).isEqualTo(Level.ERROR);
        assertThat(trace.category()).isEqualTo("net");
        assertThat(trace.continuation()).isTrue();
        assertThat(warning.level()).isEqualTo(Level.WARN);
        assertThat(warning.category()).isEqualTo("disk");
        assertThat(warning.continuation()).isFalse();
    }

    @Test
    void the_rest_of_a_partial_line_belongs_to_it() {
        Dialect.LineReader reader =
                PatternsSetting.dialect("plain").reader(LineSource.STDOUT, Wanted.ALL);

        ConsoleLine prompt = reader.read(Instant.EPOCH, "> ", LineEnd.PAUSE).line();
        ConsoleLine rest = reader.read(Instant.EPOCH, "help", LineEnd.BREAK).line();
        ConsoleLine next = reader.read(Instant.EPOCH, "Commands:", LineEnd.BREAK).line();

        assertThat(prompt.continuation()).isFalse();
        assertThat(rest.continuation()).isTrue();
        assertThat(next.continuation()).isFalse();
    }

    @Test
    void the_ready_line_is_found_by_its_pattern() {
        Dialect.LineReader reader = reader("^Done ", null, null);

        assertThat(events(reader, "Starting")).doesNotContain(new GameEvent.Ready());
        assertThat(events(reader, "Done (3 s)")).contains(new GameEvent.Ready());
    }

    @Test
    void a_prompt_can_be_the_ready_line_or_an_answer() {
        Dialect.LineReader reader = reader("^> $", null, null);

        assertThat(reader.read(Instant.EPOCH, "> ", LineEnd.PAUSE).events())
                .containsExactly(new GameEvent.Ready(), new GameEvent.Printed());
        assertThat(reader.read(Instant.EPOCH, "", LineEnd.BREAK).events())
                .doesNotContain(new GameEvent.Printed());
    }

    @Test
    void an_echo_names_its_command() {
        Dialect.LineReader reader = reader(null, null, "> (?P<command>.+)");

        assertThat(events(reader, "> help me ")).contains(new GameEvent.Echoed("help me"));
        assertThat(events(reader, "other")).doesNotContain(new GameEvent.Printed());
    }

    @Test
    void an_echo_behind_a_prompt_that_was_shown_before_it_is_found() {
        Dialect.LineReader reader = reader(null, null, "^> (?P<command>.+)");
        var _ = reader.read(Instant.EPOCH, "> ", LineEnd.PAUSE);
        List<GameEvent> half = reader.read(Instant.EPOCH, "he", LineEnd.PAUSE).events();

        assertThat(half).doesNotContain(new GameEvent.Echoed("he"));
        assertThat(events(reader, "lp")).contains(new GameEvent.Echoed("help"));
    }

    @Test
    void patterns_look_through_escape_sequences() {
        Dialect.LineReader reader = reader("^Done ", "^\\[x]", "^> (?P<command>.+)");
        String green = "\u001b[32m";

        assertThat(events(reader, "\r\u001b=[x] " + green + "saved the" + green + " world"))
                .contains(new GameEvent.Saved());
        assertThat(events(reader, green + "Done\u001b[0m (3 s)")).contains(new GameEvent.Ready());
        assertThat(events(reader, green + "> " + green + "help"))
                .contains(new GameEvent.Echoed("help"));
    }

    @Test
    void patterns_may_ask_for_escape_sequences() {
        Dialect.LineReader reader =
                PatternsSetting.dialect(
                                "plain", PatternsSetting.of(null, null, null, null, "\\x1b\\[31m"))
                        .reader(LineSource.STDOUT, Wanted.ALL);

        assertThat(reader.read(Instant.EPOCH, "\u001b[31mbad", LineEnd.BREAK).line().level())
                .isEqualTo(Level.ERROR);
    }

    @Test
    void the_end_of_a_save_is_looked_for_in_the_first_lines_of_records() {
        Dialect.LineReader reader = reader(null, "^\\[x]", null);

        assertThat(events(reader, "[x] saved the world")).contains(new GameEvent.Saved());
        assertThat(events(reader, "saved the world")).doesNotContain(new GameEvent.Saved());
    }

    @Test
    void the_level_of_a_line_is_that_of_all_of_it() {
        Dialect.LineReader reader =
                PatternsSetting.dialect(
                                "plain", PatternsSetting.of(null, null, null, null, "ERROR"))
                        .reader(LineSource.STDOUT, Wanted.ALL);

        Level half = reader.read(Instant.EPOCH, "ERR", LineEnd.PAUSE).line().level();
        Level whole = reader.read(Instant.EPOCH, "OR", LineEnd.BREAK).line().level();

        assertThat(half).isEqualTo(Level.INFO);
        assertThat(whole).isEqualTo(Level.ERROR);
    }

    private static Dialect.LineReader reader(
            @Nullable String ready, @Nullable String record, @Nullable String echo) {
        var patterns = PatternsSetting.of(ready, record, echo, null, null);
        return Dialects.of("plain", patterns, "saved the world")
                .reader(LineSource.STDOUT, Wanted.ALL);
    }

    private static List<GameEvent> events(Dialect.LineReader reader, String text) {
        return reader.read(Instant.EPOCH, text, LineEnd.BREAK).events();
    }

    @Test
    void an_echo_pattern_without_a_group_for_the_command_is_refused() {
        assertThatThrownBy(() ->
                        PatternsSetting.dialect(
                                "plain", PatternsSetting.of(null, null, "> .+", null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VS_GAME_PATTERNS_ECHO")
                .hasMessageContaining("(?P<command>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"READY", "RECORD", "ECHO", "WARN", "ERROR"})
    void an_invalid_pattern_is_refused_with_the_name_of_its_variable(String which) {
        PatternsSetting patterns =
                PatternsSetting.of(
                        which.equals("READY") ? "(" : null,
                        which.equals("RECORD") ? "(" : null,
                        which.equals("ECHO") ? "(" : null,
                        which.equals("WARN") ? "(" : null,
                        which.equals("ERROR") ? "(" : null);

        assertThatThrownBy(() -> PatternsSetting.dialect("plain", patterns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VS_GAME_PATTERNS_" + which);
    }

    @Test
    void an_unknown_dialect_is_refused_with_the_known_ones() {
        assertThatThrownBy(() -> PatternsSetting.dialect("minecraft"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("VS_GAME_DIALECT must be vintagestory or plain, not: minecraft");
    }
}
