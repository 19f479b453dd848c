package io.vsgateway.delivery.frame;

import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;

/// Turns what a feed holds into the text of WebSocket messages. It must give the same text for the
/// same entry each time, and may be used by several threads.
public interface Encoder<T> {
    /// Empty if there is nothing to send for this entry.
    String encode(Position position, T entry);

    String encode(Gap gap);
}
