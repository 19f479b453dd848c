package io.vsgateway.game.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random bytes, cut at random places, against a slow and simple reading of the same rules.
class LineDecoderRandomTest {
    private static final int SEEDS = 20_000;

    private static final Pattern UNFINISHED_ESCAPE =
            Pattern.compile(
                    "\u001b(\\[[ -?]*|[ -/]*|[]PX^_][^\u0007\u001b]*\u001b?)?\\z", Pattern.DOTALL);

    private static final String[] PIECES = {
        "a",
        "word ",
        "\n",
        "\n",
        "\r\n",
        "\r\r\n",
        "\r",
        "ж",
        "€",
        "🐗",
        "\0",
        "\t",
        "…",
        "\u001b[31m",
        "\u001b[0m",
        "\u001b[1G> ",
        "\u001b[",
        "\u001b",
        "\u001b]0;ti\u0007",
        "\u001b]8;;x\u001b\\",
        "\u001b]",
        "\u001bP",
        "\u001b(B",
        "\u001bc",
        "\u009b1m",
        "28.1.2024 15:43:12 [Server Event] Player left.\n",
    };

    @Test
    void random_bytes_cut_anywhere_give_the_lines_of_the_reference() {
        long first = Long.getLong("decoder.seed", 1);
        for (long seed = first; seed < first + SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = bytes(random);
            int maxBytes = 16 + random.nextInt(random.nextBoolean() ? 40 : 600);
            TreeSet<Integer> flushes = new TreeSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                flushes.add(random.nextInt(bytes.length + 1));
            }

            List<String> expected = new Reference(maxBytes).read(bytes, flushes);

            assertThat(decode(bytes, maxBytes, flushes, random))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            assertThat(decode(bytes, maxBytes, flushes, null))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    /// Cut at random places, or, without `random`, only where a partial is flushed.
    private static List<String> decode(
            byte[] bytes, int maxBytes, Set<Integer> flushes, @Nullable Random random) {
        List<String> shown = new ArrayList<>();
        LineDecoder decoder = new LineDecoder(maxBytes, new Notes(shown));
        TreeSet<Integer> cuts = new TreeSet<>(flushes);
        cuts.add(bytes.length);
        if (random != null) {
            int reads = random.nextInt(30);
            for (int i = 0; i < reads; i++) {
                cuts.add(random.nextInt(bytes.length + 1));
            }
        }
        int from = 0;
        for (int cut : cuts) {
            decoder.accept(bytes, from, cut - from);
            if (flushes.contains(cut)) {
                boolean something = decoder.hasPartial();
                int before = shown.size();
                decoder.flushPartial();
                assertThat(shown.size() > before).isEqualTo(something);
            }
            from = cut;
        }
        decoder.end();
        return shown;
    }

    private static byte[] bytes(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int pieces = random.nextInt(60);
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(8)) {
                case 0 -> bytes.write(random.nextInt(256));
                case 1 -> bytes.writeBytes("x".repeat(random.nextInt(90)).getBytes(UTF_8));
                case 2 -> {
                    byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8);
                    bytes.write(piece, 0, random.nextInt(piece.length + 1));
                }
                default -> bytes.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static final class Notes extends LineNotes {
        private final List<String> shown;

        Notes(List<String> shown) {
            this.shown = shown;
        }

        @Override
        public void note(String text) {
            shown.add(text);
        }
    }

    /// Byte by byte, with everything copied at every step.
    private static final class Reference {
        private final int maxBytes;
        private final List<String> shown = new ArrayList<>();
        private byte[] line = {};
        private boolean begun;

        Reference(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        List<String> read(byte[] bytes, Set<Integer> flushes) {
            for (int i = 0; i <= bytes.length; i++) {
                if (flushes.contains(i)) {
                    int end = place(withoutCrs());
                    if (end > 0) {
                        show(end, "");
                    }
                }
                if (i < bytes.length && bytes[i] == '\n') {
                    endLine(true);
                } else if (i < bytes.length) {
                    line = Arrays.copyOf(line, line.length + 1);
                    line[line.length - 1] = bytes[i];
                    while (withoutCrs() > maxBytes) {
                        int end = place(maxBytes);
                        show(end > 0 ? end : maxBytes - unfinishedCharacter(maxBytes), "…");
                    }
                }
            }
            endLine(false);
            return shown;
        }

        private void endLine(boolean byLf) {
            String text = text(withoutCrs());
            if (!text.isEmpty() || (byLf && !begun)) {
                shown.add(text);
            } else if (begun) {
                shown.add("$");
            }
            line = new byte[0];
            begun = false;
        }

        private void show(int end, String mark) {
            shown.add("~" + text(end) + mark);
            line = Arrays.copyOfRange(line, end, line.length);
            begun = true;
        }

        private int withoutCrs() {
            return new String(line, ISO_8859_1).replaceFirst("\r+\\z", "").length();
        }

        private String text(int end) {
            return new String(line, 0, end, UTF_8).replace('\0', '␀');
        }

        private int place(int from) {
            int end = from - unfinishedCharacter(from);
            int window = Math.max(0, end - EscapeSequences.LONGEST);
            Matcher matcher =
                    UNFINISHED_ESCAPE.matcher(new String(line, window, end - window, ISO_8859_1));
            return matcher.find() ? window + matcher.start() : end;
        }

        private int unfinishedCharacter(int end) {
            ByteBuffer in = ByteBuffer.wrap(line, 0, end);
            var _ =
                    UTF_8.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .decode(in, CharBuffer.allocate(end + 1), false);
            // The JDK waits for more behind 0xF5 to 0xF7, too, which begin no character (RFC 3629).
            boolean begins = in.hasRemaining() && (in.get(in.position()) & 0xFF) <= 0xF4;
            return begins ? in.remaining() : 0;
        }
    }
}
