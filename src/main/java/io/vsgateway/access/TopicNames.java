package io.vsgateway.access;

import java.util.List;

/// Topics that a token names: each by its full name, or several by a prefix that ends in `*`. What
/// a topic is, is defined elsewhere.
public record TopicNames(List<String> entries) {
    public static final TopicNames NONE = new TopicNames(List.of());

    private static final String REST = "*";

    public TopicNames {
        entries = List.copyOf(entries);
    }

    /// Whether the topic is one of them.
    public boolean has(String topic) {
        for (String entry : entries) {
            boolean isPrefix = entry.endsWith(REST);
            if (isPrefix
                    ? topic.startsWith(entry.substring(0, entry.length() - REST.length()))
                    : topic.equals(entry)) {
                return true;
            }
        }
        return false;
    }
}
