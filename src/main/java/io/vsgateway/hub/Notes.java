package io.vsgateway.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Who hears what gateways tell each other. Until the gateway has started, what comes is kept for
/// those who listen later.
final class Notes {
    private static final Logger LOG = Logger.getLogger(Notes.class);

    private final List<NoteListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<Heard> early = new ArrayList<>();

    private record Heard(Change.Note note, @Nullable Position at) {}

    @GuardedBy("lock")
    private boolean isStarting = true;

    void listen(NoteListener listener) {
        lock.lock();
        try {
            listeners.add(listener);
            early.forEach(one -> listener.heard(one.note(), one.at()));
        } finally {
            lock.unlock();
        }
    }

    void started() {
        lock.lock();
        try {
            isStarting = false;
            early.clear();
        } finally {
            lock.unlock();
        }
    }

    /// @param at its place; null if it is one of those that are remembered
    void heard(Change.Note note, @Nullable Position at) {
        lock.lock();
        try {
            if (isStarting) {
                early.add(new Heard(note, at));
            }
        } finally {
            lock.unlock();
        }
        tell(one -> one.heard(note, at));
    }

    void down(String node) {
        tell(one -> one.down(node));
    }

    void memberEnded(TopicName topic, String userId) {
        tell(one -> one.memberEnded(topic, userId));
    }

    void renewed(List<Change.Note> remembered) {
        tell(NoteListener::renewed);
        remembered.forEach(note -> heard(note, null));
    }

    /// What one of them cannot read keeps nobody from what follows.
    private void tell(Consumer<NoteListener> news) {
        for (NoteListener one : listeners) {
            try {
                news.accept(one);
            } catch (RuntimeException e) {
                LOG.error("What another gateway tells could not be taken in", e);
            }
        }
    }
}
