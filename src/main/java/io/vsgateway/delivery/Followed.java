package io.vsgateway.delivery;

/// A feed that is followed on a connection.
@FunctionalInterface
public interface Followed {
    /// Stops following; calling it more than once has no further effect.
    void end();
}
