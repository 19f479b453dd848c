package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What libraries say themselves about their licences, against the texts that the gateway carries:
/// a native binary has none of the libraries' own files.
@Tag("jar-only")
class LicencesIT {
    private static final Path FOLDER = Path.of("src/main/resources/META-INF/licences");

    private static final Pattern LICENCE =
            Pattern.compile("(?i)META-INF/[^/]*licen[cs]e[^/]*(\\.txt|\\.md)?");

    /// By its name, as some only say where it is to be read, and its copies differ at the end.
    private static final Pattern APACHE =
            Pattern.compile("apache (\\(?software\\)? )?license,? version 2\\.0");

    @Test
    void the_text_of_each_licence_is_among_ours() throws IOException {
        List<String> ours = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                ours.add(words(Files.readString(file)));
            }
        }
        List<String> missing = new ArrayList<>();
        int seen = 0;
        for (Path library : PackagedLibraries.all()) {
            try (var jar = new JarFile(library.toFile())) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (!LICENCE.matcher(entry.getName()).matches() || entry.isDirectory()) {
                        continue;
                    }
                    seen++;
                    String text = words(text(jar, entry));
                    if (!APACHE.matcher(text).find()
                            && ours.stream().noneMatch(our -> our.contains(text))) {
                        missing.add(library.getFileName() + ": " + entry.getName());
                    }
                }
            }
        }

        assertThat(seen).isGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    }
}
