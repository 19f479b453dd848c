package io.vsgateway.delivery;

/// Who reads one of several feeds on a connection. Called on the connection's event loop.
@FunctionalInterface
public interface Reader<T> {
    /// Whether an entry that is not for all is for this reader.
    boolean wants(T entry);

    /// The reader was told of a gap, and what the feed still has comes next. Anything that this
    /// writes is to be written later, not from within the call.
    default void missedSome() {}
}
