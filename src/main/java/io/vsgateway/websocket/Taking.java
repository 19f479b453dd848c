package io.vsgateway.websocket;

import io.vsgateway.websocket.failure.ConnectionClosedException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Iterates over the results of a blocking method, until a connection is closed normally or the
/// thread is interrupted.
public final class Taking<T> implements Iterator<T> {
    private final Source<T> source;
    private final Predicate<ConnectionClosedException> ends;
    private @Nullable T upcoming;

    public interface Source<T> {
        T take() throws InterruptedException;
    }

    public Taking(Source<T> source, Predicate<ConnectionClosedException> ends) {
        this.source = source;
        this.ends = ends;
    }

    @Override
    public boolean hasNext() {
        try {
            if (upcoming == null) {
                upcoming = source.take();
            }
            return true;
        } catch (ConnectionClosedException end) {
            if (ends.test(end)) {
                return false;
            }
            throw end;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public T next() {
        if (!hasNext() || upcoming == null) {
            throw new NoSuchElementException();
        }
        T taken = upcoming;
        upcoming = null;
        return taken;
    }
}
