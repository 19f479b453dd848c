package io.vsgateway.access.token;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The keys that an issuer publishes. They are fetched in the background: periodically, and when a
/// token names a key that is not there, but then at most once in ten seconds. No caller waits for a
/// fetch. A failed fetch leaves the keys as they were, and so does a set without a usable key,
/// since nobody could have signed with it; a key that is missing from the next set is retired, and
/// what it signed is no longer valid.
///
/// Any thread; reading takes no lock.
final class PublishedKeys {
    static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

    /// How long a fetch usually takes, for callers who are told to come back.
    static final Duration SOON = Duration.ofSeconds(1);

    /// How many unknown names are remembered; whoever invents names only hides their own.
    private static final int MOST_ASKED = 256;

    private static final Logger LOG = Logger.getLogger(PublishedKeys.class);

    private final Supplier<CompletionStage<List<VerificationKey>>> fetch;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<VerificationKey> keys = List.of();

    /// When each missing name was first asked for.
    @GuardedBy("lock")
    private final SequencedMap<String, Instant> asked = new LinkedHashMap<>();

    @GuardedBy("lock")
    private boolean isFetching;

    @GuardedBy("lock")
    private @Nullable Instant begunAt;

    /// When the fetch that brought the present keys began.
    @GuardedBy("lock")
    private @Nullable Instant goodSince;

    @GuardedBy("lock")
    private boolean troubled;

    private final LongAdder failures = new LongAdder();

    /// @param fetch fetches the keys; it does not block, and is not called while a fetch is under
    ///   way
    /// @param clock for pauses
    PublishedKeys(Supplier<CompletionStage<List<VerificationKey>>> fetch, InstantSource clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    /// The keys as last fetched; empty before the first time.
    List<VerificationKey> keys() {
        return keys;
    }

    /// Whether a key of that name, or any if a token names none, may be there after the next fetch.
    /// Once a fetch that began after the first request for it did not bring it, the key counts as
    /// unknown, but another fetch is tried all the same.
    Optional<Duration> mayCome(@Nullable String keyId) {
        List<VerificationKey> now = keys;
        boolean isThere =
                keyId == null
                        ? !now.isEmpty()
                        : now.stream().anyMatch(key -> keyId.equals(key.id()));
        if (isThere) {
            return Optional.empty();
        }
        Instant instant = clock.instant();
        Instant first = firstAsked(keyId == null ? "" : keyId, instant);
        Duration wait = fetch(instant, LEAST_PAUSE);
        lock.lock();
        try {
            boolean isKnownToBeMissing = goodSince != null && !goodSince.isBefore(first);
            return isKnownToBeMissing ? Optional.empty() : Optional.of(wait);
        } finally {
            lock.unlock();
        }
    }

    private Instant firstAsked(String name, Instant now) {
        lock.lock();
        try {
            Instant first = asked.putIfAbsent(name, now);
            if (asked.size() > MOST_ASKED) {
                asked.pollFirstEntry();
            }
            return first == null ? now : first;
        } finally {
            lock.unlock();
        }
    }

    /// Fetches the keys, unless a fetch is under way.
    void refresh() {
        fetch(clock.instant(), Duration.ZERO);
    }

    /// Fetches the keys, unless a fetch is under way or began within the pause.
    ///
    /// @return the time after which to look again
    private Duration fetch(Instant now, Duration pause) {
        lock.lock();
        try {
            if (isFetching) {
                return SOON;
            }
            if (begunAt != null && now.isBefore(begunAt.plus(pause))) {
                return Duration.between(now, begunAt.plus(pause)).plus(SOON);
            }
            isFetching = true;
            begunAt = now;
        } finally {
            lock.unlock();
        }
        try {
            fetch.get()
                    .whenComplete((got, failure) -> {
                        if (failure != null) {
                            failed(failure);
                        } else {
                            came(got, now);
                        }
                    });
        } catch (RuntimeException e) {
            failed(e);
        }
        return SOON;
    }

    /// Number of failed fetches.
    long failures() {
        return failures.sum();
    }

    private void failed(Throwable why) {
        failures.increment();
        boolean isNews;
        lock.lock();
        try {
            isFetching = false;
            isNews = !troubled;
            troubled = true;
        } finally {
            lock.unlock();
        }
        if (isNews) {
            LOG.errorf(
                    "the keys of VS_JWT_JWKS_URL cannot be had: %s (%d keys of before are kept)",
                    reason(why), keys.size());
        }
    }

    private static String reason(Throwable why) {
        Throwable cause = why.getCause() == null ? why : why.getCause();
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private void came(List<VerificationKey> got, Instant begun) {
        if (got.isEmpty()) {
            failed(new IllegalStateException("the set has no key that can be used"));
            return;
        }
        boolean isNews;
        lock.lock();
        try {
            replace(got);
            isFetching = false;
            goodSince = begun;
            isNews = troubled;
            troubled = false;
        } finally {
            lock.unlock();
        }
        if (isNews) {
            LOG.warnf("the keys of VS_JWT_JWKS_URL are there again: %d", keys.size());
        }
    }

    @GuardedBy("lock")
    private void replace(List<VerificationKey> got) {
        List<VerificationKey> before = keys;
        var next = new ArrayList<VerificationKey>();
        for (VerificationKey key : got) {
            next.add(before.stream().filter(key::isSame).findFirst().orElse(key));
        }
        keys = List.copyOf(next);
        before.stream().filter(key -> !next.contains(key)).forEach(VerificationKey::retire);
    }
}
