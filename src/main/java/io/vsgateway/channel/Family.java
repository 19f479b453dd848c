package io.vsgateway.channel;

import io.vsgateway.access.Caller;
import io.vsgateway.fanout.Change;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelMessage;

/// The rules of one channel, as a bean: what becomes of the messages that only it knows. It may be
/// asked on any event loop and never blocks.
public interface Family {
    /// What becomes of a message; [Answer.NotMine] if it is for another one.
    Answer received(ChannelMessage message, Caller sender);

    /// What a family says of a message.
    sealed interface Answer {
        /// It is to be published.
        record Publish(Change.Publication publication) implements Answer {}

        /// It is not taken.
        ///
        /// @param message constant words
        record Refuse(ErrorCode code, String message) implements Answer {}

        /// It is for another family.
        record NotMine() implements Answer {}
    }
}
