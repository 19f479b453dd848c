package io.vsgateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The tables of a Markdown page, for tests that hold the documentation to the code.
public final class DocTables {
    public static final Path DOCS = Path.of("src", "docs");

    private DocTables() {}

    /// The rows of all tables below a heading such as `## Metrics`, up to the next heading of the
    /// same or a higher rank; without their heads. With `""` those of the whole page.
    public static List<List<String>> rows(String page, String heading) {
        List<String> lines = read(DOCS.resolve(page)).lines().toList();
        int start = heading.isEmpty() ? 0 : lines.indexOf(heading) + 1;
        if (start == 0 && !heading.isEmpty()) {
            throw new AssertionError(page + " has no heading '" + heading + "'");
        }
        int rank = rank(heading);
        return lines.subList(start, lines.size()).stream()
                .takeWhile(line -> rank(line) == 0 || rank == 0 || rank(line) > rank)
                .filter(line -> line.startsWith("| `"))
                .map(DocTables::cells)
                .toList();
    }

    private static int rank(String line) {
        return line.matches("#+ .*") ? line.indexOf(' ') : 0;
    }

    /// The cells without the marks of code around them; `\|` is a bar, not the end of a cell.
    private static List<String> cells(String row) {
        String inner = row.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        return Arrays.stream(inner.split("(?<!\\\\)\\|", -1))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .map(cell -> cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell)
                .toList();
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
