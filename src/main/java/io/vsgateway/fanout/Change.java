package io.vsgateway.fanout;

import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an entry of the order says.
public sealed interface Change {
    /// Something happened.
    ///
    /// @param topics whom it concerns, at least one, none twice
    /// @param exclude the id of a user who is not to be told; null if all are
    /// @param retain the key under which it is the latest value of its topics, for those who come
    ///   later; null if it is none
    record Publication(
            List<TopicName> topics,
            EventBody body,
            @Nullable String exclude,
            @Nullable String retain)
            implements Change {
        public Publication {
            topics = List.copyOf(topics);
            if (topics.isEmpty()) {
                throw new IllegalArgumentException("a publication has a topic");
            }
        }
    }

    /// What was published was deleted: in its place in the topic stands that it was.
    ///
    /// @param deleted the place of what is deleted
    /// @param notice what those who are there are told
    record Deletion(TopicName topic, Position deleted, EventBody notice) implements Change {}

    /// A user was made a member of a topic, or is one no more.
    record Membership(TopicName topic, String userId, boolean isMember) implements Change {}

    /// All that a topic remembers is to be forgotten.
    record Clearing(TopicName topic) implements Change {}

    /// Something that all instances have to know and that goes to no client.
    ///
    /// @param subject what it is about, which says who understands it
    /// @param key of what it tells the latest; empty if it is of interest only now. One with a key
    ///   is remembered for instances to come.
    /// @param text what is to be known; empty if there is nothing under the key any more
    record Note(String subject, String key, String text) implements Change {}

    /// A gateway was silent for too long: what was its own is nobody's now.
    record NodeDown(String node) implements Change {}

    /// Something that was published or deleted and cannot be read here: it was sealed with another
    /// key, or changed.
    ///
    /// @param topics whom it may concern; none if that is not known, so that it may be all
    record Unreadable(List<TopicName> topics) implements Change {
        public Unreadable {
            topics = List.copyOf(topics);
        }
    }

    /// Something that this version does not know.
    record Unknown(String kind) implements Change {}
}
