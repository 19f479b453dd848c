package io.vsgateway.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.fanout.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/// Who hears what gateways tell each other. Until the gateway has started, what comes is kept for
/// those who listen later.
final class Notes {
    private final List<NoteListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<Change.Note> early = new ArrayList<>();

    @GuardedBy("lock")
    private boolean isStarting = true;

    void listen(NoteListener listener) {
        lock.lock();
        try {
            listeners.add(listener);
            early.forEach(listener::heard);
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

    void heard(Change.Note note) {
        lock.lock();
        try {
            if (isStarting) {
                early.add(note);
            }
        } finally {
            lock.unlock();
        }
        listeners.forEach(one -> one.heard(note));
    }

    void down(String node) {
        listeners.forEach(one -> one.down(node));
    }

    void renewed(List<Change.Note> remembered) {
        listeners.forEach(NoteListener::renewed);
        remembered.forEach(this::heard);
    }
}
