package io.vsgateway.game.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.LineEnd;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Player;
import io.vsgateway.game.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlayersTest {
    private static final Instant T0 = Instant.parse("2026-01-31T10:15:30Z");

    private final Dialect dialect = PatternsSetting.dialect("vintagestory");
    private final Dialect.LineReader reader = dialect.reader(LineSource.STDOUT, Wanted.ALL);
    private Instant now = T0;
    private final Players players = new Players(dialect, () -> now);

    @Test
    void who_identifies_plays_until_the_client_disconnects_in_any_language() {
        came(1, "Erney");
        now = T0.plusSeconds(60);
        came(2, "Priya13");
        log("[Server Event] Erney [::ffff:192.0.2.165]:54254 присоединился.");
        assertThat(players.online())
                .containsExactly(
                        new Player("Erney", T0), new Player("Priya13", T0.plusSeconds(60)));

        log("[Server Event] Игрок Erney вышел.");
        log("[Server Event] Client 1 disconnected.");

        assertThat(names()).containsExactly("Priya13");
    }

    @Test
    void names_may_hold_spaces_and_colours_may_stand_before_them() {
        came(1, "Sir Bors of  Ganis");
        log(
                "\u001b[32m[Server Notification] Client 2 uid a/b+c== attempting identification."
                        + " Name: [2] X");

        assertThat(names()).containsExactly("Sir Bors of  Ganis", "[2] X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Server Chat] 0 | Mallory: Client 9 uid x attempting identification. Name: Eve",
                "[Server Chat] Client 1 disconnected.",
                "[Server Notification] Message to all in group 0: Client 1 disconnected.",
                "[Server Warning] Client 1 disconnected.",
                "[Server Notification] Client 1 is slow",
                "[Server Notification] Client x uid y attempting identification. Name: z",
                "[Server Notification] Client 99999999999 uid y attempting identification. Name: z",
                "[1] Mallory [::1]:41206",
                "[Server Event] Entering runphase x [::1]:41206 joins.",
            })
    void lines_that_only_look_like_it_change_nothing(String line) {
        came(1, "Erney");

        log(line);

        assertThat(names()).containsExactly("Erney");
    }

    @Test
    void chat_of_several_lines_changes_nothing() {
        came(1, "Erney");

        say("28.1.2024 15:30:20 [Server Chat] 0 | Mallory: look");
        say("[Event] Client 1 disconnected.");
        say("[7] Eve [::1]:41206");

        assertThat(names()).containsExactly("Erney");
    }

    @Test
    void a_run_that_begins_or_ends_has_nobody_in_it() {
        came(1, "Erney");
        log("[Server Notification] Entering runphase Shutdown");
        assertThat(players.online()).isEmpty();

        came(1, "Priya13");
        players.reset();
        assertThat(players.online()).isEmpty();
    }

    @Test
    void a_list_of_clients_corrects_what_is_known() {
        came(1, "Erney");
        came(2, "Ghost");
        now = T0.plusSeconds(60);

        log("[Server Notification] Handling Console Command /list clients");
        say("28.1.2024 15:31:36 [Server Chat] 0 | Erney: [8] Eve [::1]:1");
        log("[Server Notification] Список игроков");
        say("[1] Erney [::1]:41206");
        say("[5] Sir Bors [::ffff:192.0.2.165]:54254");

        assertThat(players.online())
                .containsExactly(
                        new Player("Erney", T0), new Player("Sir Bors", T0.plusSeconds(60)));
    }

    @Test
    void lines_like_a_list_that_nobody_asked_for_are_none() {
        came(1, "Erney");

        log("[Server Notification] Handling Console Command /list banned");
        log("[Server Notification] List of banned Players");
        say("[3] Eve [::1]:41206");
        log("[Server Notification] Handling Console Command /list clients");
        log("[Server Notification] List of online Players");
        log("[Server Notification] something else");
        say("[3] Eve [::1]:41206");

        assertThat(names()).containsExactly("Erney");
    }

    @Test
    void an_empty_list_is_not_believed_as_it_cannot_be_told_from_another_line() {
        came(1, "Erney");

        log("[Server Notification] Handling Console Command /list clients");
        log("[Server Notification] List of online Players");
        log("[Server Event] something");

        assertThat(names()).containsExactly("Erney");
    }

    @Test
    void nothing_is_known_before_the_first_line_that_tells() {
        log("[Server Notification] Game Speed: 60");
        assertThat(players.online()).isNull();

        log("[Server Event] Client 7 disconnected.");

        assertThat(players.online()).isEmpty();
    }

    @Test
    void of_a_dialect_that_does_not_tell_nothing_is_ever_known() {
        var plain = new Players(PatternsSetting.dialect("plain"), () -> now);

        plain.reset();
        plain.note(new GameEvent.Left(1));

        assertThat(plain.online()).isNull();
    }

    @Test
    void what_is_remembered_is_bounded() {
        for (int i = 1; i <= 1005; i++) {
            came(i, "p" + i);
        }
        came(2000, "n".repeat(100_000));

        List<String> names = new ArrayList<>(names());
        assertThat(names).hasSize(1000).startsWith("p7");
        assertThat(names.getLast()).hasSize(64);
    }

    private void came(int client, String name) {
        log(
                "[Server Notification] Client %d uid 6dff07bf-0000 attempting identification. Name: %s"
                        .formatted(client, name));
    }

    private void log(String record) {
        say(record.startsWith("[1]") ? record : "28.1.2024 15:30:20 " + record);
    }

    private void say(String text) {
        reader.read(now, text, LineEnd.BREAK).events().forEach(players::note);
    }

    private List<String> names() {
        return Objects.requireNonNull(players.online()).stream().map(Player::name).toList();
    }
}
