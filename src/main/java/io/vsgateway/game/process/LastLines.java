package io.vsgateway.game.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The last lines of a run. The oldest are dropped first, and of a very long line only the
/// beginning is kept, so memory is bounded whatever the game prints. Any thread.
public final class LastLines {
    public static final int MAX_LENGTH = 1000;

    private final int bound;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<String> lines = new ArrayDeque<>();

    LastLines(int bound) {
        this.bound = bound;
    }

    void add(String line) {
        if (bound == 0) {
            return;
        }
        String kept = line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
        lock.lock();
        try {
            if (lines.size() == bound) {
                lines.removeFirst();
            }
            lines.addLast(kept);
        } finally {
            lock.unlock();
        }
    }

    List<String> copy() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }
}
