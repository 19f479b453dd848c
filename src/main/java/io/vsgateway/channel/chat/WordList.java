package io.vsgateway.channel.chat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Words that are not to be said. A word is found as a whole, whatever its case, its accents or the
/// width of its letters; an expression of RE2, in linear time, wherever it matches what is written,
/// or what is left of it without these.
///
/// @param words as [#plain] makes them
record WordList(Set<String> words, List<Pattern> expressions) {
    static final int MOST_WORDS = 10_000;
    static final int MOST_EXPRESSIONS = 100;
    private static final int LONGEST = 256;

    private static final java.util.regex.Pattern WORD =
            java.util.regex.Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final java.util.regex.Pattern MARKS = java.util.regex.Pattern.compile("\\p{M}+");

    /// Reads a list: a word a line, or an expression between two slashes; blank lines and those
    /// that begin with `#` are left out.
    ///
    /// @throws IllegalArgumentException with the number of the line that is wrong
    static WordList of(List<String> lines) {
        var words = new HashSet<String>();
        var expressions = new ArrayList<Pattern>();
        for (int i = 0; i < lines.size(); i++) {
            // Some editors begin a file with a mark.
            String line = lines.get(i).replace("\uFEFF", "").strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String fault = read(line, words, expressions);
                if (fault != null) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": " + fault);
                }
            }
        }
        return new WordList(Set.copyOf(words), List.copyOf(expressions));
    }

    private static @Nullable String read(
            String line, Set<String> words, List<Pattern> expressions) {
        if (line.length() > LONGEST) {
            return "it has more than " + LONGEST + " characters";
        }
        if (line.length() > 2 && line.startsWith("/") && line.endsWith("/")) {
            if (expressions.size() == MOST_EXPRESSIONS) {
                return "there are more than " + MOST_EXPRESSIONS + " expressions";
            }
            try {
                String text = line.substring(1, line.length() - 1);
                expressions.add(Pattern.compile(text, Pattern.CASE_INSENSITIVE));
                return null;
            } catch (PatternSyntaxException e) {
                return "not a regular expression: " + e.getDescription();
            }
        }
        if (!WORD.matcher(line).matches()) {
            return "a line has one word, of letters and digits, or an expression between slashes";
        }
        words.add(plain(line));
        return words.size() > MOST_WORDS ? "there are more than " + MOST_WORDS + " words" : null;
    }

    /// A text as [#plain] makes it, and where each part of it was.
    private static final class Folded {
        private final String text;

        /// Of each character, and of the end behind the last.
        private final int[] places;

        private Folded(String text, int[] places) {
            this.text = text;
            this.places = places;
        }

        static Folded of(String written) {
            var text = new StringBuilder();
            var places = IntStream.builder();
            for (int at = 0; at < written.length(); ) {
                int next = at + Character.charCount(written.codePointAt(at));
                String folded = plain(written.substring(at, next));
                text.append(folded);
                for (int i = 0; i < folded.length(); i++) {
                    places.add(at);
                }
                at = next;
            }
            return new Folded(text.toString(), places.add(written.length()).build().toArray());
        }

        /// Marks the characters that were written for a part, with all of their accents.
        void set(int start, int end, BitSet marked) {
            if (start < end) {
                int behind = end;
                while (places[behind] == places[end - 1]) {
                    behind++;
                }
                marked.set(places[start], places[behind]);
            }
        }
    }

    private static String plain(String word) {
        String apart = Normalizer.normalize(word, Normalizer.Form.NFKD);
        return MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /// The text with a star for each character of what is not to be said.
    ///
    /// @return empty if there is nothing of that in it
    Optional<String> masked(String text) {
        var bad = new BitSet();
        var word = WORD.matcher(text);
        while (word.find()) {
            if (words.contains(plain(word.group()))) {
                bad.set(word.start(), word.end());
            }
        }
        if (!expressions.isEmpty()) {
            Folded folded = Folded.of(text);
            for (Pattern expression : expressions) {
                Matcher written = expression.matcher(text);
                while (written.find()) {
                    bad.set(written.start(), written.end());
                }
                Matcher plain = expression.matcher(folded.text);
                while (plain.find()) {
                    folded.set(plain.start(), plain.end(), bad);
                }
            }
        }
        return bad.isEmpty() ? Optional.empty() : Optional.of(stars(text, bad));
    }

    private static String stars(String text, BitSet bad) {
        var masked = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            masked.appendCodePoint(bad.get(at) ? '*' : c);
            at += Character.charCount(c);
        }
        return masked.toString();
    }
}
