package io.vsgateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalFanoutTest extends OrderContract {
    private final List<Entry> seen = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LocalFanout order = new LocalFanout("e1", () -> now);

    @Override
    protected Fanout order() {
        return new LocalFanout("e1", Instant::now);
    }

    @Test
    void a_key_is_good_for_some_minutes() throws Exception {
        order.follow(seen::add);
        placed(order, proposal("one", "k"));

        now = now.plus(LocalFanout.KEY_LIFE);
        assertThat(placed(order, proposal("one", "k")).isDuplicate()).isTrue();

        now = now.plusSeconds(1);
        assertThat(placed(order, proposal("one", "k")).isDuplicate()).isFalse();
        assertThat(seen).hasSize(2);
    }

    @Test
    void the_oldest_keys_are_forgotten_when_there_are_too_many() throws Exception {
        order.follow(seen::add);
        for (int i = 0; i <= LocalFanout.MOST_KEYS; i++) {
            placed(order, proposal("one", "k" + i));
        }

        assertThat(placed(order, proposal("one", "k1")).isDuplicate()).isTrue();
        assertThat(placed(order, proposal("one", "k0")).isDuplicate()).isFalse();
    }

    @Test
    void who_makes_many_keys_makes_nobody_elses_worthless() throws Exception {
        order.follow(seen::add);
        placed(order, proposal("one", Proposal.keyOf("bank", "k")));
        for (int i = 0; i <= LocalFanout.MOST_OF_ONE; i++) {
            placed(order, proposal("two", Proposal.keyOf("eve", "k" + i)));
        }

        assertThat(placed(order, proposal("one", Proposal.keyOf("bank", "k"))).isDuplicate())
                .isTrue();
        assertThat(placed(order, proposal("two", Proposal.keyOf("eve", "k1"))).isDuplicate())
                .isTrue();
        assertThat(placed(order, proposal("two", Proposal.keyOf("eve", "k0"))).isDuplicate())
                .isFalse();
    }

    @Test
    void a_clock_that_is_set_back_does_not_set_the_order_back() throws Exception {
        order.follow(seen::add);
        Instant first = placed(order, proposal("one", null)).at();

        now = now.minus(Duration.ofHours(1));

        assertThat(placed(order, proposal("two", null)).at()).isEqualTo(first);
    }

    @Test
    void without_anybody_who_follows_nothing_is_placed() throws Exception {
        Placement placement =
                order.propose(proposal("one", null)).toCompletableFuture().get(1, TimeUnit.SECONDS);

        assertThat(placement).isEqualTo(new Placement.Refused(Placement.Reason.UNAVAILABLE));
    }
}
