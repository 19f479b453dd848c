package io.vsgateway.access;

/// How long a [Grant] holds: that of a key as long as the gateway runs, that of a sign-in until it
/// ends or its time is over, and that of all else as long as what bought it. It is asked again and
/// again while a caller is connected, so it answers from memory, on any thread.
@FunctionalInterface
public interface Lease {
    /// As long as the gateway runs.
    Lease LASTING = () -> true;

    /// Whether it holds now. Once it does not, it never does again.
    boolean holds();
}
