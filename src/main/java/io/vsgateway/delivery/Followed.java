package io.vsgateway.delivery;

/// A feed that is followed on a connection.
@FunctionalInterface
public interface Followed {
    /// Follows it no longer; once is enough.
    void end();
}
