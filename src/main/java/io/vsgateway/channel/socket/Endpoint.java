package io.vsgateway.channel.socket;

import io.vsgateway.access.AccessPolicy;
import java.util.LinkedHashSet;
import java.util.Set;

/// One address of the channels.
///
/// @param channel `game`, `chat`, `combat` or `world`; empty for the one for all
/// @param access whom it lets in
/// @param history how many remembered events of a topic come first, unless the client says
///   otherwise
record Endpoint(String channel, AccessPolicy access, int history) {
    /// The channels whose topics a connection follows without having asked.
    ///
    /// @param more what it wants besides
    Set<String> channels(Set<String> more) {
        if (more.isEmpty()) {
            return channel.isEmpty() ? Set.of() : Set.of(channel);
        }
        var channels = new LinkedHashSet<>(more);
        if (!channel.isEmpty()) {
            channels.add(channel);
        }
        return Set.copyOf(channels);
    }
}
