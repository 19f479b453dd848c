package io.vsgateway.fanout.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Brings proposals to Redis, and tells what became of them once they were handed on here.
///
/// They are sent by one thread: the connection keeps the order only of what one thread sends, and
/// the script takes whoever has a smaller number than one before it for known.
final class Sender {
    private static final long LOOK_MILLIS = 100;

    /// Calls of the script that are not answered yet: meanwhile more comes together.
    private static final int MOST_CALLS = 2;

    private final Vertx vertx;
    private final Context sending;
    private final AtomicBoolean isDue = new AtomicBoolean();
    private final Script script;
    private final Envelope envelope;
    private final Progress progress;
    private final Room room;
    private final Duration patience;
    private final Function<TopicName, Bounds> bounds;
    private final Proposals proposals = new Proposals();
    private final long timer;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean isClosed;

    /// Null while there is no connection.
    @GuardedBy("lock")
    private @Nullable Link link;

    @GuardedBy("lock")
    private int calls;

    Sender(
            Vertx vertx,
            Script script,
            Envelope envelope,
            Progress progress,
            Room room,
            Duration patience,
            Function<TopicName, Bounds> bounds) {
        this.vertx = vertx;
        this.sending = vertx.getOrCreateContext();
        this.script = script;
        this.envelope = envelope;
        this.progress = progress;
        this.room = room;
        this.patience = patience;
        this.bounds = bounds;
        this.timer = vertx.setPeriodic(LOOK_MILLIS, _ -> refuseLate());
    }

    CompletionStage<Placement> propose(Proposal proposal) {
        List<String> arguments = envelope.arguments(proposal, bounds);
        CompletionStage<Placement> placement =
                proposals.add(proposal, arguments, System.nanoTime());
        if (isClosed) {
            refuseAll();
        } else {
            pump();
        }
        return placement;
    }

    /// There is a connection. What was not answered is sent again, before all else.
    void connected(Link there) {
        lock.lock();
        try {
            // Nothing newer may go before.
            proposals.sendAgain();
            link = there;
            calls = 0;
        } finally {
            lock.unlock();
        }
        pump();
    }

    /// There is none.
    void lost() {
        lock.lock();
        try {
            link = null;
        } finally {
            lock.unlock();
        }
    }

    private void pump() {
        if (!isDue.getAndSet(true)) {
            sending.runOnContext(_ -> {
                isDue.set(false);
                sendWaiting();
            });
        }
    }

    private void sendWaiting() {
        while (true) {
            Link there;
            List<Waiting> batch;
            lock.lock();
            try {
                there = link;
                if (there == null || calls >= MOST_CALLS) {
                    return;
                }
                batch = proposals.next();
                if (batch.isEmpty()) {
                    return;
                }
                calls++;
            } finally {
                lock.unlock();
            }
            send(there, batch);
        }
    }

    private void send(Link there, List<Waiting> batch) {
        List<String> arguments = script.head(there, progress.end().offset(), false);
        for (Waiting waiting : batch) {
            arguments.add(Long.toString(waiting.number));
            arguments.addAll(waiting.arguments);
        }
        there.place(script.keys(), arguments)
                .onSuccess(answer -> answered(there, batch, answer))
                .onFailure(why -> failed(there, batch, why));
    }

    private void answered(Link there, List<Waiting> batch, Response response) {
        progress.heard(Script.epoch(response));
        for (int i = 0; i < batch.size(); i++) {
            Script.Answer answer = Script.answer(response, i);
            if (!answer.isKnown()) {
                proposals.answered(
                        batch.get(i), Script.epoch(response), answer, progress.renewedUpTo());
            }
        }
        // What is a duplicate of something that was handed on needs no entry to come.
        if (!progress.isDoubtful()) {
            reached(false);
        }
        callEnded(there);
    }

    private void failed(Link there, List<Waiting> batch, Throwable why) {
        if (!Server.isFull(why)) {
            there.close();
            return;
        }
        room.isMissing();
        refuse(proposals.refuse(batch), Placement.Reason.UNAVAILABLE);
        callEnded(there);
    }

    private void callEnded(Link there) {
        lock.lock();
        try {
            if (link != there) {
                return;
            }
            calls--;
        } finally {
            lock.unlock();
        }
        pump();
    }

    /// An entry of this gateway was handed on.
    ///
    /// @param isTaken whether it was
    void seen(long number, Position position, Instant at, boolean isTaken) {
        proposals
                .seen(number, position.offset(), isTaken)
                .ifPresent(one ->
                        complete(one, new Position(position.epoch(), one.first), at, one.isTaken));
    }

    /// All up to the present end was handed on.
    ///
    /// @param isAll whether some of it did not come by the stream
    void reached(boolean isAll) {
        Position end = progress.end();
        for (Waiting waiting : proposals.reached(end.offset(), isAll)) {
            if (waiting.epoch.equals(end.epoch())) {
                complete(waiting, new Position(end.epoch(), waiting.offset), waiting.at, true);
            } else {
                // Whether the order that there is now has it, nobody knows.
                refuse(List.of(waiting), Placement.Reason.UNKNOWN);
            }
        }
    }

    private void complete(Waiting waiting, Position position, Instant at, boolean isTaken) {
        var placed = new Placement.Placed(position, at, waiting.isDuplicate);
        String key = waiting.proposal.key();
        Link there = isTaken || key == null ? null : present();
        if (there == null) {
            waiting.placement.complete(placed);
        } else {
            // It may be proposed again.
            there.write(Request.cmd(Command.DEL).arg(script.prefix() + "i:" + envelope.key(key)))
                    .onComplete(_ -> waiting.placement.complete(placed));
        }
    }

    private @Nullable Link present() {
        lock.lock();
        try {
            return link;
        } finally {
            lock.unlock();
        }
    }

    private void refuseLate() {
        refuseBefore(System.nanoTime() - patience.toNanos());
    }

    private void refuseAll() {
        refuseBefore(System.nanoTime() + 1);
    }

    /// @param nanos what was proposed before has waited long enough
    private void refuseBefore(long nanos) {
        for (Waiting late : proposals.expired(nanos)) {
            refuse(
                    List.of(late),
                    late.isSent ? Placement.Reason.UNKNOWN : Placement.Reason.UNAVAILABLE);
        }
    }

    private static void refuse(List<Waiting> all, Placement.Reason reason) {
        all.forEach(one -> one.placement.complete(new Placement.Refused(reason)));
    }

    /// How many wait.
    int waiting() {
        return proposals.count();
    }

    /// How many got no place.
    long refused() {
        return proposals.refused();
    }

    /// What waits is refused, and so is what comes later.
    void close() {
        isClosed = true;
        vertx.cancelTimer(timer);
        Link there = present();
        if (there != null) {
            there.close();
        }
        refuseAll();
    }
}
