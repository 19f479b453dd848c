package io.vsgateway.roster;

import java.time.Instant;

/// That somebody is in a topic.
///
/// @param since when they came, with the first of their connections
public record Presence(String userId, String displayName, Instant since) {}
