package io.vsgateway.channel;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.NoteListener;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Up to where each user has acknowledged what was sent to them. What comes behind it waits in
/// their own topic, whether they are connected or not, within the bounds of all topics.
///
/// Any thread. Of more than 100,000 users the one who acknowledged longest ago is forgotten, and
/// then gets all that their topic remembers once more.
@Singleton
public final class Inboxes implements NoteListener {
    /// How many users are remembered.
    static final int MOST_USERS = 100_000;

    private static final String SUBJECT = "acknowledged";

    private final Hub hub;
    private final ReentrantLock lock = new ReentrantLock();

    /// The one who acknowledged longest ago comes first.
    @GuardedBy("lock")
    private final SequencedMap<String, Long> acknowledged = new LinkedHashMap<>();

    public Inboxes(Hub hub) {
        this.hub = hub;
        hub.listen(this);
    }

    /// A user has dealt with all up to this event. A place behind an earlier one changes nothing,
    /// nor does one that nothing has yet, or of another run of the gateway.
    public void acknowledge(String userId, Position event) {
        Position end = hub.endPosition();
        if (event.epoch().equals(end.epoch()) && take(userId, event.offset(), end)) {
            String offset = Long.toString(event.offset());
            CompletionStage<Boolean> _ = hub.tell(new Change.Note(SUBJECT, userId, offset));
        }
    }

    @Override
    public void heard(Change.Note note, @Nullable Position at) {
        if (note.subject().equals(SUBJECT) && note.text().matches("\\d{1,18}")) {
            take(note.key(), Long.parseLong(note.text()), hub.endPosition());
        }
    }

    /// @return whether that was not known
    private boolean take(String userId, long event, Position end) {
        if (event > end.offset()) {
            return false;
        }
        lock.lock();
        try {
            Long before = acknowledged.remove(userId);
            long last = before == null ? event : Math.max(before, event);
            acknowledged.putLast(userId, last);
            if (acknowledged.size() > MOST_USERS) {
                acknowledged.pollFirstEntry();
            }
            return before == null || last > before;
        } finally {
            lock.unlock();
        }
    }

    /// The last event that a user has acknowledged; empty if none is known.
    public Optional<Position> acknowledged(String userId) {
        lock.lock();
        try {
            return Optional.ofNullable(acknowledged.get(userId))
                    .map(offset -> new Position(hub.endPosition().epoch(), offset));
        } finally {
            lock.unlock();
        }
    }

    /// How many users are remembered now.
    int users() {
        lock.lock();
        try {
            return acknowledged.size();
        } finally {
            lock.unlock();
        }
    }
}
