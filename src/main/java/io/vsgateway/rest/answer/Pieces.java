package io.vsgateway.rest.answer;

/// An answer of any length that is made piece by piece, as it is taken. One thread at a time makes
/// it.
public interface Pieces {
    /// Works on for a turn at most, and gives what there is then; it may be empty.
    ///
    /// @throws TooCostly if it gives up
    String next();

    /// Whether the last piece was given.
    boolean isOver();

    /// Whether it looks for an expression of the caller's.
    boolean searches();

    /// It would take more of the processor than an answer may.
    final class TooCostly extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
