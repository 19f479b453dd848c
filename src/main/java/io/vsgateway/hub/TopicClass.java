package io.vsgateway.hub;

import java.time.Duration;

/// How much a topic remembers, and what happens when that is full.
///
/// @param maxEvents at most this many events
/// @param maxBytes at most this many bytes of them
/// @param life how long an event is remembered
/// @param burst so many more while they are new, for those who follow it and are about to read them
/// @param isKept whether nobody may miss anything: when it is full, events are refused rather than
///   forgotten
/// @param isInbox whether it is for one user, who follows it while connected: as long as there is
///   nothing in it, it does not count among the topics
/// @param isOpen whether anybody may write there: then all such together take half of the memory at
///   most, so that nobody drives out what is remembered elsewhere
public record TopicClass(
        int maxEvents,
        long maxBytes,
        Duration life,
        int burst,
        boolean isKept,
        boolean isInbox,
        boolean isOpen) {
    /// One that forgets the oldest.
    public static TopicClass log(int maxEvents, long maxBytes, Duration life) {
        return new TopicClass(maxEvents, maxBytes, life, 0, false, false, false);
    }

    /// One that refuses the newest.
    public static TopicClass kept(int maxEvents, long maxBytes, Duration life) {
        return new TopicClass(maxEvents, maxBytes, life, 0, true, false, false);
    }

    /// What is for one user; it forgets the oldest.
    public static TopicClass inbox(int maxEvents, long maxBytes, Duration life) {
        return new TopicClass(maxEvents, maxBytes, life, 0, false, true, false);
    }

    /// The same, of which so many more events may come at once without those who follow it missing
    /// any.
    public TopicClass withBurst(int events) {
        return new TopicClass(maxEvents, maxBytes, life, events, isKept, isInbox, isOpen);
    }

    /// The same, where anybody may write.
    public TopicClass open() {
        return new TopicClass(maxEvents, maxBytes, life, burst, isKept, isInbox, true);
    }
}
