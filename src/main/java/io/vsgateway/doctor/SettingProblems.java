package io.vsgateway.doctor;

import io.smallrye.config.ConfigValidationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with settings, in operators' terms: with the names of variables, without those of
/// classes.
public final class SettingProblems {
    /// Not in the middle of the name of a file.
    private static final Pattern PROPERTY = Pattern.compile("(?<![\\w./-])vs(\\.[a-z0-9-]+)+");

    private static final Pattern CODE =
            Pattern.compile("SRCFG\\d+: |java\\.lang\\.IllegalArgumentException: ");
    private static final Pattern CONVERSION =
            Pattern.compile(
                    "The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst"
                            + " being converted ");
    private static final Pattern CHOICE =
            Pattern.compile(
                    "(VS_\\w+) is wrong, \"(.*)\": Cannot convert .* to enum .*, allowed values: (.*)");
    private static final Pattern EMPTY =
            Pattern.compile(
                    ".*config property (VS_\\w+) (?:is defined as the empty String|is required but).*");
    private static final String UNKNOWN = "does not map to any root";
    private static final Pattern TWICE = Pattern.compile("^(VS_\\w+) \\1 ");
    private static final Map<String, String> OF_THE_FRAMEWORK =
            Map.of(
                    "quarkus.http.host", "VS_HTTP_HOST",
                    "quarkus.http.port", "VS_HTTP_PORT");

    private SettingProblems() {}

    /// One line per problem, with all names in the file that are no settings: the exception has
    /// only the first of these.
    public static List<String> of(ConfigValidationException wrong, SettingValues values) {
        // A group that two interfaces share is reported twice.
        var problems = new LinkedHashSet<>(NameCheck.unknownInFile(values));
        for (int i = 0; i < wrong.getProblemCount(); i++) {
            String problem = wrong.getProblem(i).getMessage();
            if (problem.contains(UNKNOWN) && !problems.isEmpty()) {
                continue;
            }
            problems.add(plain(problem).replace('\n', ' ').strip());
        }
        return List.copyOf(problems);
    }

    /// Replaces `vs.game.stop.wait` by the name that operators know: `VS_GAME_STOP_WAIT`.
    public static String variables(String text) {
        String own = text;
        for (var name : OF_THE_FRAMEWORK.entrySet()) {
            own = own.replace(name.getKey(), name.getValue());
        }
        return PROPERTY.matcher(own)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                found.group()
                                        .toUpperCase(Locale.ROOT)
                                        .replace('.', '_')
                                        .replace('-', '_')));
    }

    /// Without codes and class names.
    private static String plain(String problem) {
        String text = variables(CODE.matcher(problem).replaceAll(""));
        text = CONVERSION.matcher(text).replaceFirst("$1 is wrong, \"$2\": ");
        text = EMPTY.matcher(text).replaceFirst("$1 is empty: give it a value, or remove it");
        text =
                CHOICE.matcher(text)
                        .replaceFirst(wrong ->
                                Matcher.quoteReplacement(
                                        "%s must be %s, not: %s"
                                                .formatted(
                                                        wrong.group(1),
                                                        choice(wrong.group(3)),
                                                        wrong.group(2))));
        return TWICE.matcher(text).replaceFirst("$1 ");
    }

    /// `a,b,c` as `a, b or c`.
    private static String choice(String values) {
        return values.replace(",", ", ").replaceFirst(", (\\S+)$", " or $1");
    }
}
