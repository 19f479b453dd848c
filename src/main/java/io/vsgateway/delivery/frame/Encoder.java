package io.vsgateway.delivery.frame;

import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;

/// The words for what a feed holds, as the text of WebSocket messages. It must give the same text
/// for the same entry each time, and may be used by several threads.
public interface Encoder<T> {
    /// Empty if there is nothing to say of this entry: then no message is sent.
    String encode(Position position, T entry);

    String encode(Gap gap);
}
