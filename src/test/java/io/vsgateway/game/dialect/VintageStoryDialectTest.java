package io.vsgateway.game.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineEnd;
import io.vsgateway.game.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VintageStoryDialectTest {
    private static final String ESC = "\u001b";
    private static final String NOTIFICATION = "28.1.2024 15:30:20 [Server Notification] ";
    private static final String RUN_GAME = "Entering runphase RunGame";

    private final Dialect dialect = PatternsSetting.dialect("vintagestory");
    private final Dialect.LineReader reader =
            dialect.reader(io.vsgateway.game.LineSource.STDOUT, Wanted.ALL);

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
        assertThat(line.source()).isEqualTo(io.vsgateway.game.LineSource.STDOUT);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r",
                "\r\r" + ESC + "[2K",
                ESC + "=",
                ESC + "(B" + ESC + ">",
                ESC + "]0;Vintage Story\u0007",
                ESC + "]8;;http://example.org" + ESC + "\\" + ESC + "]8;;" + ESC + "\\",
                "\uFEFF",
                "\uFEFF" + ESC + "[?1h" + ESC + "=\r",
            })
    void what_is_not_seen_before_a_prefix_does_not_hide_it(String unseen) {
        assertThat(read(unseen + "28.1.2024 15:43:12 [Server Warning] x").category())
                .isEqualTo("Warning");
        assertThat(events(unseen + NOTIFICATION + unseen.replaceAll("[\r\uFEFF]", "") + RUN_GAME))
                .containsExactly(new GameEvent.Ready());
    }

    @ParameterizedTest
    @ValueSource(strings = {ESC + "]0;never ended ", ESC + "[31", "\u0007", "x\r"})
    void what_is_broken_or_seen_hides_it(String seen) {
        assertThat(read(seen + "28.1.2024 15:43:12 [Server Warning] x").category()).isEmpty();
    }

    @Test
    void what_follows_a_partial_text_does_not_begin_a_record() {
        piece("27.1.2024 15:42:15 [Server Chat] X: ");
        ConsoleLine rest = read("27.1.2024 15:42:15 [Server Event] Y joins.");
        ConsoleLine next = read("27.1.2024 15:42:16 [Server Event] Z joins.");

        assertThat(rest.category()).isEqualTo("Chat");
        assertThat(rest.continuation()).isTrue();
        assertThat(next.category()).isEqualTo("Event");
    }

    @Test
    void a_prefix_that_comes_in_two_pieces_counts_for_the_rest_of_its_line() {
        piece("27.1.2024 15:4");
        ConsoleLine rest = piece("2:15 [Server Warning] slow");
        ConsoleLine end = read("er");

        assertThat(rest.category()).isEqualTo("Warning");
        assertThat(rest.level()).isEqualTo(Level.WARN);
        assertThat(end.category()).isEqualTo("Warning");
    }

    @Test
    void a_record_may_follow_a_partial_line_that_ended_without_further_text() {
        piece("27.1.2024 15:42:15 [Server Chat] X: hi");
        ConsoleLine end = read("");
        ConsoleLine next = read("27.1.2024 15:42:15 [Server Event] Y joins.");

        assertThat(end.isBareEnd()).isTrue();
        assertThat(next.category()).isEqualTo("Event");
        assertThat(next.continuation()).isFalse();
    }

    @Test
    void each_piece_of_a_line_knows_what_was_shown_before_it() {
        ConsoleLine first = piece("Loading: 10%");
        ConsoleLine second = piece("\r20%");
        ConsoleLine cut = reader.read(Instant.EPOCH, "\r30%", LineEnd.LENGTH).line();
        ConsoleLine last = read("\r40%");
        ConsoleLine next = read("done");

        assertThat(first.before()).isEmpty();
        assertThat(first.partial()).isTrue();
        assertThat(second.before()).isEqualTo("Loading: 10%");
        assertThat(second.isRest()).isTrue();
        assertThat(cut.text()).isEqualTo("\r30%…");
        assertThat(last.before()).isEqualTo("Loading: 10%\r20%\r30%");
        assertThat(last.partial()).isFalse();
        assertThat(next.isRest()).isFalse();
    }

    @Test
    void what_is_kept_of_earlier_pieces_is_bounded() {
        for (int i = 0; i < 100; i++) {
            piece("x".repeat(100));
        }

        assertThat(read("end").before()).isEqualTo("x".repeat(ConsoleLine.MOST_BEFORE));
    }

    @Test
    void half_a_line_means_nothing_yet() {
        assertThat(pieceEvents(NOTIFICATION + "Handling Console Command /ti")).isEmpty();
        assertThat(pieceEvents("me set 8")).isEmpty();
        assertThat(events("")).containsExactly(new GameEvent.Echoed("/time set 8"));

        assertThat(pieceEvents(NOTIFICATION + "Client 1 uid x attempting identification. Name: Er"))
                .isEmpty();
        assertThat(events("ney")).containsExactly(new GameEvent.Came(1, "Erney"));
    }

    @Test
    void the_rest_of_a_line_means_nothing_by_itself() {
        piece("27.1.2024 15:42:15 [Server Chat] X: ");

        assertThat(events(NOTIFICATION + RUN_GAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28.1.2024 15:43:12 [Server Event] Dedicated Server now running on Port 42420 and"
                        + " all ips!",
                "28.1.2024 15:43:12 [Server Notification] Entering runphase RunGame",
                "28.1.2024 15:43:12 [Notification] Entering runphase RunGame",
                "[Server Event] " + ESC + "[32mEntering runphase RunGame" + ESC + "[0m ",
            })
    void the_ready_line_is_found_in_any_language(String text) {
        assertThat(events(text)).containsExactly(new GameEvent.Ready());
    }

    @ParameterizedTest
    @CsvSource({
        "'Entering runphase Start', Starting",
        "'Entering runphase WorldReady', Starting",
        "'Entering runphase Shutdown', Stopping",
        "'Entering runphase Exit', Ended",
        "'Stopped the server!', Ended",
    })
    void the_phases_of_a_games_life_are_told(String message, String event) {
        assertThat(events("28.1.2024 15:43:12 [Server Event] " + message))
                .singleElement()
                .extracting(it -> it.getClass().getSimpleName())
                .isEqualTo(event);
    }

    /// Everything that a message of the game's own can mean.
    private static Stream<String> meaningfulMessages() {
        return Stream.of(
                RUN_GAME,
                "Entering runphase Start",
                "Entering runphase Shutdown",
                "Entering runphase Exit",
                "Dedicated Server now running on Port 42420 and all ips!",
                "Stopped the server!",
                "Offthread save of savegame done.",
                "Handling Console Command /time",
                "Client 1 disconnected.",
                "Client 1 uid x attempting identification. Name: Eve");
    }

    @ParameterizedTest
    @MethodSource("meaningfulMessages")
    void a_message_of_the_games_own_is_an_event(String message) {
        assertThat(events(NOTIFICATION + message)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("meaningfulMessages")
    void what_players_can_write_is_no_event(String message) {
        for (String written :
                List.of(
                        "28.1.2024 15:43:12 [Server Chat] " + message,
                        "28.1.2024 15:43:12 [Server Chat] 0 | X: " + message,
                        "28.1.2024 15:43:12 [Server Chat] X: \r" + NOTIFICATION + message,
                        "28.1.2024 15:43:12 [Server Audit] X died: " + message,
                        "28.1.2024 15:43:12 [Chat] " + message)) {
            assertThat(events(written)).as(written).isEmpty();
            assertThat(events(message)).as("a further line of " + written).isEmpty();
            assertThat(events("[Event] " + message)).as("as an untimed record").isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("meaningfulMessages")
    void what_somebody_typed_is_no_more_than_its_echo(String message) {
        assertThat(events(NOTIFICATION + "Handling Console Command /announce " + message))
                .containsExactly(new GameEvent.Echoed("/announce " + message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28.1.2024 15:43:12 [Server Event] X: Entering runphase RunGame",
                "28.1.2024 15:43:12 [Server Event] Entering runphase RunGame [::1]:41206 joins.",
                "28.1.2024 15:43:12 [Server Debug] Entering runphase RunGame",
                "Entering runphase RunGame",
                "28.1.2024 15:30:20 [Server Event] Handling Console Command /time",
                NOTIFICATION + "X says Handling Console Command /time",
            })
    void other_lines_are_no_events(String text) {
        assertThat(events(text)).isEmpty();
    }

    @Test
    void a_pattern_replaces_the_ready_line_in_records_of_the_games_own() {
        Dialect.LineReader set =
                PatternsSetting.dialect(
                                "vintagestory",
                                PatternsSetting.of("(?i)^server bereit", null, null, null, null))
                        .reader(io.vsgateway.game.LineSource.STDOUT, Wanted.ALL);

        assertThat(events(set, "Server bereit, sagt das Startskript"))
                .containsExactly(new GameEvent.Ready());
        assertThat(events(set, "[Server Event] Server bereit!"))
                .containsExactly(new GameEvent.Ready());
        assertThat(events(set, "[Server Chat] X: Server bereit!")).isEmpty();
        assertThat(events(set, "[Server Chat] Server bereit!")).isEmpty();
        assertThat(events(set, "Server bereit!")).isEmpty();
        assertThat(events(set, NOTIFICATION + "Handling Console Command /a Server bereit"))
                .doesNotContain(new GameEvent.Ready());
        assertThat(events(set, "[Server Event] " + RUN_GAME)).isEmpty();
    }

    @Test
    void a_pattern_may_name_the_type_of_its_record() {
        Dialect.LineReader set =
                PatternsSetting.dialect(
                                "vintagestory",
                                PatternsSetting.of("Event] Bereit", null, null, null, null))
                        .reader(io.vsgateway.game.LineSource.STDOUT, Wanted.ALL);

        assertThat(events(set, "28.1.2024 15:43:12 [Server Event] Bereit"))
                .containsExactly(new GameEvent.Ready());
    }

    @ParameterizedTest
    @CsvSource({
        "'/time set 8', '/time set 8'",
        "' /time set 8 ', '/time set 8'",
        "'/time\u001b[0m', '/time'",
    })
    void the_echo_of_a_command_names_it(String echoed, String command) {
        assertThat(events(NOTIFICATION + "Handling Console Command " + echoed))
                .containsExactly(new GameEvent.Echoed(command));
    }

    private ConsoleLine read(String text) {
        return reader.read(Instant.EPOCH, text, LineEnd.BREAK).line();
    }

    private ConsoleLine piece(String text) {
        return reader.read(Instant.EPOCH, text, LineEnd.PAUSE).line();
    }

    private List<GameEvent> pieceEvents(String text) {
        return reader.read(Instant.EPOCH, text, LineEnd.PAUSE).events();
    }

    private List<GameEvent> events(String text) {
        return events(reader, text);
    }

    private static List<GameEvent> events(Dialect.LineReader reader, String text) {
        return reader.read(Instant.EPOCH, text, LineEnd.BREAK).events();
    }
}
