package io.vsgateway.wire.channel;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What clients subscribe to, such as `chat:global` or `chat:guild:oak`: a channel and one to three
/// segments after it. A segment has 1 to 64 bytes in UTF-8, without colons, asterisks, commas (a
/// query separates topics by commas), blanks and controls; the whole has at most 128. Two topics
/// are the same if their texts are.
public record TopicName(String text) {
    /// Longest text, in bytes of UTF-8.
    public static final int MAX_BYTES = 128;

    /// What a topic may begin with.
    public static final Set<String> CHANNELS =
            Set.of(
                    "game",
                    "chat",
                    "combat",
                    "world",
                    "room",
                    "app",
                    "user",
                    "system",
                    "connection");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int MAX_SEGMENT_BYTES = 64;
    private static final int MAX_SEGMENTS = 3;

    public TopicName {
        if (!isTopic(text)) {
            throw new IllegalArgumentException("not a topic");
        }
    }

    /// The topic of that name; empty if it is invalid.
    public static Optional<TopicName> parse(String text) {
        return isTopic(text) ? Optional.of(new TopicName(text)) : Optional.empty();
    }

    /// A topic that the program knows to be valid, such as `system:all`.
    ///
    /// @throws IllegalArgumentException if it is not
    public static TopicName of(String text) {
        return new TopicName(text);
    }

    /// The topic of someone or something whose id may have any characters: those not allowed in a
    /// topic are percent-encoded, and so is the percent sign, lest two ids share one topic.
    ///
    /// @return empty if the id is too long, or is not valid Unicode
    public static Optional<TopicName> of(String channel, String id) {
        return parse(channel + ':' + encode(id));
    }

    private static String encode(String id) {
        var encoded = new StringBuilder(id.length());
        id.codePoints()
                .forEach(c -> {
                    if (c != '%' && mayStand(c) || isHalf(c)) {
                        encoded.appendCodePoint(c);
                    } else {
                        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                            encoded.append('%').append(HEX.toHexDigits(b));
                        }
                    }
                });
        return encoded.toString();
    }

    /// The part before the first colon.
    public String channel() {
        return text.substring(0, text.indexOf(':'));
    }

    /// The parts after it.
    public List<String> segments() {
        return List.of(text.substring(text.indexOf(':') + 1).split(":"));
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isTopic(String text) {
        // More characters mean more bytes, too; a client that sends megabytes must not keep us
        // busy.
        if (text.length() > MAX_BYTES) {
            return false;
        }
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 1 + MAX_SEGMENTS || !CHANNELS.contains(parts[0])) {
            return false;
        }
        int bytes = parts[0].length();
        for (int i = 1; i < parts.length; i++) {
            if (!isSegment(parts[i])) {
                return false;
            }
            bytes += 1 + length(parts[i]);
        }
        return bytes <= MAX_BYTES;
    }

    private static boolean isSegment(String part) {
        int length = length(part);
        return length > 0 && length <= MAX_SEGMENT_BYTES && mayStand(part);
    }

    /// Whether all its characters are allowed in a segment.
    static boolean mayStand(String part) {
        int c;
        for (int i = 0; i < part.length(); i += Character.charCount(c)) {
            c = part.codePointAt(i);
            if (!mayStand(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayStand(int c) {
        return switch (Character.getType(c)) {
            // Format characters are invisible: two topics would look like one.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> c != ':' && c != '*' && c != ',';
        };
    }

    private static boolean isHalf(int c) {
        return Character.getType(c) == Character.SURROGATE;
    }

    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
