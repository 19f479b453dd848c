package io.vsgateway.fanout;

import org.jspecify.annotations.Nullable;

/// What somebody wants to have in the order.
///
/// @param key whoever proposes the same again shows the same key, and it is placed once; null if
///   nobody will
public record Proposal(Change change, @Nullable String key) {}
