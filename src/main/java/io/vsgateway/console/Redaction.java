package io.vsgateway.console;

import java.util.List;
import java.util.regex.Pattern;

/// Masks what not everybody may read in a line: secrets, addresses and the uids of players. All the
/// expressions are ours and free of nested repetition, so that no line can make them slow.
final class Redaction {
    private static final String MASK = "***";

    /// What follows a word such as "password", up to the next space; and quoted text whole.
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)\\b(password|passwd|secret|token|api[-_]?key)([ =:]{1,3})(\"[^\"]*\"|\\S+)");

    private static final List<Pattern> PRIVATE =
            List.of(
                    // IPv4, alone or mapped into IPv6
                    Pattern.compile("(?i)(?:::ffff:)?\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b"),
                    // IPv6: at least two colons between groups of hexadecimal digits
                    Pattern.compile(
                            "(?i)(?<![\\w:])(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]{3,39}(?:%\\w{1,16})?(?![\\w:])"),
                    // "uid X" and "UID: X"
                    Pattern.compile("(?i)(?<=\\buid[ =:]{1,2})\\S+"),
                    // uids as Vintage Story makes them: 24 characters of base64
                    Pattern.compile("(?<![\\w+/])[\\w+/]{22}(?:==|[\\w+/]{2})(?![\\w+/=])"));

    /// `HH:mm:ss`, which looks like the shortest of IPv6 addresses.
    private static final Pattern TIME = Pattern.compile("\\d{1,2}:\\d{2}:\\d{2}");

    private Redaction() {}

    /// For the audit log: only secrets are masked.
    static String secrets(String text) {
        return SECRET.matcher(text).replaceAll("$1$2" + MASK);
    }

    /// For monitors: secrets, addresses and uids are masked.
    static String all(String text) {
        String masked = secrets(text);
        for (Pattern pattern : PRIVATE) {
            masked =
                    pattern.matcher(masked)
                            .replaceAll(found ->
                                    TIME.matcher(found.group()).matches() ? found.group() : MASK);
        }
        return masked;
    }
}
