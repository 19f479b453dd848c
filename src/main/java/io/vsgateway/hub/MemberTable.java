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

    /// @return false if there is no room for one more
    boolean change(TopicName topic, String userId, boolean isMember) {
        return isMember ? add(topic, userId) : remove(topic, userId);
    }

    /// These are all there are.
    void renew(List<Change.Membership> all) {
        byTopic.clear();
        count = 0;
        for (Change.Membership one : all) {
            change(one.topic(), one.userId(), one.isMember());
        }
    }

    private boolean add(TopicName topic, String userId) {
        Set<String> members = byTopic.get(topic);
        if (members != null && members.contains(userId)) {
            return true;
        }
        if (count >= MOST || (members != null && members.size() >= MOST_OF_TOPIC)) {
            return false;
        }
        byTopic.computeIfAbsent(topic, _ -> new HashSet<>()).add(userId);
        count++;
        return true;
    }

    private boolean remove(TopicName topic, String userId) {
        Set<String> members = byTopic.get(topic);
        if (members != null && members.remove(userId)) {
            count--;
            if (members.isEmpty()) {
                byTopic.remove(topic);
            }
        }
        return true;
    }
}
