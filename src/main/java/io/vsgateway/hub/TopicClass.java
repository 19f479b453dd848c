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
public record TopicClass(
        int maxEvents, long maxBytes, Duration life, int burst, boolean isKept, boolean isInbox) {
    /// One that forgets the oldest.
    public static TopicClass log(int maxEvents, long maxBytes, Duration life) {
        return new TopicClass(maxEvents, maxBytes, life, 0, false, false);
    }

    /// One that refuses the newest.
    public static TopicClass kept(int maxEvents, long maxBytes, Duration life) {
        return new TopicClass(maxEvents, maxBytes, life, 0, true, false);
    }

    /// What is for one user; it forgets the oldest.
    public static TopicClass inbox(int maxEvents, long maxBytes, Duration life) {
        return new TopicClass(maxEvents, maxBytes, life, 0, false, true);
    }

    /// The same, of which so many more events may come at once without those who follow it missing
    /// any.
    public TopicClass withBurst(int events) {
        return new TopicClass(maxEvents, maxBytes, life, events, isKept, isInbox);
    }
}
