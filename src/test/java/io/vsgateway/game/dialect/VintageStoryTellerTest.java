package io.vsgateway.game.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.Dialect.Told;
import io.vsgateway.game.LineEnd;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What those who are not in the game are told of it, and what is only made to look like that.
class VintageStoryTellerTest {
    private static final String LOG = "27.1.2025 23:24:03 [Server ";
    private static final String CAME =
            LOG + "Notification] Client 1 uid 6d attempting identification. Name: ";
    private static final String ASKED = LOG + "Notification] Handling Console Command /time";
    private static final List<String> PLAYERS = List.of("Erney", "Old Tom", "HuiHuaFei");

    private final Dialect dialect = PatternsSetting.dialect("vintagestory");
    private final Dialect.Teller teller = dialect.teller();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    HuiHuaFei已死亡。死亡消息：HuiHuaFei认为他可以飞。      ~ HuiHuaFei ~ HuiHuaFei认为他可以飞。
                    Old Tom died. Death message: Old Tom was eaten by a wolf. ~ Old Tom ~ Old Tom was eaten by a wolf.
                    Erney died. Death message:                             ~ Erney     ~ ''
                    """)
    void a_death_is_told_by_the_audit_log(String message, String name, String how) {
        assertThat(told("5.9.2026 21:39:11 [Audit] " + message))
                .containsExactly(new Told.Died(name, how));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LOG + "Chat] 0 | Erney: died. Death message: no",
                LOG + "Chat] Erney died. Death message: no",
                LOG + "Notification] Erney died. Death message: no",
                LOG + "Event] Erney died. Death message: no",
                "27.1.2025 23:24:03 [Audit] Erney joined.",
                "27.1.2025 23:24:03 [Audit] Erney says that Old Tom died. Death message: no",
                "27.1.2025 23:24:03 [Audit] Mallory died. Death message: nobody of this name",
                "Erney died. Death message: no"
            })
    void nothing_else_is_a_death(String line) {
        assertThat(told(line)).noneMatch(Told.Died.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LOG + "Event] Offthread save of savegame done.",
                "10.7.2023 14:25:27 [Event] Offthread save of savegame done.",
                LOG + "Notification] Offthread save of savegame done."
            })
    void a_save_is_told(String line) {
        assertThat(told(line)).containsExactly(new Told.Saved());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LOG + "Chat] 0 | Erney: Offthread save of savegame done",
                LOG + "Chat] 0 | Erney: " + LOG + "Event] Offthread save of savegame done",
                "27.1.2025 23:24:03 [Audit] Erney: Offthread save of savegame done",
                LOG + "Notification] Handling Console Command /say Offthread save of savegame done",
                LOG + "Notification] Message to all in group 5: Offthread save of savegame done",
                LOG + "Warning] Offthread save of savegame done",
                "Offthread save of savegame done.",
                "[Event] Offthread save of savegame done."
            })
    void nothing_else_is_a_save(String line) {
        assertThat(told(line)).noneMatch(Told.Saved.class::isInstance);
    }

    @Test
    void nobody_is_called_so_that_their_name_is_a_save() {
        String name = "Offthread save of savegame done";

        assertThat(told(CAME + name, LOG + "Event] " + name + " [::1]:43212 joins.")).isEmpty();
        assertThat(told(LOG + "Event] Player " + name + " left.")).isEmpty();
        assertThat(told(LOG + "Event] Offthread save of savegame done."))
                .as("while that is the name of somebody there is no telling")
                .isEmpty();
    }

    @Test
    void what_the_game_tells_all_of_its_players_is_told_without_markup() {
        assertThat(
                        told(
                                LOG
                                        + "Notification] Message to all in group 0: <strong>A storm</strong>"
                                        + " is <a href=\"command:///op\">near</a>"))
                .containsExactly(new Told.Announced("A storm is near"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LOG + "Notification] Message to all in group 7: for the guild alone",
                LOG + "Notification] Message to all in group 0: <b></b>",
                LOG + "Chat] Message to all in group 0: hi",
                LOG + "Event] Message to all in group 0: hi",
                LOG + "Notification] Erney: Message to all in group 0: hi",
                "Message to all in group 0: hi"
            })
    void nothing_else_is_an_announcement(String line) {
        assertThat(told(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    Server time: 1. May, Year 0, 08:00 ~ Game Speed: 60    ~ 1. May, Year 0, 08:00 ~ 08:00 ~ 60
                    Serverzeit: 3. Mai, Jahr 2, 23:59  ~ Spieltempo: 0,5   ~ 3. Mai, Jahr 2, 23:59 ~ 23:59 ~ 0.5
                    服务器时间：1月1日, 0:05             ~ 游戏速度：60         ~ 1月1日, 0:05           ~ 0:05  ~ 60
                    """)
    void the_time_is_told_when_somebody_asks(
            String first, String second, String text, String clock, double speed) {
        assertThat(
                        told(
                                ASKED,
                                LOG + "Notification] Message to all in group 5: 12:00",
                                LOG + "Warning] Server overloaded. A tick took 563ms to complete.",
                                LOG + "Notification] " + first,
                                second))
                .containsExactly(new Told.Time(text, clock, speed));
    }

    @Test
    void what_nobody_asked_for_is_no_time() {
        String first = LOG + "Notification] Server time: 1. May, Year 0, 08:00";
        String second = "Game Speed: 60";

        assertThat(told(first, second)).isEmpty();
        assertThat(told(LOG + "Chat] 0 | Erney: Handling Console Command /time", first, second))
                .noneMatch(Told.Time.class::isInstance);
        assertThat(told(ASKED, LOG + "Chat] 0 | Erney: Server time: 08:00", second))
                .containsExactly(new Told.Said("Erney", "Server time: 08:00"));
        assertThat(
                        told(
                                ASKED,
                                LOG + "Notification] Handling Console Command /stats",
                                first,
                                second))
                .isEmpty();
        assertThat(told(ASKED, first, LOG + "Notification] nothing more", second)).isEmpty();
    }

    @Test
    void a_line_in_pieces_tells_nothing() {
        Dialect.LineReader reader = dialect.reader(LineSource.STDOUT, Wanted.ALL);
        String text = LOG + "Event] Offthread save of savegame done.";
        ConsoleLine first = reader.read(Instant.EPOCH, text, LineEnd.PAUSE).line();
        ConsoleLine rest = reader.read(Instant.EPOCH, text, LineEnd.BREAK).line();

        assertThat(teller.read(first, PLAYERS)).isEmpty();
        assertThat(teller.read(rest, PLAYERS)).isEmpty();
    }

    private List<Told> told(String... lines) {
        Dialect.LineReader reader = dialect.reader(LineSource.STDOUT, Wanted.ALL);
        var all = new ArrayList<Told>();
        for (String line : lines) {
            ConsoleLine read = reader.read(Instant.EPOCH, line, LineEnd.BREAK).line();
            teller.read(read, PLAYERS).ifPresent(all::add);
        }
        return all;
    }
}
