package io.vsgateway.ops;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Splits `VS_GAME_COMMAND` into words as a POSIX shell does (Shell Command Language, 2.2 Quoting):
/// single quotes, double quotes and backslash. Nothing is expanded and no shell is run, so `$HOME`,
/// `*`, `|` and `;` are ordinary characters.
public final class CommandLine {
    private static final String SETTING = "VS_GAME_COMMAND";

    /// The charset in which Java passes arguments to the system.
    private static final Charset LOCALE =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    // An empty pair of quotes is a word without characters; a blank is not.
    private boolean inWord;
    private int at;

    private CommandLine(String line) {
        this.line = line;
    }

    /// The words, at least one.
    ///
    /// @throws IllegalArgumentException with a text for the operator, if a quote is not closed, a
    ///   backslash ends the line, or there is no word
    static List<String> split(String line) {
        return new CommandLine(line).split();
    }

    /// The words of the setting as given. `docker run --env-file` passes on the quotes around a
    /// whole line that a shell or systemd would have removed: if the result is one word with blanks
    /// that is no program, it is split once more.
    ///
    /// @throws IllegalArgumentException as [#split]
    public static List<String> words(String setting) {
        List<String> words = split(setting);
        String first = words.getFirst();
        boolean isProgram = first.contains("/") && Files.exists(Path.of(first));
        return words.size() == 1 && first.contains(" ") && !isProgram ? split(first) : words;
    }

    private List<String> split() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> endWord();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                default -> add(c);
            }
        }
        endWord();
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new IllegalArgumentException(SETTING + " names no program");
        }
        if (!LOCALE.newEncoder().canEncode(line)) {
            // The system would get question marks instead.
            throw new IllegalArgumentException(
                    SETTING + " has letters that this locale does not know: set LC_ALL=C.UTF-8");
        }
        return List.copyOf(words);
    }

    private void singleQuoted() {
        int from = at;
        int end = line.indexOf('\'', from);
        if (end < 0) {
            throw unclosed("single quote", from);
        }
        inWord = true;
        word.append(line, from, end);
        at = end + 1;
    }

    private void doubleQuoted() {
        int from = at;
        inWord = true;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < line.length() && "$`\"\\\n".indexOf(line.charAt(at)) >= 0) {
                escaped();
            } else {
                word.append(c);
            }
        }
        throw unclosed("double quote", from);
    }

    private void escaped() {
        if (at == line.length()) {
            throw new IllegalArgumentException(SETTING + " ends in the middle of an escape (\\)");
        }
        char c = line.charAt(at++);
        // An escaped line break only continues the line.
        if (c != '\n') {
            add(c);
        }
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private static IllegalArgumentException unclosed(String quote, int position) {
        return new IllegalArgumentException(
                SETTING + ": the " + quote + " at position " + position + " is not closed");
    }
}
