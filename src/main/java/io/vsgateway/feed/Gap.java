package io.vsgateway.feed;

/// Entries that a reader did not get, told in place of them.
///
/// @param from the first one missed; if `recovered` is false, the position that the reader came
///   with
/// @param to the last one missed
/// @param count how many entries of the present epoch were missed
/// @param recovered false if the reader came from another epoch: what that held after `from` is
///   unknown
public record Gap(Position from, Position to, long count, boolean recovered) {}
