package io.vsgateway.demo.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The log files below `<dataPath>/Logs`, kept as the real server keeps them: at start, all but the
/// crash and worldgen logs move to `Archive/<stamp>/`; a file that has had its share of lines is
/// continued in a new one (`server-main-2.log`), while the old one keeps its name. Files appear
/// with their first line. Not thread-safe.
final class LogFiles implements AutoCloseable {
    private final Path directory;
    private final String ending;
    private final long splitLines;
    private final Map<String, OpenFile> open = new TreeMap<>();

    private LogFiles(Path directory, String ending, long splitLines) {
        this.directory = directory;
        this.ending = ending;
        this.splitLines = splitLines;
    }

    /// Creates the directory and archives what an earlier run left in it.
    ///
    /// @param ending of the files' names, `.log` or `.txt`
    static LogFiles start(Path dataPath, String ending, long splitLines, LocalDateTime now)
            throws IOException {
        Path directory = Files.createDirectories(dataPath.resolve("Logs"));
        var old = leftovers(directory, ending);
        if (!old.isEmpty()) {
            Path archive = newArchive(directory.resolve("Archive"), now);
            for (Path file : old) {
                Files.move(file, archive.resolve(file.getFileName()));
            }
        }
        return new LogFiles(directory, ending, splitLines);
    }

    private static List<Path> leftovers(Path directory, String ending) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(
                            file -> {
                                String name = file.getFileName().toString();
                                return name.startsWith("server-")
                                        && name.endsWith(ending)
                                        && !name.startsWith("server-crash")
                                        && !name.startsWith("server-worldgen");
                            })
                    .toList();
        }
    }

    /// Two starts within one second get two archives.
    private static Path newArchive(Path parent, LocalDateTime now) throws IOException {
        LocalDateTime time = now.truncatedTo(ChronoUnit.SECONDS);
        while (Files.exists(parent.resolve(stamp(time)))) {
            time = time.plusSeconds(1);
        }
        return Files.createDirectories(parent.resolve(stamp(time)));
    }

    private static String stamp(LocalDateTime time) {
        return time.toLocalDate()
                + "_"
                + Digits.two(time.getHour())
                + "_"
                + Digits.two(time.getMinute())
                + "_"
                + Digits.two(time.getSecond());
    }

    /// Appends a record, which may span lines and ends with a line break.
    void write(String name, String record) throws IOException {
        var file = open.computeIfAbsent(name, n -> new OpenFile());
        if (file.part == 0 || file.lines >= splitLines) {
            file.out.close();
            file.part++;
            file.lines = 0;
            file.out = append(file.part == 1 ? name : name + "-" + file.part);
        }
        file.lines += record.chars().filter(c -> c == '\n').count();
        file.out.write(record.getBytes(StandardCharsets.UTF_8));
    }

    private OutputStream append(String name) throws IOException {
        return new BufferedOutputStream(
                Files.newOutputStream(
                        directory.resolve(name + ending),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND));
    }

    void flush() throws IOException {
        for (OpenFile file : open.values()) {
            file.out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        for (OpenFile file : open.values()) {
            file.out.close();
        }
    }

    private static final class OpenFile {
        private int part;
        private long lines;
        private OutputStream out = OutputStream.nullOutputStream();
    }
}
