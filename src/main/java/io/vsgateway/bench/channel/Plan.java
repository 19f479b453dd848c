package io.vsgateway.bench.channel;

import java.time.Instant;
import java.util.List;

/// What is published in one round: events that bear a number and the time, as the lines of the
/// simulated game do.
///
/// @param inTurn whether the numbers go through all topics, so that a reader of all of them sees
///   each once; otherwise each topic has numbers of its own
/// @param lines the last number
/// @param perSecond publications per second, 0 for as fast as possible
/// @param size bytes of the event's text
record Plan(List<String> topics, boolean inTurn, int lines, int perSecond, int size) {
    /// How the topics of applications begin that are published to: they tell nobody who is there.
    static final String OURS = "app:bench";

    static final List<String> ONE = List.of(OURS + "0");

    Plan {
        topics = List.copyOf(topics);
    }

    int publications() {
        return inTurn ? lines : Math.multiplyExact(lines, topics.size());
    }

    /// @param index from 0
    String topic(int index) {
        return topics.get(index % topics.size());
    }

    /// The event with this index, written now.
    String event(int index) {
        Instant now = Instant.now();
        int number = inTurn ? index + 1 : index / topics.size() + 1;
        var text =
                new StringBuilder("tick seq=")
                        .append(number)
                        .append(" t=")
                        .append(now.getEpochSecond() * 1_000_000_000L + now.getNano())
                        .append(' ');
        text.repeat('x', Math.max(0, size - text.length()));
        return "{\"type\":\"tick\",\"text\":\"" + text + "\"}";
    }
}
