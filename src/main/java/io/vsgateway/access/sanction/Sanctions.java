package io.vsgateway.access.sanction;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.Claims;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one ledger of everything held against tokens and users. Of two about the same, the one that
/// was decided later holds, whichever is heard first: every gateway that is told the same holds the
/// same. Queries take no lock and answer from memory, on any thread; an exception must be treated
/// as a denial.
///
/// It is bounded. Expired entries leave first; if there are none, a new one is refused.
public final class Sanctions {
    static final int MOST = 100_000;

    /// What is kept for those who may do more than keep order in chats.
    private static final int RESERVED_PERCENT = 10;

    private final InstantSource clock;
    private final int most;
    private final Consumer<Sanction> keeping;
    private final Map<Sanction.Kind, ConcurrentNavigableMap<String, Sanction>> all;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Liftings liftings = new Liftings();

    @GuardedBy("lock")
    private int count;

    /// Tells others what was decided here.
    private volatile Consumer<Sanction> telling = _ -> {};

    /// @param clock the time of day, in which the ends are given
    /// @param keeping gets each applied sanction, in order; it does not block
    Sanctions(InstantSource clock, int most, Consumer<Sanction> keeping) {
        this.clock = clock;
        this.most = most;
        this.keeping = keeping;
        var kinds =
                new EnumMap<Sanction.Kind, ConcurrentNavigableMap<String, Sanction>>(
                        Sanction.Kind.class);
        for (Sanction.Kind kind : Sanction.Kind.values()) {
            kinds.put(kind, new ConcurrentSkipListMap<>());
        }
        this.all = Collections.unmodifiableMap(kinds);
    }

    /// A ledger that stores nothing beyond its own life.
    public static Sanctions inMemory(InstantSource clock) {
        return new Sanctions(clock, MOST, _ -> {});
    }

    /// What becomes of a sanction that another gateway tells of.
    public sealed interface Taken {
        /// It holds, or is lifted.
        record Done() implements Taken {}

        /// This is known, and was decided later.
        record Older(Sanction known) implements Taken {}

        /// There is no room.
        record Full() implements Taken {}
    }

    /// Puts a sanction in force, or lifts one. It counts as decided behind what is known of the
    /// same, be it by a clock that is ahead of this one.
    ///
    /// @return whether that was done; not if there is no room
    public boolean apply(Sanction decided) {
        Sanction sanction;
        lock.lock();
        try {
            Sanction known = known(decided);
            sanction =
                    known == null || known.at().isBefore(decided.at())
                            ? decided
                            : decided.decidedAt(known.at().plusMillis(1));
            if (!put(sanction)) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        telling.accept(sanction);
        return true;
    }

    /// Whether there is room beyond what is kept for services and administrators: a moderator
    /// cannot make it impossible for them to revoke tokens.
    public boolean hasRoomForModerators() {
        lock.lock();
        try {
            int bound = most - most * RESERVED_PERCENT / 100;
            return count < bound || countHeld(clock.instant()) < bound;
        } finally {
            lock.unlock();
        }
    }

    /// Has somebody hear what is decided here from now on.
    ///
    /// @param telling must not block
    public void tellOf(Consumer<Sanction> telling) {
        this.telling = telling;
    }

    /// The same for one that was decided elsewhere, or before: it is told to nobody.
    public Taken take(Sanction sanction) {
        lock.lock();
        try {
            Sanction known = known(sanction);
            if (sanction.equals(known) || (known == null && isOldLifting(sanction))) {
                return new Taken.Done();
            }
            if (known != null && known.at().isAfter(sanction.at())) {
                return new Taken.Older(known);
            }
            return put(sanction) ? new Taken.Done() : new Taken.Full();
        } finally {
            lock.unlock();
        }
    }

    /// Whether it lifts something so long ago that this is remembered no more.
    private boolean isOldLifting(Sanction sanction) {
        return sanction.isLifting()
                && sanction.at().isBefore(clock.instant().minus(Liftings.LONGEST));
    }

    /// What was decided last about the same, even if it is over.
    @GuardedBy("lock")
    private @Nullable Sanction known(Sanction sanction) {
        Sanction held = of(sanction.kind()).get(sanction.key());
        return held == null ? liftings.get(sanction) : held;
    }

    @GuardedBy("lock")
    private boolean put(Sanction sanction) {
        var ofKind = of(sanction.kind());
        if (sanction.isLifting()) {
            count -= ofKind.remove(sanction.key()) == null ? 0 : 1;
            liftings.add(sanction);
        } else if (ofKind.containsKey(sanction.key()) || hasRoom(sanction.at())) {
            count += ofKind.put(sanction.key(), sanction) == null ? 1 : 0;
            liftings.remove(sanction);
        } else {
            return false;
        }
        keeping.accept(sanction);
        return true;
    }

    /// By the time of the applied sanction, not by the clock: it is the same on all gateways.
    @GuardedBy("lock")
    private boolean hasRoom(Instant now) {
        if (count >= most) {
            all.values().forEach(ofKind -> ofKind.values().removeIf(one -> !one.holds(now)));
            count = all.values().stream().mapToInt(Map::size).sum();
        }
        return count < most;
    }

    /// Without those that are over; they stay, as this gateway's clock is not the others'.
    @GuardedBy("lock")
    private long countHeld(Instant now) {
        return all.values().stream()
                .flatMap(ofKind -> ofKind.values().stream())
                .filter(one -> one.holds(now))
                .count();
    }

    /// Whether a token was revoked: itself, or all of its user's up to a time. One without an issue
    /// time counts as issued before.
    public boolean isRevoked(Claims claims) {
        String id = claims.tokenId();
        if (id != null && find(Sanction.Kind.TOKEN, id, "") != null) {
            return true;
        }
        Sanction ofUser = find(Sanction.Kind.USER, claims.userId(), "");
        Instant issued = claims.issuedAt();
        return ofUser != null && (issued == null || issued.isBefore(ofUser.at()));
    }

    /// Whether a user is banned.
    public boolean isBanned(String userId) {
        return find(Sanction.Kind.BAN, userId, "") != null;
    }

    /// For how long a user may not speak on a topic; empty if they may.
    public Optional<Duration> muted(String userId, String topic) {
        Sanction everywhere = find(Sanction.Kind.MUTE, userId, "");
        Sanction here = topic.isEmpty() ? null : find(Sanction.Kind.MUTE, userId, topic);
        Sanction longer =
                everywhere == null || here != null && here.until().isAfter(everywhere.until())
                        ? here
                        : everywhere;
        return Optional.ofNullable(longer)
                .map(mute -> Duration.between(clock.instant(), mute.until()));
    }

    /// The sanction that holds, if any.
    public Optional<Sanction> get(Sanction.Kind kind, String subject, String topic) {
        return Optional.ofNullable(find(kind, subject, topic));
    }

    /// Sanctions of a kind that hold, ordered by subject, starting after a subject.
    public List<Sanction> list(Sanction.Kind kind, String after, int limit) {
        Instant now = clock.instant();
        // Behind all topics of the subject.
        String from = after.isEmpty() ? "" : after + "\n\uffff";
        return of(kind).tailMap(from, false).values().stream()
                .filter(one -> one.holds(now))
                .limit(limit)
                .toList();
    }

    /// How many are remembered, including expired ones not yet removed to make room.
    public int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// All that hold.
    public List<Sanction> all() {
        Instant now = clock.instant();
        var holding = new ArrayList<Sanction>();
        all.values()
                .forEach(ofKind ->
                        ofKind.values().stream()
                                .filter(one -> one.holds(now))
                                .forEach(holding::add));
        return holding;
    }

    /// The same, and what was lifted not long ago: all that others may not know.
    public List<Sanction> memory() {
        List<Sanction> memory = all();
        lock.lock();
        try {
            memory.addAll(liftings.all());
        } finally {
            lock.unlock();
        }
        return memory;
    }

    private @Nullable Sanction find(Sanction.Kind kind, String subject, String topic) {
        var ofKind = of(kind);
        if (ofKind.isEmpty()) {
            return null;
        }
        Sanction found = ofKind.get(Sanction.key(subject, topic));
        return found != null && found.holds(clock.instant()) ? found : null;
    }

    private ConcurrentNavigableMap<String, Sanction> of(Sanction.Kind kind) {
        ConcurrentNavigableMap<String, Sanction> found = all.get(kind);
        if (found == null) {
            throw new IllegalStateException("there is a map for each kind");
        }
        return found;
    }
}
