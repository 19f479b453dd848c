package io.vsgateway.hub;

import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicName;
import org.jspecify.annotations.Nullable;

/// Who hears what gateways tell each other. It is called by one thread at a time, in the order of
/// all that is published, behind what was published before; it must not wait for anything but locks
/// that are held shortly.
public interface NoteListener {
    /// A note, also one of this gateway's own, and of any subject.
    ///
    /// @param at its place; null if it is one of those that are remembered
    default void heard(Change.Note note, @Nullable Position at) {}

    /// A gateway is gone, or was taken for gone; it may be this one.
    default void down(String node) {}

    /// A user is a member of a topic no more.
    default void memberEnded(TopicName topic, String userId) {}

    /// Some notes may be missing. Those that are remembered follow.
    default void renewed() {}
}
