package io.vsgateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.LocalFanout;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Hub;
import io.vsgateway.wire.channel.TopicName;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxesTest {
    private static final int ENTRIES = 10;
    private final Hub hub =
            new Hub(
                    new LocalFanout("e", InstantSource.system()),
                    TopicClasses::of,
                    100,
                    1024 * 1024);
    private final Inboxes inboxes = new Inboxes(hub);

    @BeforeEach
    void there_is_something() {
        for (int i = 0; i < ENTRIES; i++) {
            var change = new Change.Membership(TopicName.of("room:x"), "u" + i, true);
            assertThat(hub.propose(new Proposal(change, null))).isCompleted();
        }
    }

    @Test
    void an_acknowledgement_only_rises() {
        inboxes.acknowledge("ada", new Position("e", 5));
        inboxes.acknowledge("ada", new Position("e", 3));

        assertThat(inboxes.acknowledged("ada")).contains(new Position("e", 5));
        assertThat(inboxes.acknowledged("bob")).isEmpty();
    }

    @Test
    void what_is_not_there_cannot_be_acknowledged() {
        inboxes.acknowledge("ada", new Position("e", ENTRIES + 1));
        inboxes.acknowledge("ada", new Position("other", 1));

        assertThat(inboxes.acknowledged("ada")).isEmpty();
    }

    @Test
    void who_acknowledged_longest_ago_is_forgotten_first() {
        for (int i = 0; i < Inboxes.MOST_USERS; i++) {
            inboxes.acknowledge("u" + i, new Position("e", 1));
        }
        inboxes.acknowledge("u0", new Position("e", 2));

        inboxes.acknowledge("one more", new Position("e", 1));

        assertThat(inboxes.users()).isEqualTo(Inboxes.MOST_USERS);
        assertThat(inboxes.acknowledged("u0")).isPresent();
        assertThat(inboxes.acknowledged("u1")).isEmpty();
    }
}
