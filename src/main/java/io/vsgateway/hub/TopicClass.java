package io.vsgateway.hub;

import java.time.Duration;

/// How much a topic remembers, and what happens when that is full.
///
/// @param maxEvents at most this many events
/// @param maxBytes at most this many bytes of them
/// @param life how long an event is remembered
/// @param isKept whether nobody may miss anything: when it is full, events are refused rather than
///   forgotten
/// @param isInbox whether it is for one user, who follows it while connected: as long as there is
///   nothing in it, it does not count among the topics
public record TopicClass(
        int maxEvents, long maxBytes, Duration life, boolean isKept, boolean isInbox) {
    /// One that forgets the oldest.
    public static TopicClass log(int maxEvents, long maxBytes, Duration life) {
        return new TopicClass(maxEvents, maxBytes, life, false, false);
    }

    /// One that refuses the newest.
    public static TopicClass kept(int maxEvents, long maxBytes, Duration life) {
        return new TopicClass(maxEvents, maxBytes, life, true, false);
    }

    /// What is for one user; it forgets the oldest.
    public static TopicClass inbox(int maxEvents, long maxBytes, Duration life) {
        return new TopicClass(maxEvents, maxBytes, life, false, true);
    }
}
