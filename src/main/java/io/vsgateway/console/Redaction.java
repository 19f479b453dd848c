package io.vsgateway.console;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Masks what not everybody may read in a line: secrets, addresses and the uids of players. All the
/// expressions are ours and free of nested repetition, so that no line can make them slow.
final class Redaction {
    private static final String MASK = "***";

    /// An expression, and what tells quickly that it finds nothing.
    record Rule(Hint hint, Pattern pattern) {
        Rule(Hint hint, String expression) {
            this(hint, Pattern.compile(expression));
        }

        /// @param replacement as [java.util.regex.Matcher#replaceAll(Function)] takes it
        String mask(String text, Function<MatchResult, String> replacement) {
            return hint.isIn(text) ? pattern.matcher(text).replaceAll(replacement) : text;
        }
    }

    /// What follows a word such as "password", up to the next space; and quoted text whole.
    static final Rule SECRET =
            new Rule(
                    Hint.SECRET,
                    "(?i)\\b(password|passwd|secret|token|api[-_]?key)([ =:]{1,3})(\"[^\"]*\"|\\S+)");

    static final List<Rule> PRIVATE =
            List.of(
                    // IPv4, alone or mapped into IPv6
                    new Rule(Hint.IPV4, "(?i)(?:::ffff:)?\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b"),
                    // IPv6: at least two colons between groups of hexadecimal digits
                    new Rule(
                            Hint.IPV6,
                            "(?i)(?<![\\w:])(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]{3,39}(?:%\\w{1,16})?(?![\\w:])"),
                    // "uid X" and "UID: X"
                    new Rule(Hint.UID, "(?i)(?<=\\buid[ =:]{1,2})\\S+"),
                    // uids as Vintage Story makes them: 24 characters of base64
                    new Rule(Hint.BASE64, "(?<![\\w+/])[\\w+/]{22}(?:==|[\\w+/]{2})(?![\\w+/=])"));

    /// `HH:mm:ss`, which looks like the shortest of IPv6 addresses.
    private static final Pattern TIME = Pattern.compile("\\d{1,2}:\\d{2}:\\d{2}");

    private Redaction() {}

    /// For the audit log: only secrets are masked.
    static String secrets(String text) {
        return SECRET.mask(text, _ -> "$1$2" + MASK);
    }

    /// For monitors: secrets, addresses and uids are masked.
    static String all(String text) {
        String masked = secrets(text);
        for (Rule rule : PRIVATE) {
            masked = rule.mask(masked, found -> isTime(found.group()) ? found.group() : MASK);
        }
        return masked;
    }

    static boolean isTime(String text) {
        return TIME.matcher(text).matches();
    }
}
