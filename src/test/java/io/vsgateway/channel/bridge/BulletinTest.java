package io.vsgateway.channel.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Placement;
import io.vsgateway.feed.Position;
import io.vsgateway.game.Player;
import io.vsgateway.hub.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BulletinTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Outcome PLACED =
            new Outcome.Placed(new Position("e", 1), Instant.EPOCH, false);
    private static final Outcome UNAVAILABLE = new Outcome.Refused(Placement.Reason.UNAVAILABLE);
    private static final Outcome UNKNOWN = new Outcome.Refused(Placement.Reason.UNKNOWN);

    private final Queue<Runnable> due = new ArrayDeque<>();
    private final Queue<Runnable> pauses = new ArrayDeque<>();
    private final List<Proposed> proposed = new ArrayList<>();
    private Standing game = standing("running");
    private boolean isBroken;
    private final Bulletin bulletin = new Bulletin(this::place, this::later, this::look);

    private record Proposed(List<String> told, String key, CompletableFuture<Outcome> outcome) {}

    private CompletionStage<Outcome> place(List<Change.Publication> all, String key) {
        if (isBroken) {
            throw new IllegalStateException("a failure that the test wants");
        }
        List<String> told = all.stream().map(BulletinTest::shown).toList();
        var one = new Proposed(told, key, new CompletableFuture<>());
        proposed.add(one);
        return one.outcome();
    }

    private static String shown(Change.Publication one) {
        return switch (one.body().type()) {
            case "game_status" -> one.body().member("state").asText();
            case "players" -> "players " + one.body().member("count").asInt();
            default -> one.body().type() + " " + one.body().member("user").asText();
        };
    }

    private void later(long millis, Runnable task) {
        (millis == 0 ? due : pauses).add(task);
    }

    private void look() {
        due.add(() -> bulletin.look(game));
    }

    private static Standing standing(String state, String... players) {
        return new Standing(
                new Standing.Status(state, true, AT, null, null, players.length),
                Stream.of(players).map(name -> new Player(name, AT)).toList());
    }

    private void becomes(String state, String... players) {
        game = standing(state, players);
        look();
        doWhatIsDue();
    }

    private void doWhatIsDue() {
        while (!due.isEmpty()) {
            due.remove().run();
        }
    }

    /// All pauses that there are end.
    private void aWhilePasses() {
        List<Runnable> over = List.copyOf(pauses);
        pauses.clear();
        over.forEach(Runnable::run);
        doWhatIsDue();
    }

    /// What becomes of the latest telling.
    private void answer(Outcome outcome) {
        proposed.getLast().outcome().complete(outcome);
        doWhatIsDue();
    }

    private List<List<String>> told() {
        return proposed.stream().map(Proposed::told).toList();
    }

    @Test
    void what_is_placed_is_told_once() {
        becomes("running");
        answer(PLACED);
        becomes("running");

        assertThat(told()).containsExactly(List.of("players 0", "running"));
        assertThat(pauses).isEmpty();
    }

    @Test
    void what_cannot_even_be_proposed_is_told_again() {
        isBroken = true;
        becomes("running");
        assertThat(proposed).isEmpty();
        isBroken = false;

        aWhilePasses();

        assertThat(told()).containsExactly(List.of("players 0", "running"));
    }

    @Test
    void what_becomes_while_something_is_told_is_told_behind_it() {
        becomes("running");
        becomes("stopping");
        becomes("stopped");
        assertThat(bulletin.isUnderWay()).isTrue();
        assertThat(proposed).hasSize(1);

        answer(PLACED);

        assertThat(told().getLast()).containsExactly("stopped");
    }

    @Test
    void what_is_refused_is_told_a_while_later_as_it_is_by_then() {
        for (Outcome refusal : List.of(UNAVAILABLE, new Outcome.Full())) {
            proposed.clear();
            becomes("running");
            answer(PLACED);
            becomes("stopping");
            answer(refusal);
            becomes("stopped");
            becomes("stopped");
            assertThat(proposed).as("not before the while has passed").hasSize(2);

            aWhilePasses();
            answer(PLACED);

            assertThat(told().subList(1, 3))
                    .containsExactly(List.of("stopping"), List.of("stopped"));
            becomes("stopped");
            assertThat(proposed).hasSize(3);
        }
    }

    @Test
    void who_came_and_went_meanwhile_is_told_once_it_can_be() {
        becomes("running", "Ada", "Bob");
        answer(PLACED);
        becomes("running", "Ada");
        answer(UNAVAILABLE);
        becomes("running", "Ada", "Cleo");
        aWhilePasses();
        answer(PLACED);

        assertThat(told().getLast())
                .containsExactly("player_left Bob", "player_joined Cleo", "players 2");
    }

    @Test
    void what_may_have_been_placed_is_proposed_under_the_same_key_until_that_is_known() {
        becomes("running", "Ada");
        answer(PLACED);
        becomes("running");
        answer(UNKNOWN);
        becomes("stopped");
        aWhilePasses();
        answer(UNAVAILABLE);
        aWhilePasses();
        answer(PLACED);

        Proposed first = proposed.get(1);
        assertThat(first.told()).containsExactly("player_left Ada", "players 0", "running");
        assertThat(proposed.subList(2, 4))
                .allSatisfy(again -> {
                    assertThat(again.told()).isEqualTo(first.told());
                    assertThat(again.key()).isEqualTo(first.key());
                });
        assertThat(told().getLast()).containsExactly("stopped");
        assertThat(new HashSet<>(proposed.stream().map(Proposed::key).toList())).hasSize(3);
    }

    @Test
    void what_is_retained_is_told_anew_once_it_may_be_lost_but_nobody_comes_again() {
        becomes("running", "Ada");
        answer(PLACED);

        bulletin.renewed();
        bulletin.renewed();
        doWhatIsDue();
        assertThat(proposed).hasSize(1);
        assertThat(pauses).hasSize(1);
        aWhilePasses();
        answer(PLACED);

        assertThat(told().getLast()).containsExactly("players 1", "running");
        aWhilePasses();
        becomes("running", "Ada");
        assertThat(proposed).hasSize(2);
    }

    @Test
    void what_was_on_its_way_when_all_was_lost_is_told_again() {
        becomes("running");
        bulletin.renewed();
        answer(PLACED);
        aWhilePasses();
        bulletin.renewed();
        answer(PLACED);
        aWhilePasses();
        answer(PLACED);
        aWhilePasses();

        List<String> all = List.of("players 0", "running");
        assertThat(told()).containsExactly(all, all, all);
    }

    @Test
    void what_fails_may_have_been_placed() {
        becomes("running");
        proposed.getLast().outcome().completeExceptionally(new IllegalStateException());
        doWhatIsDue();
        aWhilePasses();

        assertThat(Set.copyOf(proposed.stream().map(Proposed::key).toList())).hasSize(1);
        assertThat(proposed).hasSize(2);
    }
}
