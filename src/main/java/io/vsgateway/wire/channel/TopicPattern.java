package io.vsgateway.wire.channel;

import java.util.Optional;

/// Topics that a right or a subscription is for: one, or all that begin alike. The text is that of
/// a topic, or has an asterisk at its end: `chat:guild:*`, `chat:g*`, or `*` for all there are. The
/// channel before it is always a whole one.
public record TopicPattern(String text) {
    public TopicPattern {
        if (!isPattern(text)) {
            throw new IllegalArgumentException("neither a topic nor the beginning of one and *");
        }
    }

    /// The pattern of that text; empty if it is none.
    public static Optional<TopicPattern> parse(String text) {
        return isPattern(text) ? Optional.of(new TopicPattern(text)) : Optional.empty();
    }

    /// That topic and no other.
    public static TopicPattern of(TopicName topic) {
        return new TopicPattern(topic.text());
    }

    private static boolean isPattern(String text) {
        if (!text.endsWith("*")) {
            return TopicName.parse(text).isPresent();
        }
        // With a letter in place of the asterisk it must be a topic.
        return text.equals("*") || TopicName.parse(beginning(text) + 'x').isPresent();
    }

    private static String beginning(String text) {
        return text.substring(0, text.length() - 1);
    }

    /// Whether it may be for several topics.
    public boolean isWildcard() {
        return text.endsWith("*");
    }

    /// The topic, if it is for just one.
    public Optional<TopicName> topic() {
        return TopicName.parse(text);
    }

    public boolean matches(TopicName topic) {
        return isWildcard() ? topic.text().startsWith(beginning(text)) : topic.text().equals(text);
    }

    /// Whether all that the other one matches is matched by this one, too.
    public boolean covers(TopicPattern other) {
        return isWildcard() ? other.text.startsWith(beginning(text)) : text.equals(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
