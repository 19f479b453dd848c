package io.vsgateway.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/// Tells what happens to the game, on a thread of its own.
@ApplicationScoped
public class Webhooks {
    private static final Logger LOG = Logger.getLogger(Webhooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /// Between two looks at who is playing.
    private static final long LOOK_SECONDS = 1;

    /// At the end of the gateway, for the last words.
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Game game;
    private final Set<Kind> kinds;
    private final Post post;
    private final List<Outbox> outboxes;
    private final Happenings happenings;
    private final Instant began = Instant.now();
    private final AtomicBoolean hasHeard = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("webhooks").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    Webhooks(WebhookSettings settings, Game game, Vertx vertx) {
        this.game = game;
        this.kinds = Receiver.kinds(settings);
        this.post = new Post(vertx, PATIENCE);
        this.outboxes = Receiver.of(settings).stream().map(this::outbox).toList();
        this.happenings =
                new Happenings(kinds, notice -> outboxes.forEach(outbox -> outbox.add(notice)));
    }

    private Outbox outbox(Receiver receiver) {
        return new Outbox(
                receiver.toString(),
                thread,
                FIRST_PAUSE,
                notice -> {
                    byte[] body = receiver.form().body(notice);
                    return post.send(
                            receiver.url(),
                            receiver.form().headers(notice, body, Instant.now()),
                            body);
                });
    }

    /// Notices that were taken.
    public long delivered() {
        return sum(Outbox::delivered);
    }

    /// Notices that were given up, or left out because too many waited.
    public long lost() {
        return sum(Outbox::lost);
    }

    private long sum(ToLongFunction<Outbox> count) {
        return outboxes.stream().mapToLong(count).sum();
    }

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
        if (outboxes.isEmpty()) {
            return;
        }
        thread.prestartAllCoreThreads();
        game.onState(this::changed);
        if (kinds.stream().anyMatch(Kind::isOfPlayers)) {
            thread.scheduleWithFixedDelay(
                    this::lookWhoPlays, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// On one of the game's threads. The end of a run is remembered before it is told.
    private void changed(GameState state) {
        Game.GameReport report = game.report();
        Instant runBegan = report.startedAt();
        boolean isFirst = !hasHeard.getAndSet(true);
        if (isFirst && runBegan != null && runBegan.isBefore(began)) {
            thread.execute(() -> happenings.takenOver(state, report, Instant.now()));
        } else {
            thread.execute(() -> happenings.state(state, report.runs()));
        }
    }

    private void lookWhoPlays() {
        try {
            happenings.players(game.report(), Instant.now());
        } catch (RuntimeException e) {
            LOG.error("who came and who left was not told", e);
        }
    }

    /// The game has stopped by now, and this may still be under way.
    void end(@Observes ShutdownEvent end) {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        try {
            while (!areEmpty(deadline) && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not all was told at the end", e);
        }
        thread.shutdownNow();
        post.close();
    }

    private boolean areEmpty(long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (outboxes.isEmpty()) {
            return true;
        }
        return CompletableFuture.supplyAsync(
                        () -> outboxes.stream().allMatch(Outbox::isEmpty), thread)
                .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
