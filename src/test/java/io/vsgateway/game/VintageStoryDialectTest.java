package io.vsgateway.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VintageStoryDialectTest {
    private static final String ESC = "\u001b";
    private static final String NOTIFICATION = "28.1.2024 15:30:20 [Server Notification] ";

    private final Dialect dialect = Dialects.of("vintagestory", PatternsSetting.NONE);
    private final Dialect.LineReader reader = dialect.reader(Stream.STDOUT);

    @ParameterizedTest
    @CsvSource({
        "'28.1.2024 15:43:12 [Server Event] Player Priya13 left.', Event, INFO",
        "'5.12.2026 22:10:48 [Server Event] Игрок Erney вышел.', Event, INFO",
        "'10.7.2023 14:25:25 [Event] Will do offthread savegamedata saving...', Event, INFO",
        "'14:25:25 [Server Notification] old version', Notification, INFO",
        "'[Server Chat] Priya13: hi', Chat, INFO",
        "'[Fatal] Caught unhandled exception in thread ''Relight''.', Fatal, FATAL",
        "'30.1.2025 03:47:25 [Server Warning] Server overloaded.', Warning, WARN",
        "'30.1.2025 03:44:45 [Error] Exception: x', Error, ERROR",
        "'5.9.2026 21:39:11 [Audit] HuiHuaFei已死亡。', Audit, INFO",
        "'5.9.2026 21:39:11 [StoryEvent] x', StoryEvent, INFO",
        "'5.9.2026 21:39:11 [Build] x', Build, INFO",
        "'5.9.2026 21:39:11 [Server Worldgen] x', Worldgen, INFO",
        "'5.9.2026 21:39:11 [Server Debug] x', Debug, DEBUG",
        "'5.9.2026 21:39:11 [VerboseDebug] x', VerboseDebug, DEBUG",
        "'5.9.2026 21:39:11 [Notification]', Notification, INFO",
    })
    void a_prefix_begins_a_record(String text, String category, Level level) {
        ConsoleLine line = read(text);

        assertThat(line.category()).isEqualTo(category);
        assertThat(line.level()).isEqualTo(level);
        assertThat(line.continuation()).isFalse();
        assertThat(line.text()).isEqualTo(text);
        assertThat(line.stream()).isEqualTo(Stream.STDOUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1] Priya13 [::1]:41206",
                "[Server Whisper] hi",
                "[Server Event]no blank",
                "[Server Event",
                "[Event] X joins.",
                "[Chat] X: hi",
                "28.1.2024 [Server",
                "28.1.2024",
                "28.1.2024 15:43:1",
                "28.1.24 15:43:12 [Server Event] two digits",
                "281.1.2024 15:43:12 [Server Event] three digits",
                " 28.1.2024 15:43:12 [Server Event] indented",
                "   at Vintagestory.Server.CmdPlayer.setMovespeed()",
                " ---> System.NullReferenceException: x",
            })
    void other_lines_belong_to_the_record_before_them(String text) {
        read("30.1.2025 03:44:45 [Server Error] Exception: x");

        ConsoleLine line = read(text);

        assertThat(line.continuation()).isTrue();
        assertThat(line.category()).isEqualTo("Error");
        assertThat(line.level()).isEqualTo(Level.ERROR);
    }

    @Test
    void lines_before_the_first_record_have_no_category() {
        ConsoleLine line = read("Game Speed: 60");

        assertThat(line.continuation()).isTrue();
        assertThat(line.category()).isEmpty();
        assertThat(line.level()).isEqualTo(Level.INFO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ESC + "[33m28.1.2024 15:43:12 [Server Warning] x" + ESC + "[0m",
                "28.1.2024 15:43:12 " + ESC + "[1;33m[Server Warning]" + ESC + "[0m x",
                ESC + "[0m" + ESC + "[33m[Server Warning] x",
            })
    void colour_around_the_prefix_does_not_hide_it(String text) {
        assertThat(read(text).category()).isEqualTo("Warning");
    }

    @Test
    void the_type_comes_from_the_lines_own_prefix() {
        ConsoleLine chat = read("27.1.2024 15:42:15 [Server Chat] X: [Server Event] Y joins.");
        ConsoleLine more = read("[Event] Y joins.");

        assertThat(chat.category()).isEqualTo("Chat");
        assertThat(more.category()).isEqualTo("Chat");
        assertThat(more.continuation()).isTrue();
    }

    @Test
    void what_follows_a_partial_text_does_not_begin_a_record() {
        read("27.1.2024 15:42:15 [Server Chat] X: ", true);
        ConsoleLine rest = read("27.1.2024 15:42:15 [Server Event] Y joins.");
        ConsoleLine next = read("27.1.2024 15:42:16 [Server Event] Z joins.");

        assertThat(rest.category()).isEqualTo("Chat");
        assertThat(rest.continuation()).isTrue();
        assertThat(next.category()).isEqualTo("Event");
    }

    @Test
    void a_prefix_that_comes_in_two_pieces_counts_for_the_rest_of_its_line() {
        read("27.1.2024 15:4", true);
        ConsoleLine rest = read("2:15 [Server Warning] slow", true);
        ConsoleLine end = read("er", false);

        assertThat(rest.category()).isEqualTo("Warning");
        assertThat(rest.level()).isEqualTo(Level.WARN);
        assertThat(end.category()).isEqualTo("Warning");
    }

    @Test
    void a_record_may_follow_a_partial_line_that_ended_without_further_text() {
        read("27.1.2024 15:42:15 [Server Chat] X: hi", true);
        reader.lineEnded();
        ConsoleLine next = read("27.1.2024 15:42:15 [Server Event] Y joins.");

        assertThat(next.category()).isEqualTo("Event");
        assertThat(next.continuation()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28.1.2024 15:43:12 [Server Event] Dedicated Server now running on Port 42420 and"
                        + " all ips!",
                "28.1.2024 15:43:12 [Server Notification] Entering runphase RunGame",
                "28.1.2024 15:43:12 [Notification] Entering runphase RunGame",
                "[Server Event] " + ESC + "[32mEntering runphase RunGame",
            })
    void the_ready_line_is_found_in_any_language(String text) {
        assertThat(dialect.isReady(read(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28.1.2024 15:43:12 [Server Chat] Dedicated Server now running on Port 1",
                "28.1.2024 15:43:12 [Server Chat] X: Entering runphase RunGame",
                "28.1.2024 15:43:12 [Server Event] X: Entering runphase RunGame",
                "28.1.2024 15:43:12 [Server Event] Entering runphase GameReady",
                "Entering runphase RunGame",
            })
    void other_lines_are_not_the_ready_line(String text) {
        assertThat(dialect.isReady(read(text))).isFalse();
    }

    @Test
    void a_pattern_replaces_the_ready_line_but_for_chat() {
        Dialect set =
                Dialects.of(
                        "vintagestory",
                        PatternsSetting.of("(?i)server bereit", null, null, null, null));

        assertThat(set.isReady(read("[Server Event] Server bereit!"))).isTrue();
        assertThat(set.isReady(read("[Server Chat] X: Server bereit!"))).isFalse();
        assertThat(set.isReady(read("[Server Event] Entering runphase RunGame"))).isFalse();
    }

    @Test
    void the_echo_of_a_command_confirms_it() {
        ConsoleLine echo = read(NOTIFICATION + "Handling Console Command /time set 8");

        assertThat(dialect.confirms("/time set 8", echo)).isTrue();
        assertThat(dialect.confirms(" /time set 8 ", echo)).isTrue();
        assertThat(dialect.confirms("/time", echo)).isFalse();
        assertThat(dialect.confirms("/time set 80", echo)).isFalse();
        assertThat(dialect.confirms("set 8", echo)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28.1.2024 15:30:20 [Server Chat] Handling Console Command /time",
                "28.1.2024 15:30:20 [Server Event] Handling Console Command /time",
                NOTIFICATION + "X says Handling Console Command /time",
                NOTIFICATION + "Handling Console Command /time and more",
                "Handling Console Command /time",
            })
    void other_lines_do_not_confirm_a_command(String text) {
        read(NOTIFICATION + "List of online Players");

        assertThat(dialect.confirms("/time", read(text))).isFalse();
    }

    private ConsoleLine read(String text) {
        return read(text, false);
    }

    private ConsoleLine read(String text, boolean partial) {
        return reader.read(Instant.EPOCH, text, partial);
    }
}
