package io.vsgateway.settings;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.data.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The text of an environment file, in the syntax of systemd's `EnvironmentFile=`: assignments, one
/// a line; lines that begin with `#` or `;` are comments, also before a line that goes on (as since
/// systemd 254), lines without `=` are ignored. A backslash keeps the character behind it, and at
/// the end of a line continues it. Values may be in single quotes, verbatim, or in double ones, in
/// which a backslash keeps `"`, `\`, backtick and `$`; both may span lines.
///
/// Unlike systemd it takes no quote that does not end: the rest of the file would be a value.
final class EnvironmentFile {
    private static final int LONGEST_BYTES = 1 << 20;
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Set<Character> KEPT_IN_QUOTES = Set.of('"', '\\', '`', '$');

    private final String text;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int at;

    private EnvironmentFile(String text) {
        this.text = text;
    }

    /// The variables in a file.
    ///
    /// @throws ConfigurationException naming the file and what is wrong with it, and no value
    static Map<String, String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(LONGEST_BYTES + 1);
            if (text.length > LONGEST_BYTES) {
                throw new IllegalArgumentException("it is longer than 1 MiB");
            }
            return parse(new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "VS_ENV_FILE, %s, cannot be read: %s"
                            .formatted(file.toAbsolutePath(), FileTrouble.of(e)),
                    e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "VS_ENV_FILE, %s: %s".formatted(file.toAbsolutePath(), e.getMessage()));
        }
    }

    /// The variables in a text; of two assignments to the same name the last counts.
    ///
    /// @throws IllegalArgumentException naming the line, and no value, if a quote does not end
    static Map<String, String> parse(String text) {
        var file = new EnvironmentFile(text);
        while (file.skipToAssignment()) {
            file.readAssignment();
        }
        return file.variables;
    }

    /// Goes to the next character that is no blank and belongs to no comment.
    private boolean skipToAssignment() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' || c == ';') {
                skipLine();
            } else if (isBlank(c) || isEnd(c)) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipLine() {
        while (at < text.length() && !isEnd(text.charAt(at))) {
            at++;
        }
    }

    private void readAssignment() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !isEnd(text.charAt(at))) {
            at++;
        }
        if (at == text.length() || text.charAt(at) != '=') {
            return;
        }
        String name = text.substring(start, at).strip();
        at++;
        String value = readValue();
        if (name.matches(NAME)) {
            variables.put(name, value);
        }
    }

    private String readValue() {
        var value = new StringBuilder();
        // Blanks at the end do not count, unless they are kept by quotes or a backslash.
        int kept = 0;
        // Only before the first other character a quote is one.
        boolean isBegun = false;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            char c = text.charAt(at++);
            if (c == '\\') {
                isBegun = true;
                readEscaped(value);
                kept = value.length();
            } else if (!isBegun && (c == '\'' || c == '"')) {
                readQuoted(c, value);
                kept = value.length();
            } else if (isBlank(c)) {
                if (isBegun) {
                    value.append(c);
                }
            } else {
                isBegun = true;
                value.append(c);
                kept = value.length();
            }
        }
        return value.substring(0, kept);
    }

    private void readEscaped(StringBuilder value) {
        if (at < text.length()) {
            char c = text.charAt(at++);
            if (!isEnd(c)) {
                value.append(c);
            }
        }
    }

    private void readQuoted(char quote, StringBuilder value) {
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return;
            }
            if (c == '\\' && quote == '"' && at < text.length()) {
                char next = text.charAt(at++);
                if (next != '\n') {
                    value.append(KEPT_IN_QUOTES.contains(next) ? "" : "\\").append(next);
                }
            } else {
                value.append(c);
            }
        }
        long line = text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        throw new IllegalArgumentException("the quote in line " + line + " does not end");
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
