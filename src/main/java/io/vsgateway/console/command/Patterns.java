package io.vsgateway.console.command;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;

/// Regular expressions from outside. RE2/J matches in linear time, so none can hang; their compiled
/// size is bounded here.
public final class Patterns {
    private static final int MAX_LENGTH = 256;
    private static final int MAX_REPEATS = 1000;

    /// RE2/J follows a row of optional parts by recursion: a row longer than this allows would
    /// overflow a thread's stack.
    private static final int MAX_SIZE = 10_000;

    /// Characters times states of the compiled expression: about a tenth of a second at worst.
    private static final int MAX_STEPS = 10_000_000;

    private Patterns() {}

    /// An expression from a setting; an invalid one stops the start.
    static Optional<Pattern> fromSetting(String variable, Optional<String> expression) {
        try {
            return expression.filter(text -> !text.isBlank()).map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new ConfigurationException(
                    variable + " is not a regular expression: " + e.getMessage());
        }
    }

    /// Whether an expression from a request is found in a text. What an expression costs per
    /// character grows with its size, and no line may take longer than a turn should, so a large
    /// expression sees only the beginning of a very long line.
    public static boolean isFoundIn(String text, Pattern expression) {
        int most = Math.max(1, MAX_STEPS / expression.programSize());
        return expression.matcher(text.length() <= most ? text : text.substring(0, most)).find();
    }

    /// An expression from a request.
    ///
    /// @throws IllegalArgumentException with a text for the client, if it is invalid or too costly
    public static Pattern fromRequest(String expression) {
        if (expression.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("longer than " + MAX_LENGTH + " characters");
        }
        long repeats = repeats(expression);
        if (repeats > MAX_REPEATS) {
            throw new IllegalArgumentException("repeats more than " + MAX_REPEATS + " times");
        }
        if (repeats * expression.length() > MAX_SIZE) {
            throw new IllegalArgumentException("too long for what it repeats");
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
    }

    /// The product of all counted repetitions, as if each were nested in the one before: the factor
    /// by which the compiled form can grow.
    private static long repeats(String expression) {
        long product = 1;
        var counts =
                java.util.regex.Pattern.compile("\\{(\\d{0,6})(,(\\d{0,6}))?}").matcher(expression);
        while (counts.find() && product <= MAX_REPEATS) {
            product *= Math.max(1, Math.max(number(counts.group(1)), number(counts.group(3))));
        }
        return product;
    }

    private static long number(String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
