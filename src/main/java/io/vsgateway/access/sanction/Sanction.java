package io.vsgateway.access.sanction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;

/// Something held against a token or a user, for a time. It replaces an earlier one of the same
/// kind, subject and topic; one that ends when it begins lifts it.
///
/// @param subject the token's id (`jti`) or the user's
/// @param topic where a mute holds; empty for everywhere, and for all other kinds
/// @param at when it was decided; for a user's tokens, those issued before are revoked
/// @param until when it ends
/// @param by who decided: a user's id, or the name of a credential
/// @param reason a few words; may be empty
@RegisterForReflection
public record Sanction(
        Kind kind,
        String subject,
        String topic,
        Instant at,
        Instant until,
        String by,
        String reason) {
    static final int LONGEST_SUBJECT = 128;
    static final int LONGEST_TOPIC = 128;
    static final int LONGEST_REASON = 200;
    static final Duration LONGEST = Duration.ofDays(3650);

    /// What it does.
    public enum Kind {
        /// One token is no longer valid.
        @JsonProperty("token")
        TOKEN,
        /// All tokens of a user issued before are no longer valid.
        @JsonProperty("user")
        USER,
        /// A user may not speak.
        @JsonProperty("mute")
        MUTE,
        /// A user is not let in.
        @JsonProperty("ban")
        BAN
    }

    public Sanction {
        if (!isText(subject, LONGEST_SUBJECT) || subject.isEmpty()) {
            throw new IllegalArgumentException("not a subject");
        }
        if (!isText(topic, LONGEST_TOPIC) || kind != Kind.MUTE && !topic.isEmpty()) {
            throw new IllegalArgumentException("not a topic of a " + kind);
        }
        if (!isText(reason, LONGEST_REASON) || !isText(by, LONGEST_SUBJECT)) {
            throw new IllegalArgumentException("not a reason, or nobody's decision");
        }
        if (until.isBefore(at)) {
            throw new IllegalArgumentException("it ends before it begins");
        }
    }

    /// The sanction that lifts this one.
    public Sanction lifted(Instant now, String whoever) {
        return new Sanction(kind, subject, topic, now, now, whoever, "");
    }

    /// The same, decided at another time.
    Sanction decidedAt(Instant other) {
        Instant end = other.plus(Duration.between(at, until));
        return new Sanction(kind, subject, topic, other, end, by, reason);
    }

    /// Whether it only lifts another one.
    @JsonIgnore
    public boolean isLifting() {
        return until.equals(at);
    }

    /// Whether it holds at that time.
    boolean holds(Instant now) {
        return now.isBefore(until);
    }

    /// There is one per key at a time. No part contains a control character.
    @JsonIgnore
    String key() {
        return key(subject, topic);
    }

    static String key(String subject, String topic) {
        return subject + "\n" + topic;
    }

    /// Whether it may name a user or a token.
    public static boolean isText(String subject) {
        return isText(subject, LONGEST_SUBJECT);
    }

    /// As much of a reason as there is room for.
    public static String shortened(String reason) {
        if (reason.length() <= LONGEST_REASON) {
            return reason;
        }
        boolean isMidPair = Character.isHighSurrogate(reason.charAt(LONGEST_REASON - 1));
        return reason.substring(0, isMidPair ? LONGEST_REASON - 1 : LONGEST_REASON);
    }

    /// Whether it fits into a line and a log.
    static boolean isText(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }
}
