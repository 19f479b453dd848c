package io.vsgateway.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether the locale has all letters used in the settings. The JVM writes file names and the
/// game's arguments in the locale's charset, and that of POSIX (`LC_ALL=C`, or none) is ASCII. A
/// native binary was built for UTF-8, whatever the locale says.
public final class LocaleCheck {
    private static final String ADVICE = "set LC_ALL=C.UTF-8";

    /// Replaces bytes that could not be read.
    private static final String DAMAGED = "\uFFFD";

    private LocaleCheck() {}

    static List<Finding> look(SettingValues values) {
        return look(values.environment(), charset());
    }

    static List<Finding> look(Map<String, String> environment, Charset charset) {
        Optional<String> damaged = damaged(environment, charset);
        if (damaged.isPresent()) {
            return List.of(Finding.fail(damaged.get(), ADVICE));
        }
        return List.of(
                charset.equals(StandardCharsets.UTF_8)
                        ? Finding.ok("file names and arguments may have any letters")
                        : Finding.warn(
                                "file names and arguments may only have the letters of "
                                        + charset
                                        + ", as the locale says",
                                ADVICE));
    }

    /// Why a gateway must not start with these variables, with what to do; empty if nothing is
    /// wrong.
    public static Optional<String> problem(Map<String, String> environment) {
        return damaged(environment, charset()).map(problem -> problem + ": " + ADVICE);
    }

    private static Optional<String> damaged(Map<String, String> environment, Charset charset) {
        List<String> settings =
                environment.entrySet().stream()
                        .filter(variable -> variable.getKey().startsWith("VS_"))
                        .filter(variable -> isDamaged(variable.getValue(), charset))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        if (!settings.isEmpty()) {
            return Optional.of(
                    String.join(", ", settings) + " has letters that this locale does not know");
        }
        return isDamaged(System.getProperty("user.dir", ""), charset)
                ? Optional.of("this folder has letters in its name that this locale does not know")
                : Optional.empty();
    }

    private static boolean isDamaged(String text, Charset charset) {
        return text.contains(DAMAGED) || !charset.newEncoder().canEncode(text);
    }

    /// The charset in which Java passes names and arguments to the system.
    private static Charset charset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}
