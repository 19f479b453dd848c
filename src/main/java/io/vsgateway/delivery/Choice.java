package io.vsgateway.delivery;

import java.util.function.Predicate;

/// Which entries of a feed a reader wants.
///
/// @param wanted may be slow, and must not throw
/// @param searches whether it evaluates the reader's own expression, and so may be costly
public record Choice<T>(Predicate<T> wanted, boolean searches) {}
