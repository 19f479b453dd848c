package io.vsgateway.channel.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.fanout.Change;
import io.vsgateway.game.Dialect.Told;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Player;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewsTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final List<Change.Publication> published = new ArrayList<>();
    private @Nullable Standing before;

    @Test
    void who_was_there_before_the_first_look_has_not_come() {
        look("Erney", "Old Tom");

        assertThat(told())
                .containsExactly(
                        "players game:all retained {\"count\":2,\"players\":["
                                + "{\"name\":\"Erney\",\"since\":\"2026-01-02T03:04:05.000Z\"},"
                                + "{\"name\":\"Old Tom\",\"since\":\"2026-01-02T03:04:05.000Z\"}]}",
                        "game_status game:all retained {\"state\":\"running\",\"ready\":true,"
                                + "\"started_at\":\"2026-01-02T03:04:05.000Z\",\"players\":2}");
    }

    @Test
    void who_comes_and_goes_is_told_before_the_new_list() {
        look("Erney");
        published.clear();
        look("Ada");

        assertThat(told())
                .satisfiesExactly(
                        left ->
                                assertThat(left)
                                        .isEqualTo(
                                                "player_left game:all {\"user\":\"Erney\",\"user_id\":\"game:Erney\"}"),
                        joined ->
                                assertThat(joined)
                                        .isEqualTo(
                                                "player_joined game:all {\"user\":\"Ada\",\"user_id\":\"game:Ada\"}"),
                        list -> assertThat(list).startsWith("players game:all retained"));
    }

    @Test
    void nothing_new_is_not_told() {
        look("Erney");
        published.clear();
        look("Erney");
        assertThat(published).isEmpty();
    }

    @Test
    void who_is_playing_may_be_unknown() {
        look();
        look(report(new GameState.Following(AT), null));
        published.clear();
        look("Erney");
        assertThat(told()).noneMatch(one -> one.startsWith("player_"));
        assertThat(before.names()).containsExactly("Erney");
        look(report(new GameState.Following(AT), null));
        assertThat(told().getLast())
                .isEqualTo(
                        "game_status game:all retained {\"state\":\"following\",\"ready\":true,"
                                + "\"started_at\":\"2026-01-02T03:04:05.000Z\"}");
        assertThat(before.names()).isEmpty();
    }

    @Test
    void a_stop_says_until_when_its_step_lasts_and_when_all_of_it_is_over() {
        var stopping = new GameState.Stopping(AT, 1, "save", AT.plusSeconds(9), AT.plusSeconds(54));
        look(report(stopping, List.of()));
        assertThat(told().getLast())
                .contains(
                        "\"state\":\"stopping\"",
                        "\"until\":\"2026-01-02T03:04:14.000Z\"",
                        "\"stops_by\":\"2026-01-02T03:04:59.000Z\"");
    }

    @Test
    void a_crowd_is_counted_and_listed_in_part() {
        look(IntStream.range(0, 1000).mapToObj(i -> "p" + i).toArray(String[]::new));
        String list = told().getFirst();
        assertThat(list).startsWith("players game:all retained {\"count\":1000,");
        assertThat(list.split("\"name\"")).hasSize(Standing.MOST_LISTED + 1);
    }

    @Test
    void what_is_said_has_the_form_of_the_channels_own_chat() {
        pass(new Told.Said("Old Tom", "hi \"there\""));
        pass(new Told.Said("Old Tom", "x".repeat(499) + "\uD83D\uDE00y"));
        assertThat(told())
                .containsExactly(
                        "chat_message chat:global {\"user\":\"Old Tom\",\"user_id\":\"game:Old Tom\","
                                + "\"origin\":\"game\",\"channel\":\"global\",\"content\":\"hi \\\"there\\\"\"}",
                        "chat_message chat:global {\"user\":\"Old Tom\",\"user_id\":\"game:Old Tom\","
                                + "\"origin\":\"game\",\"channel\":\"global\",\"content\":\""
                                + "x".repeat(499)
                                + "\"}");
    }

    @Test
    void what_becomes_of_players_and_world_is_told_in_the_game_channel() {
        pass(new Told.Died("Old Tom", "Old Tom thought\u2028he could fly."));
        pass(new Told.Died("Erney", ""));
        pass(new Told.Saved());
        pass(new Told.Announced("x".repeat(501)));
        pass(new Told.Time("1. May, Year 0, 08:00", "08:00", 60));

        assertThat(told())
                .containsExactly(
                        "player_death game:all {\"user\":\"Old Tom\",\"user_id\":\"game:Old Tom\","
                                + "\"text\":\"Old Tom thought\ufffdhe could fly.\"}",
                        "player_death game:all {\"user\":\"Erney\",\"user_id\":\"game:Erney\"}",
                        "server_save game:all {}",
                        "announcement game:all {\"text\":\"" + "x".repeat(500) + "\"}",
                        "server_time game:all retained {\"text\":\"1. May, Year 0, 08:00\","
                                + "\"clock\":\"08:00\",\"speed\":60.0}");
    }

    @Test
    void text_that_fools_its_reader_is_cleaned() {
        look("\u202enimdA");
        pass(new Told.Said("\u202enimdA", "a\u2028b\u202e"));
        assertThat(told()).noneMatch(one -> one.contains("\u202e") || one.contains("\u2028"));
        assertThat(before.names()).containsExactly("\u202enimdA");
    }

    @Test
    void what_is_retained_can_be_told_again_and_then_nobody_comes_twice() {
        look("Erney");
        List<String> first = told();
        published.addAll(before.since(before, true));
        assertThat(told()).containsExactly(first.get(0), first.get(1), first.get(0), first.get(1));
    }

    private void look(String... names) {
        look(
                report(
                        new GameState.Running(AT, 1),
                        Stream.of(names).map(name -> new Player(name, AT)).toList()));
    }

    private void look(Game.GameReport report) {
        Standing now = Standing.of(report);
        published.addAll(now.since(before, false));
        before = now;
    }

    private void pass(Told told) {
        published.add(News.of(told));
    }

    private static Game.GameReport report(GameState state, @Nullable List<Player> players) {
        return new Game.GameReport(
                "managed", "vintagestory", state, true, AT, 0, List.of(), players, null);
    }

    /// Type, topic, whether it is retained under its type, and the rest as JSON.
    private List<String> told() {
        return published.stream()
                .map(one -> {
                    String retain = one.retain();
                    if (retain != null) {
                        assertThat(retain).isEqualTo(one.body().type());
                    }
                    return one.body().type()
                            + " "
                            + one.topics().getFirst()
                            + (retain == null ? " " : " retained ")
                            + "{"
                            + one.body().members().replaceFirst("^,", "")
                            + "}";
                })
                .toList();
    }
}
