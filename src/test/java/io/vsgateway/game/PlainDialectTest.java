package io.vsgateway.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDialectTest {
    private static final String RECORD = "^\\[(?P<category>\\w+)]";

    @Test
    void without_patterns_every_line_is_a_record_of_its_own() {
        Dialect dialect = Dialects.of("plain", PatternsSetting.NONE);
        Dialect.LineReader reader = dialect.reader(Stream.STDERR);

        ConsoleLine line = reader.read(Instant.EPOCH, "ERROR: x", false);

        assertThat(line)
                .isEqualTo(
                        new ConsoleLine(
                                Instant.EPOCH, Stream.STDERR, Level.INFO, "", false, "ERROR: x"));
        assertThat(dialect.isReady(line)).isTrue();
        assertThat(dialect.confirms("help", line)).isTrue();
    }

    @Test
    void what_the_gateway_says_makes_nothing_ready_and_confirms_nothing() {
        Dialect dialect = Dialects.of("plain", PatternsSetting.NONE);
        ConsoleLine line = dialect.reader(Stream.GATEWAY).read(Instant.EPOCH, "started", false);

        assertThat(dialect.isReady(line)).isFalse();
        assertThat(dialect.confirms("help", line)).isFalse();
    }

    @Test
    void records_categories_and_levels_are_found_by_patterns() {
        Dialect dialect =
                Dialects.of("plain", PatternsSetting.of(null, RECORD, null, "WARN", "ERROR"));
        Dialect.LineReader reader = dialect.reader(Stream.STDOUT);

        ConsoleLine error = reader.read(Instant.EPOCH, "[net] ERROR: x", false);
        ConsoleLine trace = reader.read(Instant.EPOCH, "  at y", false);
        ConsoleLine warning = reader.read(Instant.EPOCH, "[disk] WARN: full", false);

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
                Dialects.of("plain", PatternsSetting.NONE).reader(Stream.STDOUT);

        ConsoleLine prompt = reader.read(Instant.EPOCH, "> ", true);
        ConsoleLine rest = reader.read(Instant.EPOCH, "help", false);
        ConsoleLine next = reader.read(Instant.EPOCH, "Commands:", false);

        assertThat(prompt.continuation()).isFalse();
        assertThat(rest.continuation()).isTrue();
        assertThat(next.continuation()).isFalse();
    }

    @Test
    void the_ready_line_is_found_by_its_pattern() {
        Dialect dialect =
                Dialects.of("plain", PatternsSetting.of("^Done ", null, null, null, null));
        Dialect.LineReader reader = dialect.reader(Stream.STDOUT);

        assertThat(dialect.isReady(reader.read(Instant.EPOCH, "Starting", false))).isFalse();
        assertThat(dialect.isReady(reader.read(Instant.EPOCH, "Done (3 s)", false))).isTrue();
    }

    @Test
    void an_echo_confirms_the_command_that_it_names() {
        Dialect dialect =
                Dialects.of(
                        "plain", PatternsSetting.of(null, null, "> (?P<command>.+)", null, null));
        ConsoleLine line = dialect.reader(Stream.STDOUT).read(Instant.EPOCH, "> help me", false);

        assertThat(dialect.confirms("help me ", line)).isTrue();
        assertThat(dialect.confirms("help", line)).isFalse();
    }

    @Test
    void an_echo_pattern_without_a_group_for_the_command_is_refused() {
        assertThatThrownBy(() ->
                        Dialects.of("plain", PatternsSetting.of(null, null, "> .+", null, null)))
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

        assertThatThrownBy(() -> Dialects.of("plain", patterns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VS_GAME_PATTERNS_" + which);
    }

    @Test
    void an_unknown_dialect_is_refused_with_the_known_ones() {
        assertThatThrownBy(() -> Dialects.of("minecraft", PatternsSetting.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("VS_GAME_DIALECT must be vintagestory or plain, not: minecraft");
    }
}
