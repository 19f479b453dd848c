package io.vsgateway.roster;

import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.channel.ChannelFrame.Unsubscribed.Reason;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// One connection to the channels. May be used by any thread.
public interface Connection {
    /// Names it; not secret.
    String id();

    /// The gateway that it is connected to; empty for this one.
    default String node() {
        return "";
    }

    /// Whose it is; empty if nobody knows.
    String userId();

    /// What others are shown of whose it is.
    String displayName();

    /// What that one is trusted with.
    String role();

    /// Where it came in: `game`, `chat`, `combat` or `world`, or empty for the one for all.
    String endpoint();

    /// The channels whose topics it follows without having asked.
    Set<String> channels();

    /// Since when.
    Instant since();

    /// What the client said of itself, as a JSON object.
    String metadata();

    /// What it is subscribed to now.
    List<TopicPattern> topics();

    /// Whether the client is thought to be there.
    boolean isAlive();

    /// Sends a message, past all topics.
    void tell(String message);

    /// Sends messages that others get, too, past all topics, if the client has taken what it was
    /// sent before; if not, newer ones may be offered later.
    ///
    /// @return whether they are sent
    boolean offer(List<Bundle> bundles);

    /// Has it follow a topic without a word.
    ///
    /// @return whether it does, when it does
    CompletionStage<Boolean> follow(TopicPattern topic);

    /// Takes from it what its rights are no longer good for; the client is told.
    void judgeAnew();

    /// Subscribes it, if it is still there and there is room; the client is told.
    void subscribe(TopicPattern topic);

    /// Takes a topic from it, if it is subscribed; the client is told.
    default void unsubscribe(TopicPattern topic) {
        unsubscribe(topic, Reason.REMOVED);
    }

    /// The same, for another reason than that a back-end wants it.
    void unsubscribe(TopicPattern topic, Reason reason);

    /// Closes it.
    void disconnect(CloseCode code);
}
