package io.vsgateway.channel.world;

import io.vsgateway.wire.channel.TopicName;
import java.util.Optional;

/// A part of the world with coordinates of its own.
///
/// @param topic where its events are told
record Zone(String name, TopicName topic) {
    /// The zone of that name; empty if there can be none.
    static Optional<Zone> of(String name) {
        return TopicName.of("world", name).map(topic -> new Zone(name, topic));
    }
}
