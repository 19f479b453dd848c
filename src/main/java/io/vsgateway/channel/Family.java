package io.vsgateway.channel;

import io.vsgateway.access.Caller;
import io.vsgateway.fanout.Change;
import io.vsgateway.hub.Outcome;
import io.vsgateway.roster.Connection;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The rules of one channel, as a bean: what becomes of the messages that only it knows. It may be
/// asked on any event loop and never blocks.
public interface Family {
    /// What becomes of a message; [Answer.NotMine] if it is for another one. It is asked of a
    /// `publish`, too, if the sender may write there but is no service: what a family makes from a
    /// message of its own is not made around its rules.
    ///
    /// @param from the connection by which it came
    Answer received(ChannelMessage message, Caller sender, Connection from);

    /// Topics that a caller follows without having asked, besides those of [Topics#own].
    ///
    /// @param channels whose topics are to be among them
    default List<TopicName> own(Caller caller, Set<String> channels) {
        return List.of();
    }

    /// Whether a caller may follow a topic that [Rules] do not open to them.
    default boolean mayRead(TopicName topic, Caller caller) {
        return false;
    }

    /// A connection has other rights than before, or may have.
    default void renewed(Caller caller, Connection connection) {}

    /// What is told to who begins to follow a topic or comes back to it, before its events. It is
    /// asked when it is sent: what it says is at least as new as the first event behind it.
    default List<ChannelFrame> greeting(TopicName topic, Caller caller) {
        return List.of();
    }

    /// What a family says of a message.
    sealed interface Answer {
        /// It is to be published.
        record Publish(Change.Publication publication) implements Answer {}

        /// The family has published it itself.
        record Published(CompletionStage<Outcome> outcome) implements Answer {}

        /// Something that was published is to be deleted.
        record Delete(List<Change.Deletion> deletions) implements Answer {}

        /// It is not taken.
        ///
        /// @param message constant words
        /// @param retryAfter when it may be tried again; null if that is of no use
        record Refuse(ErrorCode code, String message, @Nullable Duration retryAfter)
                implements Answer {
            public Refuse(ErrorCode code, String message) {
                this(code, message, null);
            }
        }

        /// It is known later, when another answer is there.
        record Later(CompletionStage<Answer> answer) implements Answer {}

        /// The family has done what there is to do; nothing is published.
        record Done() implements Answer {}

        /// It is for another family.
        record NotMine() implements Answer {}
    }
}
