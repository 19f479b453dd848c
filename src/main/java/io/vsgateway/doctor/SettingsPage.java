package io.vsgateway.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The settings that there are: the tables of `configuration.md`, which the program carries with it
/// and a test holds to the code.
public final class SettingsPage {
    private static final String PAGE = "/META-INF/vs-gateway/configuration.md";
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `(VS_\\w+)` \\| (.*?) \\| ((?:[^|\\\\]|\\\\.)*) \\|", Pattern.MULTILINE);

    /// Variables of the commands that talk to a gateway.
    private static final Set<String> OF_COMMANDS = Set.of("VS_API_KEY", "VS_REDIS_URL");

    /// By their names, what kind of value they take, as the page words it.
    private final Map<String, String> kinds;

    private SettingsPage(Map<String, String> kinds) {
        this.kinds = Map.copyOf(kinds);
    }

    static SettingsPage read() {
        return of(text());
    }

    /// The page as it is, in Markdown.
    public static String text() {
        try (InputStream page = SettingsPage.class.getResourceAsStream(PAGE)) {
            if (page == null) {
                throw new IllegalStateException("the program lacks " + PAGE);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SettingsPage of(String page) {
        var kinds = new TreeMap<String, String>();
        for (Matcher row = ROW.matcher(page); row.find(); ) {
            kinds.put(row.group(1), row.group(3));
        }
        return new SettingsPage(kinds);
    }

    boolean has(String name) {
        return kinds.containsKey(name) || OF_COMMANDS.contains(name);
    }

    /// Those that take a regular expression.
    Set<String> expressions() {
        return kinds.entrySet().stream()
                .filter(setting -> setting.getValue().equals("expression"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<String> names() {
        return kinds.keySet();
    }

    /// The name that was probably meant.
    Optional<String> nearest(String wrong) {
        return Nearest.of(wrong, kinds.keySet());
    }
}
