package io.vsgateway.channel.chat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.wire.channel.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who is writing a message where: a state that ends by itself. It says what of it is worth to be
/// told, and remembers nothing else. Any thread.
final class Typists {
    /// How long it holds, unless it is said again.
    static final Duration LIFE = Duration.ofSeconds(6);

    /// That somebody still writes is told so often at most.
    static final Duration PAUSE = Duration.ofSeconds(3);

    /// Readers do not want to know of more than a few; whoever comes after these is not told of.
    static final int MOST_IN_TOPIC = 10;

    static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<TopicName, Map<String, State>> topics = new HashMap<>();

    @GuardedBy("lock")
    private int count;

    /// Somebody who writes.
    ///
    /// @param to id of the user for whom it is; null if it is for all who are in the topic
    record Typist(
            TopicName topic,
            String channel,
            @Nullable String to,
            String userId,
            String displayName) {}

    /// @param since when it was told last, in nanoseconds
    private record State(Typist who, long since, boolean isTyping) {
        boolean isAtLeast(Duration age, long now) {
            return now - since >= age.toNanos();
        }
    }

    /// Somebody writes, or does no more.
    ///
    /// @param now a time in nanoseconds
    /// @return whether others are to be told
    boolean say(Typist who, boolean isTyping, long now) {
        lock.lock();
        try {
            Map<String, State> there = topics.getOrDefault(who.topic(), Map.of());
            State before = there.get(who.userId());
            if (!isTyping) {
                if (before == null || !before.isTyping()) {
                    return false;
                }
                // It stays, so that the next one does not come too soon.
                there.put(who.userId(), new State(who, before.since(), false));
                return true;
            }
            boolean isWanted =
                    before == null
                            ? there.size() < MOST_IN_TOPIC && count < MOST
                            : before.isAtLeast(PAUSE, now);
            if (isWanted) {
                count += before == null ? 1 : 0;
                topics.computeIfAbsent(who.topic(), _ -> new HashMap<>(2))
                        .put(who.userId(), new State(who, now, true));
            }
            return isWanted;
        } finally {
            lock.unlock();
        }
    }

    /// Whose time is over without a word; to be called now and then.
    ///
    /// @return those of whom others think that they still write
    List<Typist> over(long now) {
        lock.lock();
        try {
            var over = new ArrayList<Typist>();
            for (Iterator<Map<String, State>> all = topics.values().iterator(); all.hasNext(); ) {
                Map<String, State> there = all.next();
                for (Iterator<State> some = there.values().iterator(); some.hasNext(); ) {
                    State state = some.next();
                    if (state.isAtLeast(LIFE, now)) {
                        some.remove();
                        count--;
                        if (state.isTyping()) {
                            over.add(state.who());
                        }
                    }
                }
                if (there.isEmpty()) {
                    all.remove();
                }
            }
            return over;
        } finally {
            lock.unlock();
        }
    }
}
