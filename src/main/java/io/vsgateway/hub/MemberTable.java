package io.vsgateway.hub;

import io.vsgateway.fanout.Change;
import io.vsgateway.wire.channel.TopicName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who was made a member of which topic. Used by one thread at a time.
final class MemberTable {
    static final int MOST_OF_TOPIC = 10_000;
    static final int MOST = 200_000;

    private final Map<TopicName, Set<String>> byTopic = new HashMap<>();
    private int count;

    boolean has(TopicName topic, String userId) {
        Set<String> members = byTopic.get(topic);
        return members != null && members.contains(userId);
    }

    /// Whether there is room for one more, or no need for it.
    boolean hasRoomFor(TopicName topic, String userId) {
        Set<String> members = byTopic.get(topic);
        return (members == null ? count < MOST : members.contains(userId))
                || (count < MOST && members != null && members.size() < MOST_OF_TOPIC);
    }

    void change(TopicName topic, String userId, boolean isMember) {
        if (isMember) {
            add(topic, userId);
        } else {
            remove(topic, userId);
        }
    }

    /// These are all there are.
    void renew(List<Change.Membership> all) {
        byTopic.clear();
        count = 0;
        for (Change.Membership one : all) {
            change(one.topic(), one.userId(), one.isMember());
        }
    }

    private void add(TopicName topic, String userId) {
        if (byTopic.computeIfAbsent(topic, _ -> new HashSet<>()).add(userId)) {
            count++;
        }
    }

    private void remove(TopicName topic, String userId) {
        Set<String> members = byTopic.get(topic);
        if (members != null && members.remove(userId)) {
            count--;
            if (members.isEmpty()) {
                byTopic.remove(topic);
            }
        }
    }
}
