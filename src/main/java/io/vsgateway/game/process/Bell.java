package io.vsgateway.game.process;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Wakes threads that wait for a condition: whoever changes something that a condition reads rings.
///
/// Conditions read other objects' volatile state under the bell's lock; they must be quick and take
/// no other lock. A change made before [#ring] is never missed. Only the game's own threads wait
/// here, and nobody interrupts them.
public final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();

    public void ring() {
        lock.lock();
        try {
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Blocks until the condition holds.
    public void await(BooleanSupplier condition) {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                rung.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Blocks until the condition holds or the time is over; returns whether it holds.
    public boolean await(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                rung.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the game's was interrupted", e);
        } finally {
            lock.unlock();
        }
    }
}
