package io.vsgateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Answer TAKEN = new Answer.Taken();
    private static final Answer LATER = new Answer.Later("status 500", Duration.ZERO);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<String> attempts = new CopyOnWriteArrayList<>();
    private final Queue<CompletableFuture<Answer>> answers = new ConcurrentLinkedQueue<>();
    private final Outbox outbox =
            new Outbox(
                    "webhook test",
                    thread,
                    Duration.ofMillis(1),
                    notice -> {
                        attempts.add(notice.id());
                        CompletableFuture<Answer> next = answers.poll();
                        return next == null ? CompletableFuture.completedFuture(TAKEN) : next;
                    });

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    @Test
    void what_is_not_taken_is_tried_again_before_the_next() {
        answer(LATER, new Answer.Later("status 429", Duration.ofMillis(20)), TAKEN);

        add("a", "b");

        await().until(() -> outbox.delivered() == 2);
        assertThat(attempts).containsExactly("a", "a", "a", "b");
        assertThat(outbox.lost()).isZero();
    }

    @Test
    void what_is_never_taken_is_lost_and_the_next_is_told() {
        answer(new Answer.Never("status 404"));

        add("a", "b");

        await().until(() -> outbox.delivered() == 1);
        assertThat(attempts).containsExactly("a", "b");
        assertThat(outbox.lost()).isEqualTo(1);
    }

    @Test
    void a_delivery_that_breaks_is_lost_and_the_next_is_told() {
        answers.add(CompletableFuture.failedFuture(new IllegalStateException("broken")));

        add("a", "b");

        await().until(() -> outbox.delivered() == 1);
        assertThat(outbox.lost()).isEqualTo(1);
    }

    @Test
    void after_so_many_attempts_it_is_given_up() {
        for (int i = 0; i < Outbox.MOST_ATTEMPTS; i++) {
            answer(LATER);
        }

        add("a", "b");

        await().until(() -> outbox.delivered() == 1);
        assertThat(attempts).hasSize(Outbox.MOST_ATTEMPTS + 1);
        assertThat(outbox.lost()).isEqualTo(1);
    }

    @Test
    void of_too_many_the_oldest_are_lost() {
        var held = new CompletableFuture<Answer>();
        answers.add(held);
        int more = 3;
        for (int i = 0; i <= Outbox.MOST_WAITING + more; i++) {
            add("n" + i);
        }
        await().until(() -> outbox.lost() == more);

        held.complete(TAKEN);

        await().until(() -> outbox.delivered() == Outbox.MOST_WAITING + 1);
        assertThat(attempts).startsWith("n0", "n" + (more + 1)).doesNotContain("n1", "n" + more);
    }

    private void answer(Answer... some) {
        for (Answer one : some) {
            answers.add(CompletableFuture.completedFuture(one));
        }
    }

    private void add(String... ids) {
        for (String id : ids) {
            thread.execute(() ->
                    outbox.add(new Notice(id, Kind.READY, Instant.EPOCH, "x", null, null, null)));
        }
    }
}
