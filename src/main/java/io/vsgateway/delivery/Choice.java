package io.vsgateway.delivery;

import java.util.function.Predicate;

/// Which entries of a feed a reader wants.
///
/// @param wanted may take its time, and must not throw
/// @param searches whether it looks for an expression of the reader's, and so may be costly
public record Choice<T>(Predicate<T> wanted, boolean searches) {}
