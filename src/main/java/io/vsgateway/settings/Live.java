package io.vsgateway.settings;

import java.util.function.Supplier;

/// What the settings say now of something, such as the origins that are allowed. It is replaced as
/// a whole when they change, so whoever needs more than one answer of the same should get it once.
///
/// Any thread.
public final class Live<T> implements Supplier<T> {
    private volatile T now;

    public Live(T first) {
        this.now = first;
    }

    @Override
    public T get() {
        return now;
    }

    public void set(T next) {
        now = next;
    }
}
