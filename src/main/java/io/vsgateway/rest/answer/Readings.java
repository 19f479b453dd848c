package io.vsgateway.rest.answer;

import com.fasterxml.jackson.databind.util.RawValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vsgateway.access.Caller;
import io.vsgateway.delivery.Turns;
import io.vsgateway.rest.ConsoleProblems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/// The long REST answers under way: a limited number per caller and in total, each made a piece at
/// a time and only as fast as its client takes it. One more is refused; but a client that takes
/// nothing for a while loses its place to a new one. A client that leaves ends its answer, and so
/// does the end of the credential with which it was asked for.
///
/// Answers are made in turns on the threads of [Turns]; nothing here blocks.
@ApplicationScoped
public class Readings {
    private static final Logger LOG = Logger.getLogger(Readings.class);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ReadSettings settings;
    private final Turns turns;
    private final LongAdder refused = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<Place> places = new ArrayList<>();

    public Readings(ReadSettings settings, Turns turns) {
        this.settings = settings;
        this.turns = turns;
    }

    /// There is no room for one more answer.
    private static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        Full(String message) {
            super(message);
        }
    }

    /// The answer to a request, or the problem that prevents it.
    ///
    /// @param pieces makes the answer; called when there is room for it
    public RestMulti.SyncRestMulti.Builder<String> text(
            Caller caller, HttpServerRequest http, UriInfo uri, Supplier<Pieces> pieces) {
        return RestMulti.fromMultiData(stream(caller, http, uri, pieces));
    }

    /// The same for JSON: pieces are sent as they are, not as JSON strings, each followed by a line
    /// break.
    public RestMulti.SyncRestMulti.Builder<RawValue> json(
            Caller caller, HttpServerRequest http, UriInfo uri, Supplier<Pieces> pieces) {
        return RestMulti.fromMultiData(stream(caller, http, uri, pieces).map(RawValue::new))
                .encodeAsJsonArray(false);
    }

    private Multi<String> stream(
            Caller caller, HttpServerRequest http, UriInfo uri, Supplier<Pieces> pieces) {
        return stream(caller, () -> http.connection().close(), pieces)
                .onFailure(Full.class)
                .transform(full -> ConsoleProblems.full(full.getMessage() + ".", uri))
                .onFailure(Pieces.TooCostly.class)
                .transform(_ -> ConsoleProblems.tooCostly(uri));
    }

    private Multi<String> stream(Caller caller, Runnable hangUp, Supplier<Pieces> answer) {
        return Multi.createFrom()
                .deferred(() -> {
                    Place place = take(caller, hangUp);
                    Pieces pieces = answer.get();
                    return Multi.createBy()
                            .repeating()
                            .uni(() ->
                                    Uni.createFrom()
                                            .item(() -> place.turn(pieces))
                                            .runSubscriptionOn(turns.of(pieces.searches())))
                            .whilst(_ -> !pieces.isOver() && !place.isBrokenOff)
                            .filter(piece -> !piece.isEmpty())
                            .onFailure(cause -> !(cause instanceof Pieces.TooCostly))
                            .invoke(cause -> LOG.error("an answer could not be finished", cause))
                            .onTermination()
                            .invoke(() -> leave(place));
                });
    }

    private Place take(Caller caller, Runnable hangUp) {
        var place = new Place(caller, hangUp);
        Optional<Place> loser;
        lock.lock();
        try {
            long own = places.stream().filter(other -> other.reader.equals(place.reader)).count();
            boolean isOwnFull = own >= settings.perCaller();
            loser =
                    isOwnFull || places.size() >= settings.total()
                            ? longestIdle(isOwnFull ? place.reader : null)
                            : Optional.empty();
            if (loser.isPresent()) {
                places.remove(loser.get());
            } else if (isOwnFull) {
                refused.increment();
                throw new Full("Too many answers are under way for this caller");
            } else if (places.size() >= settings.total()) {
                refused.increment();
                throw new Full("Too many answers are under way");
            }
            places.add(place);
        } finally {
            lock.unlock();
        }
        loser.ifPresent(idle -> idle.hangUp.run());
        return place;
    }

    @GuardedBy("lock")
    private Optional<Place> longestIdle(@Nullable String reader) {
        long now = System.nanoTime();
        return places.stream()
                .filter(place -> reader == null || place.reader.equals(reader))
                .filter(place -> place.idleFor(now) > IDLE_NANOS)
                .max(Comparator.comparingLong(place -> place.idleFor(now)));
    }

    private void leave(Place place) {
        lock.lock();
        try {
            places.remove(place);
        } finally {
            lock.unlock();
        }
    }

    /// Number of answers under way.
    public int count() {
        lock.lock();
        try {
            return places.size();
        } finally {
            lock.unlock();
        }
    }

    /// Number of refused answers.
    public long refused() {
        return refused.sum();
    }

    private static final class Place {
        private final Caller caller;
        private final String reader;
        private final Runnable hangUp;

        /// Since when a piece is with the client, while one is; written by the thread of the turns.
        private volatile long givenAt;

        private volatile boolean isGiven;

        private volatile boolean isBrokenOff;

        Place(Caller caller, Runnable hangUp) {
            this.caller = caller;
            this.reader = caller.source();
            this.hangUp = hangUp;
        }

        String turn(Pieces pieces) {
            isGiven = false;
            if (!caller.isGood()) {
                // It is seen to be broken off, as its connection ends before it does.
                isBrokenOff = true;
                hangUp.run();
                return "";
            }
            String piece = pieces.next();
            if (!piece.isEmpty()) {
                givenAt = System.nanoTime();
                isGiven = true;
            }
            return piece;
        }

        long idleFor(long now) {
            return isGiven ? now - givenAt : 0;
        }
    }
}
