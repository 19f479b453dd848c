package io.vsgateway.channel.socket;

import io.vsgateway.access.AccessPolicy;

/// One address of the channels.
///
/// @param channel `game`, `chat`, `combat` or `world`; empty for the one for all
/// @param access whom it lets in
/// @param history how many remembered events of a topic come first, unless the client says
///   otherwise
record Endpoint(String channel, AccessPolicy access, int history) {}
