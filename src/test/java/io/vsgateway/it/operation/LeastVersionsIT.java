package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is packaged, against the repository's own list of versions with published faults.
@Tag("jar-only")
class LeastVersionsIT {
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^-]*)(?:-.*)?\\.jar");

    private record Least(String begin, String version, String why) {}

    @Test
    void no_library_is_older_than_the_list_allows() throws IOException {
        List<String> jars =
                PackagedLibraries.all().stream().map(jar -> jar.getFileName().toString()).toList();
        List<String> tooOld = new ArrayList<>();
        for (Least least : list()) {
            List<String> meant = jars.stream().filter(jar -> jar.startsWith(least.begin)).toList();
            assertThat(meant).as("nothing begins with " + least.begin).isNotEmpty();
            for (String jar : meant) {
                Matcher matcher = JAR.matcher(jar);
                assertThat(matcher.matches()).as(jar).isTrue();
                // Netty's part in machine code of another line has a line of its own.
                boolean hasOwn = jar.contains("tcnative") && !least.begin.contains("tcnative");
                if (!hasOwn && compare(matcher.group(2), least.version) < 0) {
                    tooOld.add(jar + ": " + least.version + " at least, " + least.why);
                }
            }
        }

        assertThat(tooOld).isEmpty();
    }

    @Test
    void versions_are_compared_by_their_numbers() {
        assertThat(compare("4.1.130.Final", "4.1.132.Final")).isNegative();
        assertThat(compare("4.1.138.Final", "4.1.132.Final")).isPositive();
        assertThat(compare("4.1.9", "4.1.10")).isNegative();
        assertThat(compare("1.8", "1.8")).isZero();
        assertThat(compare("2", "1.8")).isPositive();
        assertThat(compare("1.8", "1.8.1")).isNegative();
    }

    private static List<Least> list() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "release", "least-versions.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ", 3))
                .map(words -> new Least(words[0], words[1], words[2]))
                .toList();
    }

    private static int compare(String version, String other) {
        List<Integer> ours = numbers(version);
        List<Integer> theirs = numbers(other);
        for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
            int a = i < ours.size() ? ours.get(i) : 0;
            int b = i < theirs.size() ? theirs.get(i) : 0;
            if (a != b) {
                return Integer.compare(a, b);
            }
        }
        return 0;
    }

    private static List<Integer> numbers(String version) {
        return Pattern.compile("\\d+")
                .matcher(version)
                .results()
                .map(r -> Integer.valueOf(r.group()))
                .toList();
    }
}
