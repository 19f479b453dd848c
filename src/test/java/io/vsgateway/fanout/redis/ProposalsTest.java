package io.vsgateway.fanout.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// What waits for its place is bounded by number and by size, and has room again when it has left.
class ProposalsTest {
    private static final Proposal ANY = new Proposal(new Change.Note("sanction", "k", ""), null);
    private static final int LARGE = 1024 * 1024;
    private final Proposals proposals = new Proposals();

    private CompletionStage<Placement> add(int characters) {
        return proposals.add(ANY, List.of("x".repeat(characters - 1), "y"), 0);
    }

    private static boolean isBusy(CompletionStage<Placement> stage) {
        return stage.toCompletableFuture().getNow(null)
                        instanceof Placement.Refused(Placement.Reason reason)
                && reason == Placement.Reason.BUSY;
    }

    private void fill() {
        for (long bytes = 0; bytes < Proposals.MOST_BYTES; bytes += LARGE) {
            assertThat(add(LARGE).toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void no_more_bytes_wait_than_there_is_room_for() {
        fill();

        assertThat(isBusy(add(2))).isTrue();
        assertThat(proposals.count()).isEqualTo(8);
        assertThat(proposals.refused()).isOne();
    }

    @Test
    void who_came_back_by_the_stream_was_refused_or_has_waited_too_long_makes_room() {
        fill();
        List<Waiting> sent = proposals.next();
        assertThat(proposals.seen(sent.getFirst().number, 1, true)).isPresent();
        assertThat(isBusy(add(LARGE))).isFalse();
        assertThat(isBusy(add(2))).isTrue();

        assertThat(proposals.refuse(List.of(sent.get(1)))).hasSize(1);
        assertThat(isBusy(add(LARGE))).isFalse();
        assertThat(isBusy(add(2))).isTrue();

        assertThat(proposals.expired(1)).hasSize(8);
        fill();
        assertThat(isBusy(add(2))).isTrue();
    }

    /// What is refused takes no room and no number.
    @Test
    void a_large_one_is_refused_where_a_small_one_has_room() {
        assertThat(isBusy(add((int) Proposals.MOST_BYTES - 2))).isFalse();

        assertThat(isBusy(add(3))).isTrue();
        assertThat(isBusy(add(2))).isFalse();
        assertThat(proposals.next()).extracting(one -> one.number).containsExactly(1L, 2L);
    }
}
