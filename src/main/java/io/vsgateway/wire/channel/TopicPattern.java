package io.vsgateway.wire.channel;

import java.util.Optional;

/// Topics that a right or a subscription covers: one, or all with a common prefix. The text is that
/// of a topic, or ends with an asterisk: `chat:guild:*`, `chat:g*`, or `*` for all topics. The
/// channel before it is always complete.
public record TopicPattern(String text) {
    public TopicPattern {
        if (!isPattern(text)) {
            throw new IllegalArgumentException("neither a topic nor the beginning of one and *");
        }
    }

    /// The pattern of that text; empty if it is invalid.
    public static Optional<TopicPattern> parse(String text) {
        return isPattern(text) ? Optional.of(new TopicPattern(text)) : Optional.empty();
    }

    /// A pattern for that topic and no other.
    public static TopicPattern of(TopicName topic) {
        return new TopicPattern(topic.text());
    }

    private static boolean isPattern(String text) {
        if (!text.endsWith("*")) {
            return TopicName.parse(text).isPresent();
        }
        // With a letter instead of the asterisk it must be a topic.
        return text.equals("*") || TopicName.parse(beginning(text) + 'x').isPresent();
    }

    private static String beginning(String text) {
        return text.substring(0, text.length() - 1);
    }

    /// Whether it may cover several topics.
    public boolean isWildcard() {
        return text.endsWith("*");
    }

    /// The topic, if it covers only one.
    public Optional<TopicName> topic() {
        return TopicName.parse(text);
    }

    public boolean matches(TopicName topic) {
        return isWildcard() ? topic.text().startsWith(beginning(text)) : topic.text().equals(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
