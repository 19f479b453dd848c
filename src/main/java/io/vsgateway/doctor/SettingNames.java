package io.vsgateway.doctor;

import io.vsgateway.doctor.word.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The settings that exist, from a list that is part of the program. A test keeps the list in step
/// with the code and with the page that describes the settings.
final class SettingNames {
    private static final String LIST = "/META-INF/vs-gateway/settings.txt";
    private static final String EXPRESSION = " expression";

    /// Variables of the commands that talk to a gateway.
    private static final Set<String> OF_COMMANDS = Set.of("VS_API_KEY");

    private final Set<String> names;

    /// The settings that take a regular expression.
    private final Set<String> expressions;

    private SettingNames(List<String> lines) {
        names =
                lines.stream()
                        .map(line -> line.replaceFirst(EXPRESSION + "$", ""))
                        .collect(Collectors.toUnmodifiableSet());
        expressions =
                lines.stream()
                        .filter(line -> line.endsWith(EXPRESSION))
                        .map(line -> line.replaceFirst(EXPRESSION + "$", ""))
                        .collect(Collectors.toUnmodifiableSet());
    }

    static SettingNames read() {
        try (InputStream list = SettingNames.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IllegalStateException("the program lacks " + LIST);
            }
            String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
            return new SettingNames(text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String name) {
        return names.contains(name) || OF_COMMANDS.contains(name);
    }

    Set<String> expressions() {
        return expressions;
    }

    Set<String> names() {
        return names;
    }

    /// The name that was probably intended.
    Optional<String> nearest(String wrong) {
        return Nearest.of(wrong, names);
    }
}
