package io.vsgateway.hub;

import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened, as a topic remembers it; its place is that in the topic's feed.
///
/// @param topic under which it is told; a feed of several topics has events of all of them
/// @param exclude the id of a user who is not told; null if all are
public record Event(Instant at, TopicName topic, EventBody body, @Nullable String exclude) {
    /// What an event takes besides its body.
    private static final long OWN_BYTES = 96;

    /// Whether everybody is told.
    public boolean isForAll() {
        return exclude == null;
    }

    long bytes() {
        return bytes(body);
    }

    /// What an event with this body takes.
    static long bytes(EventBody body) {
        return OWN_BYTES + body.length();
    }
}
