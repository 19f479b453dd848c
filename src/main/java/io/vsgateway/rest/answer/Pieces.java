package io.vsgateway.rest.answer;

/// An answer of any length, made piece by piece as it is taken. One thread at a time makes it.
public interface Pieces {
    /// Works for one turn at most and returns what there is then; it may be empty.
    ///
    /// @throws TooCostly if it gives up
    String next();

    /// Whether the last piece was returned.
    boolean isOver();

    /// Whether it searches for the caller's own expression.
    boolean searches();

    /// The answer would take more processor time than allowed.
    final class TooCostly extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
