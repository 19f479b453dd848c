package io.vsgateway.channel.combat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.fanout.Placement;
import io.vsgateway.hub.Outcome;
import io.vsgateway.wire.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What waits to be judged in one fight at this gateway: one after the other, as each depends on
/// what came of the one before. Any thread; nothing blocks, and nothing is called under the lock.
final class Docket {
    /// More than these do not wait.
    static final int MOST = 256;

    private static final Logger LOG = Logger.getLogger(Docket.class);

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Queue<Case> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean isBusy;

    private record Case(
            Supplier<CompletionStage<Ruling>> hearing, CompletableFuture<Ruling> ruling) {}

    /// Has something judged when its turn comes.
    CompletionStage<Ruling> add(Supplier<CompletionStage<Ruling>> hearing) {
        var one = new Case(hearing, new CompletableFuture<>());
        lock.lock();
        try {
            if (waiting.size() >= MOST) {
                return CompletableFuture.completedStage(
                        new Ruling.Refused(ErrorCode.BUSY, "too much waits in this combat"));
            }
            waiting.add(one);
            if (isBusy) {
                return one.ruling();
            }
            isBusy = true;
        } finally {
            lock.unlock();
        }
        hearAll();
        return one.ruling();
    }

    private void hearAll() {
        for (Case next = next(); next != null; next = next()) {
            Case present = next;
            CompletableFuture<Ruling> heard = hear(present);
            if (!heard.isDone()) {
                heard.whenComplete((ruling, failure) -> {
                    end(present, ruling, failure);
                    hearAll();
                });
                return;
            }
            Throwable failure = heard.isCompletedExceptionally() ? heard.exceptionNow() : null;
            end(present, failure == null ? heard.join() : null, failure);
        }
    }

    private static CompletableFuture<Ruling> hear(Case one) {
        try {
            return one.hearing().get().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// The order takes nothing now: so it is for all that wait, or else they would wait long.
    private void end(Case one, @Nullable Ruling ruling, @Nullable Throwable failure) {
        if (ruling == null) {
            LOG.error("Something could not be judged", failure);
            one.ruling()
                    .complete(new Ruling.Unplaced(new Outcome.Refused(Placement.Reason.UNKNOWN)));
            return;
        }
        List<Case> hopeless = ruling instanceof Ruling.Unplaced ? takeAll() : List.of();
        one.ruling().complete(ruling);
        var refused = new Ruling.Unplaced(new Outcome.Refused(Placement.Reason.UNAVAILABLE));
        hopeless.forEach(other -> other.ruling().complete(refused));
    }

    private @Nullable Case next() {
        lock.lock();
        try {
            Case next = waiting.poll();
            isBusy = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private List<Case> takeAll() {
        lock.lock();
        try {
            var all = new ArrayList<>(waiting);
            waiting.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
