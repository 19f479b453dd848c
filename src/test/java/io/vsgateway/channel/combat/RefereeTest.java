package io.vsgateway.channel.combat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Node;
import io.vsgateway.fanout.LocalFanout;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.TopicClass;
import io.vsgateway.roster.Roster;
import io.vsgateway.time.Clocks;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefereeTest {
    private final Hub hub =
            new Hub(
                    new LocalFanout("e", InstantSource.system()),
                    _ -> TopicClass.kept(10_000, 4_000_000, Duration.ofHours(1)),
                    100,
                    100_000_000);
    private final Roster roster = new Roster(InstantSource.system());
    private final Referee referee =
            new Referee(
                    new Channels(hub, roster),
                    roster,
                    hub,
                    new Clocks(InstantSource.system(), InstantSource.system()),
                    new Node("a"));

    @BeforeEach
    void begin() {
        referee.begin(new StartupEvent());
        hub.started();
    }

    @AfterEach
    void end() {
        referee.end(new ShutdownEvent());
    }

    @Test
    void the_end_of_a_fight_that_is_deleted_is_there_for_who_follows_it_though_nobody_finds_it() {
        assertThat(done(referee.create(RefereeModelTest.begun("f")))).isTrue();
        Fight fight = referee.find("f").orElseThrow();

        assertThat(done(referee.forget(fight))).isTrue();

        assertThat(told()).containsExactly("combat_start", "combat_turn", "combat_end");
        assertThat(referee.find("f")).isEmpty();
        assertThat(referee.all()).isEmpty();
        assertThat(referee.of("n1")).isEmpty();
        assertThat(done(referee.remove(fight))).isTrue();
        assertThat(told()).isEmpty();
    }

    @Test
    void one_that_was_over_is_found_no_more_once_it_is_deleted_and_has_one_end() {
        referee.create(RefereeModelTest.begun("f"));
        Fight fight = referee.find("f").orElseThrow();
        referee.judge(fight, new Input.End(Fact.Reason.ENDED, null), null);
        assertThat(referee.find("f")).contains(fight);

        assertThat(done(referee.forget(fight))).isTrue();

        assertThat(referee.find("f")).isEmpty();
        assertThat(told()).containsExactly("combat_start", "combat_turn", "combat_end");
    }

    @Test
    void the_name_of_a_fight_that_is_deleted_is_free_at_once() {
        referee.create(RefereeModelTest.begun("f"));
        Fight first = referee.find("f").orElseThrow();
        referee.forget(first);

        assertThat(done(referee.create(RefereeModelTest.begun("f")))).isTrue();

        assertThat(referee.find("f")).isPresent().get().isNotEqualTo(first);
        assertThat(told()).containsExactly("combat_start", "combat_turn");
    }

    private static boolean done(CompletionStage<Ruling> ruling) {
        return ruling.toCompletableFuture().join() instanceof Ruling.Done;
    }

    private List<String> told() {
        return hub
                .find(TopicPattern.of(TopicName.of("combat:f")))
                .map(topic -> topic.feed().before(Long.MAX_VALUE, 10_000).entries())
                .orElse(List.of())
                .stream()
                .map(event -> event.body().type())
                .toList();
    }
}
