package io.vsgateway.fanout.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits for its place: proposals that were not sent yet, and those that were and have not
/// come back by the stream. They are numbered, so that one that is sent again has one place. All
/// methods may be called from any thread; none completes a stage under the lock.
final class Proposals {
    /// More than these do not wait.
    static final int MOST = 10_000;

    static final long MOST_BYTES = 8L * 1024 * 1024;

    /// So many go with one call of the script.
    static final int BATCH = 64;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<Waiting> unsent = new ArrayDeque<>();

    /// By their number.
    @GuardedBy("lock")
    private final TreeMap<Long, Waiting> sent = new TreeMap<>();

    /// Those that have a place which does not come by the stream under their number.
    @GuardedBy("lock")
    private final List<Waiting> elsewhere = new ArrayList<>();

    @GuardedBy("lock")
    private long numbers;

    @GuardedBy("lock")
    private long bytes;

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();

    /// Takes one in, or refuses it if there are too many.
    ///
    /// @param now by the clock that never is set
    CompletionStage<Placement> add(Proposal proposal, List<String> arguments, long now) {
        lock.lock();
        try {
            var waiting = new Waiting(numbers + 1, proposal, arguments, now);
            if (count.get() >= MOST || bytes + waiting.bytes > MOST_BYTES) {
                refused.incrementAndGet();
                return CompletableFuture.completedStage(
                        new Placement.Refused(Placement.Reason.BUSY));
            }
            numbers++;
            unsent.add(waiting);
            changed(waiting, 1);
            return waiting.placement;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void changed(Waiting waiting, int by) {
        count.addAndGet(by);
        bytes += by * waiting.bytes;
    }

    /// The next to be sent, the oldest first; none if there is nothing.
    List<Waiting> next() {
        lock.lock();
        try {
            var batch = new ArrayList<Waiting>(Math.min(BATCH, unsent.size()));
            while (batch.size() < BATCH && !unsent.isEmpty()) {
                Waiting waiting = unsent.remove();
                waiting.isSent = true;
                sent.put(waiting.number, waiting);
                batch.add(waiting);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /// Nobody knows what became of those that were sent and not answered: they are sent again,
    /// before all others.
    void sendAgain() {
        lock.lock();
        try {
            for (Waiting waiting : List.copyOf(sent.descendingMap().values())) {
                if (waiting.offset == 0) {
                    sent.remove(waiting.number);
                    unsent.addFirst(waiting);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Redis has refused these; they wait no more.
    ///
    /// @return those that still did
    List<Waiting> refuse(List<Waiting> batch) {
        lock.lock();
        try {
            var waited = new ArrayList<Waiting>();
            for (Waiting waiting : batch) {
                if (sent.remove(waiting.number) != null) {
                    changed(waiting, -1);
                    refused.incrementAndGet();
                    waited.add(waiting);
                }
            }
            return waited;
        } finally {
            lock.unlock();
        }
    }

    /// Redis has told the place of one.
    ///
    /// @param skipped up to this offset nothing comes by the stream any more
    void answered(Waiting waiting, String epoch, Script.Answer answer, long skipped) {
        lock.lock();
        try {
            if (!sent.containsKey(waiting.number)) {
                return;
            }
            waiting.offset = answer.offset();
            waiting.epoch = epoch;
            waiting.at = answer.at();
            waiting.isDuplicate = answer.isDuplicate();
            if (answer.isDuplicate() || answer.offset() <= skipped) {
                sent.remove(waiting.number);
                elsewhere.add(waiting);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A change of one came by the stream.
    ///
    /// @param isTaken whether it was
    /// @return the proposal if that was the last of its changes: it waits no more
    Optional<Waiting> seen(long number, long offset, boolean isTaken) {
        lock.lock();
        try {
            Waiting waiting = sent.get(number);
            if (waiting == null) {
                waiting = unsent(number);
            }
            if (waiting == null) {
                return Optional.empty();
            }
            waiting.first = waiting.seen == 0 ? offset : waiting.first;
            waiting.isTaken &= isTaken;
            waiting.seen++;
            if (waiting.seen < waiting.proposal.changes().size()) {
                return Optional.empty();
            }
            if (sent.remove(number) == null) {
                unsent.remove(waiting);
            }
            changed(waiting, -1);
            return Optional.of(waiting);
        } finally {
            lock.unlock();
        }
    }

    /// One that was to be sent again, as its answer was lost.
    @GuardedBy("lock")
    private @Nullable Waiting unsent(long number) {
        for (Waiting waiting : unsent) {
            if (waiting.number >= number) {
                return waiting.number == number ? waiting : null;
            }
        }
        return null;
    }

    /// Those whose place has been reached otherwise; they wait no more.
    ///
    /// @param isAll whether also those that should have come by the stream, of which a part was
    ///   skipped
    List<Waiting> reached(long offset, boolean isAll) {
        lock.lock();
        try {
            if (elsewhere.isEmpty() && !isAll) {
                return List.of();
            }
            var reached = new ArrayList<Waiting>();
            take(elsewhere.iterator(), offset, reached);
            if (isAll) {
                take(sent.values().iterator(), offset, reached);
            }
            return reached;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void take(Iterator<Waiting> from, long offset, List<Waiting> into) {
        while (from.hasNext()) {
            Waiting waiting = from.next();
            if (waiting.offset > 0 && waiting.offset <= offset) {
                from.remove();
                changed(waiting, -1);
                into.add(waiting);
            }
        }
    }

    /// Those that have waited since before a moment; they wait no more.
    List<Waiting> expired(long before) {
        if (count.get() == 0) {
            return List.of();
        }
        lock.lock();
        try {
            var expired = new ArrayList<Waiting>();
            for (Iterable<Waiting> all : List.of(unsent, sent.values(), elsewhere)) {
                for (Iterator<Waiting> each = all.iterator(); each.hasNext(); ) {
                    Waiting waiting = each.next();
                    if (waiting.since - before < 0) {
                        each.remove();
                        changed(waiting, -1);
                        refused.incrementAndGet();
                        expired.add(waiting);
                    }
                }
            }
            return expired;
        } finally {
            lock.unlock();
        }
    }

    /// How many wait.
    int count() {
        return count.get();
    }

    /// How many got no place.
    long refused() {
        return refused.get();
    }
}
