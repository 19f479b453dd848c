package io.vsgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.api.Test;

/// `src/docs/configuration.md` is true: it has every setting, none besides, and their defaults and
/// bounds. The settings are read from the interfaces that declare them.
class SettingsDocTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String NO_DEFAULT = "–";
    private static final Pattern OF_THE_FRAMEWORK =
            Pattern.compile("\\$\\{(vs\\.[a-z.-]+):([^}]*)}");

    /// Variables that are no settings of the gateway: the key of the commands that talk to one, and
    /// one that is misspelt in an example.
    private static final Set<String> OF_COMMANDS = Set.of("VS_API_KEY", "VS_HTPP_PORT");

    private static final Pattern MENTION = Pattern.compile("\\bVS_[A-Z0-9_]+");
    private static final Pattern BOUNDS = Pattern.compile("(\\S+) to ([^ ,;]+).*");

    /// By the names of their variables.
    private final Map<String, Setting> settings = declared();

    private final List<List<String>> rows =
            DocTables.rows("configuration.md", "").stream()
                    .filter(row -> row.getFirst().startsWith("VS_"))
                    .toList();

    /// @param value the default as it is declared
    private record Setting(String value, Bounds bounds) {}

    /// What the declaration says; null where it says nothing.
    private record Bounds(Comparable<?> least, Comparable<?> most) {}

    @Test
    void every_setting_is_documented_once_and_none_that_does_not_exist() {
        assertThat(rows.stream().map(List::getFirst))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(settings.keySet());
    }

    @Test
    void every_row_has_name_default_bounds_and_meaning() {
        assertThat(rows)
                .allSatisfy(row ->
                        assertThat(row)
                                .hasSize(4)
                                .allSatisfy(cell -> assertThat(cell).isNotEmpty()));
    }

    @Test
    void defaults_are_those_of_the_code() {
        var documented = new TreeMap<String, String>();
        rows.forEach(row -> documented.put(row.getFirst(), row.get(1)));
        var expected = new TreeMap<String, String>();
        settings.forEach((name, setting) -> expected.put(name, setting.value));

        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void bounds_are_those_of_the_code() {
        for (List<String> row : rows) {
            Setting setting = settings.get(row.getFirst());
            if (setting != null && setting.bounds.least != null) {
                assertThat(bounds(row.get(2), setting.bounds.least instanceof Duration))
                        .as(row.getFirst())
                        .isEqualTo(setting.bounds);
            }
        }
    }

    @Test
    void no_page_message_or_comment_names_a_setting_that_does_not_exist() {
        for (Path root :
                List.of(
                        Path.of("README.md"),
                        DocTables.DOCS,
                        Path.of("src", "main"),
                        Path.of("docker"))) {
            for (Path file : files(root)) {
                Matcher mention = MENTION.matcher(DocTables.read(file));
                while (mention.find()) {
                    String name = mention.group();
                    // A name that ends in _ stands for a group of them.
                    boolean exists =
                            OF_COMMANDS.contains(name)
                                    || (name.endsWith("_")
                                            ? settings.keySet().stream()
                                                    .anyMatch(known -> known.startsWith(name))
                                            : settings.containsKey(name));
                    assertThat(exists).as(name + " in " + file).isTrue();
                }
            }
        }
    }

    private static Bounds bounds(String cell, boolean isTime) {
        Matcher bounds = BOUNDS.matcher(cell);
        if (!bounds.matches()) {
            return fail("no bounds of the form 'a to b': " + cell);
        }
        return isTime
                ? new Bounds(
                        DurationConverter.parseDuration(bounds.group(1)),
                        DurationConverter.parseDuration(bounds.group(2)))
                : new Bounds(Long.valueOf(bounds.group(1)), Long.valueOf(bounds.group(2)));
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> all = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
            return all.filter(Files::isRegularFile)
                    // What npm installs is not ours.
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Setting> declared() {
        var settings = new TreeMap<String, Setting>();
        for (Path source : files(SOURCES)) {
            if (source.toString().endsWith("Settings.java")) {
                Class<?> type = classOf(source);
                collect(type.getAnnotation(ConfigMapping.class).prefix(), type, settings);
            }
        }
        Matcher own =
                OF_THE_FRAMEWORK.matcher(
                        DocTables.read(Path.of("src", "main", "resources", "application.yaml")));
        while (own.find()) {
            settings.put(variable(own.group(1)), new Setting(own.group(2), new Bounds(null, null)));
        }
        return settings;
    }

    private static Class<?> classOf(Path source) {
        String name =
                SOURCES.relativize(source)
                        .toString()
                        .replaceFirst("\\.java$", "")
                        .replace('/', '.');
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("not compiled: " + source, e);
        }
    }

    private static void collect(String prefix, Class<?> group, Map<String, Setting> settings) {
        for (Method method : group.getDeclaredMethods()) {
            if (method.isSynthetic()) {
                continue;
            }
            WithName given = method.getAnnotation(WithName.class);
            String name =
                    prefix + "." + (given == null ? kebabCase(method.getName()) : given.value());
            Class<?> type = method.getReturnType();
            if (type.isInterface() && type.getName().startsWith("io.vsgateway.")) {
                collect(name, type, settings);
            } else {
                WithDefault value = method.getAnnotation(WithDefault.class);
                settings.put(
                        variable(name),
                        new Setting(value == null ? NO_DEFAULT : value.value(), bounds(method)));
            }
        }
    }

    private static Bounds bounds(Method method) {
        DurationMin least = method.getAnnotation(DurationMin.class);
        DurationMax most = method.getAnnotation(DurationMax.class);
        if (least != null && most != null) {
            return new Bounds(
                    duration(
                            least.days(),
                            least.hours(),
                            least.minutes(),
                            least.seconds(),
                            least.millis()),
                    duration(
                            most.days(),
                            most.hours(),
                            most.minutes(),
                            most.seconds(),
                            most.millis()));
        }
        Min min = method.getAnnotation(Min.class);
        Max max = method.getAnnotation(Max.class);
        return min == null || max == null
                ? new Bounds(null, null)
                : new Bounds(min.value(), max.value());
    }

    private static Duration duration(
            long days, long hours, long minutes, long seconds, long millis) {
        return Duration.ofDays(days)
                .plusHours(hours)
                .plusMinutes(minutes)
                .plusSeconds(seconds)
                .plusMillis(millis);
    }

    private static String kebabCase(String name) {
        var words = new ArrayList<String>();
        for (String word : name.split("(?=[A-Z])")) {
            words.add(word.toLowerCase(Locale.ROOT));
        }
        return String.join("-", words);
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
