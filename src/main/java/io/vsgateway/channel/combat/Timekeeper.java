package io.vsgateway.channel.combat;

import io.vsgateway.hub.Hub;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Watches the clock of all fights: when a turn is over, when one that is over is forgotten, when
/// nothing happens any more. Each gateway does; the one that has judged last is a little earlier,
/// so that the others have nothing to do as long as it is there.
final class Timekeeper implements Fights.Watcher {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    /// Those who follow a fight that is forgotten have read of its end by then.
    private static final Duration READ = Duration.ofSeconds(5);

    /// A fight to which nothing happens and that has no clock ends after this time.
    static final Duration IDLE = Duration.ofDays(2);

    /// How much later the others are.
    private static final Duration LATER = Duration.ofSeconds(1);

    private final Hub hub;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer;

    private @Nullable Referee referee;
    private volatile String epoch = "";

    Timekeeper(Hub hub, InstantSource clock) {
        this.hub = hub;
        this.clock = clock;
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("combat").factory(),
                        // What is due while the gateway ends is due to nobody.
                        new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Before it hears of any fight.
    void begin(Referee whom) {
        referee = whom;
    }

    void end() {
        timer.shutdownNow();
    }

    private Referee referee() {
        return Objects.requireNonNull(referee);
    }

    /// Has something done on the timer's thread.
    void soon(Runnable task) {
        timer.execute(task);
    }

    @Override
    public void changed(Fight fight, boolean isOwn) {
        epoch = hub.endPosition().epoch();
        Encounter encounter = fight.now().encounter();
        Instant deadline = encounter.deadline();
        Duration patience = isOwn ? Duration.ZERO : LATER;
        if (encounter.isOver()) {
            Duration left = encounter.isForgotten() ? READ : REMEMBERED;
            fight.await(after(left.plus(patience), () -> remove(fight)));
        } else if (deadline != null) {
            int turn = encounter.turn().orElseThrow().turn();
            Duration left = Duration.between(clock.instant(), deadline).plusMillis(1);
            fight.await(after(left.plus(patience), () -> judge(fight, new Input.Timeout(turn))));
        } else {
            fight.await(
                    after(
                            IDLE.plus(patience),
                            () -> judge(fight, new Input.End(Fact.Reason.ENDED, null))));
        }
    }

    private Future<?> after(Duration time, Runnable task) {
        return timer.schedule(task, Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
    }

    /// What has no place now is tried again.
    private void judge(Fight fight, Input input) {
        CompletionStage<Void> _ =
                referee()
                        .judge(fight, input, null)
                        .thenAccept(ruling -> {
                            if (ruling instanceof Ruling.Unplaced) {
                                fight.await(after(LATER, () -> judge(fight, input)));
                            }
                        });
    }

    private void remove(Fight fight) {
        CompletionStage<Void> _ =
                referee()
                        .remove(fight)
                        .thenAccept(ruling -> {
                            if (ruling instanceof Ruling.Unplaced) {
                                fight.await(after(LATER, () -> remove(fight)));
                            }
                        });
    }

    @Override
    public void gone(Fight fight) {
        fight.await(null);
        soon(() -> referee().dismiss(fight));
    }

    /// What is remembered is told right behind this, and then it is known what is missing.
    @Override
    public void renewed() {
        String now = hub.endPosition().epoch();
        boolean isAnew = !epoch.isEmpty() && !now.equals(epoch);
        epoch = now;
        Future<?> _ = after(LATER, () -> referee().settle(isAnew, now));
    }
}
