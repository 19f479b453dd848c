package io.vsgateway.it.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What the game of [WorldGame] writes in one run, decided by the seed alone: the game and those
/// who check its readers make the same lines, from 0 bytes to 1 MB, with letters of one to four
/// bytes, colours, and characters that JSON escapes. Most lines bear their number, `#17@seed …`,
/// and the first and the last one say that the world begins and ends.
///
/// @param count number of lines, the first and the last included
public record World(long seed, int count) {
    /// In UTF-8. That of a WebSocket frame with a time before it may be a little longer.
    public static final int LONGEST = 1024 * 1024;

    private static final int STAMP = "[2026-01-31T10:15:30.123Z] ".length();

    /// Lengths at which the header of a WebSocket frame changes.
    private static final int[] EDGES = {125, 126, 127, 65_535, 65_536};

    private static final List<String> WORDS =
            List.of(
                    "rust",
                    "Temporal",
                    "drifter",
                    "\u001b[31m",
                    "\u001b[0m",
                    "Händler",
                    "größer",
                    "日本",
                    "語",
                    "😀",
                    "🐺🏔",
                    "\"quoted\"",
                    "back\\slash",
                    "tab\there",
                    "\u0001",
                    "\u2028",
                    "</b>",
                    "é",
                    "\u001b[38;5;196m",
                    "a\rb",
                    "{",
                    "}",
                    "-",
                    "0");

    /// A line as an administrator and as a monitor sees it.
    public record Line(String text, String masked) {}

    List<Line> lines() {
        var lines = new ArrayList<Line>(count);
        lines.add(plain("world " + seed + " begins"));
        for (int number = 1; number < count - 1; number++) {
            lines.add(line(number));
        }
        lines.add(plain("world " + seed + " ends"));
        return lines;
    }

    private Line line(int number) {
        var random = random(number);
        int kind = random.nextInt(1000);
        String head = "#" + number + "@" + seed + " ";
        if (kind < 60) {
            return plain("");
        } else if (kind < 120) {
            return plain(WORDS.get(random.nextInt(WORDS.size())).repeat(random.nextInt(1, 3)));
        } else if (kind < 250) {
            int edge = EDGES[random.nextInt(kind < 130 ? EDGES.length : 3)];
            return plain(padded(head, edge - STAMP - random.nextInt(2)));
        } else if (kind < 350) {
            String text = words(random, head, random.nextInt(200));
            return new Line(
                    text + " token=hunter" + number + " from 192.0.2." + number % 256 + " .",
                    text + " token=*** from *** .");
        } else if (kind < 840) {
            return plain(words(random, head, random.nextInt(200)));
        } else if (kind < 980) {
            return plain(words(random, head, random.nextInt(200, 4000)));
        } else if (kind < 994) {
            return plain(words(random, head, random.nextInt(4000, 100_000)));
        } else if (kind < 998) {
            return plain(words(random, head, random.nextInt(100_000, LONGEST)));
        }
        return plain(padded(head, LONGEST));
    }

    private static Line plain(String text) {
        return new Line(text, text);
    }

    private static String padded(String head, int bytes) {
        return head + "x".repeat(bytes - head.length());
    }

    /// Words of about so many bytes together.
    private static String words(SplittableRandom random, String head, int bytes) {
        var text = new StringBuilder(head);
        for (int size = text.length(); size < bytes; ) {
            String word = WORDS.get(random.nextInt(WORDS.size()));
            text.append(word).append(' ');
            size += word.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return text.append('.').toString();
    }

    /// The source of all that is to be random about one thing, such as a line or a reader.
    SplittableRandom random(long thing) {
        return new SplittableRandom(seed * 1_000_003 + thing);
    }
}
