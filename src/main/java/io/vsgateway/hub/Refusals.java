package io.vsgateway.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;

/// Places of entries that a full topic did not take, remembered until whoever proposed them asks.
final class Refusals {
    private static final int MOST = 1024;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final SequencedSet<Long> offsets = new LinkedHashSet<>();

    void add(long offset) {
        lock.lock();
        try {
            offsets.addLast(offset);
            if (offsets.size() > MOST) {
                offsets.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean has(long offset) {
        lock.lock();
        try {
            return offsets.contains(offset);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            offsets.clear();
        } finally {
            lock.unlock();
        }
    }
}
