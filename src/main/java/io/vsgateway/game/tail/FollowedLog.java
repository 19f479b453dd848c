package io.vsgateway.game.tail;

import io.vsgateway.game.GameSettings;
import io.vsgateway.game.dialect.LineDecoder;
import io.vsgateway.kernel.NulRuns;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One log and the files that it is written to, one after the other: whatever has its name, and the
/// siblings `-2`, `-3`… in which Vintage Story continues after 500,000 lines. Used by one thread.
///
/// A file is still read after it was renamed or deleted. Before the first line of a newer file is
/// shown, the older ones are read to their ends; since the writer of the log has finished with one
/// file when it begins the next, the lines keep their order. An older file that is no longer found
/// under its name is closed when nothing was added to it for [#LINGER] after that.
///
/// A truncated file is read from its start again; what was written to it after the last look and
/// before the truncation is lost to every reader. So is a file that comes and goes between two
/// looks.
final class FollowedLog {
    static final Duration LINGER = Duration.ofSeconds(5);

    /// How many files without one of the log's names are kept open, as the game may still write to
    /// them.
    private static final int MOST_NAMELESS = 16;

    /// Bytes to read before the other logs get their turn.
    private static final int TURN = 256 * 1024;

    private final LogNames names;
    private final int backlogLines;
    private final int maxLineBytes;
    private final GameSettings.Encoding charset;
    private final LogListener listener;

    /// In the order in which they were written.
    private final List<Followed> files = new ArrayList<>();

    /// The highest number of a sibling so far.
    private int highest = 1;

    private boolean looked;
    private String problem = "";

    FollowedLog(Path log, int backlogLines, GameSettings.Lines lines, LogListener listener) {
        this.names = new LogNames(log);
        this.backlogLines = backlogLines;
        this.maxLineBytes = LineDecoder.checked(lines.maxBytes().asLongValue());
        this.charset = lines.charset();
        this.listener = listener;
    }

    Path path() {
        return names.first();
    }

    /// What a look found.
    enum News {
        NONE,
        SOME,
        /// There is more to read at once.
        MORE
    }

    /// Looks for new files and reads, for one turn.
    News look(byte[] buffer) {
        String before = problem;
        problem = "";
        News news = News.NONE;
        try {
            find();
            news = read(buffer);
            leaveOldFiles();
        } catch (IOException e) {
            problem = path() + " cannot be read: " + e;
        }
        if (!problem.isEmpty() && !problem.equals(before)) {
            listener.notice(problem);
        }
        return news;
    }

    /// Shows unfinished lines that have waited this long. Returns how much longer the next one has
    /// to wait.
    long showPartialsAfter(long nanos) {
        long left = Long.MAX_VALUE;
        for (Followed one : files) {
            left = Math.min(left, one.file.showPartialAfter(nanos));
        }
        return left;
    }

    void close() {
        for (Followed one : files) {
            one.file.endLine();
            close(one.file);
        }
        files.clear();
    }

    private void find() throws IOException {
        Set<Object> named = new HashSet<>();
        for (int number = 1; number <= highest + 1; number++) {
            Path path = names.numbered(number);
            try {
                BasicFileAttributes attributes = LogFile.attributes(path);
                highest = Math.max(highest, number);
                Object identity = LogFile.identity(attributes);
                named.add(identity);
                if (!attributes.isRegularFile()) {
                    problem = path + " is not a file";
                } else if (!isOpen(identity)) {
                    open(number, identity, attributes.lastModifiedTime());
                }
            } catch (NoSuchFileException e) {
                // It may still appear.
            } catch (IOException e) {
                problem = path + " cannot be read: " + e;
            }
        }
        for (Followed one : files) {
            one.named = named.contains(one.file.identity());
        }
        if (!looked && problem.isEmpty()) {
            looked = true;
            begin();
        }
    }

    private void open(int number, Object identity, FileTime written) throws IOException {
        LineDecoder decoder = new LineDecoder(maxLineBytes, charset, listener.opened(path()));
        LogFile file = LogFile.open(names.numbered(number), identity, charset, decoder);
        if (file == null) {
            return;
        }
        boolean anew = looked && number == 1 && !files.isEmpty();
        if (anew) {
            highest = 1;
        }
        files.add(new Followed(file, written, anew));
    }

    /// At the start, the history is the end of the file written last.
    private void begin() throws IOException {
        if (files.isEmpty()) {
            listener.notice(path() + " does not exist yet: it is followed as soon as it does");
            return;
        }
        Followed latest = files.getFirst();
        for (Followed one : files) {
            one.file.skipToEnd();
            latest = one.written.compareTo(latest.written) >= 0 ? one : latest;
        }
        Backlog backlog = latest.file.rewind(backlogLines);
        LineDecoder earlier = new LineDecoder(maxLineBytes, charset, listener.earlier(path()));
        if (latest != files.getFirst()) {
            files.getFirst().file.rewind(0).readEarlier(earlier);
        }
        backlog.readEarlier(earlier);
    }

    private News read(byte[] buffer) throws IOException {
        int left = TURN;
        for (int i = 0; i < files.size(); i++) {
            Followed one = files.get(i);
            if (!one.file.hasMore() && !one.anew) {
                continue;
            }
            // Once the newer file has content, nothing more is expected in the older ones.
            boolean complete = one.file.hasMore();
            for (Followed older : files.subList(0, i)) {
                left = read(older, buffer, left);
                if (left <= 0) {
                    return News.MORE;
                }
                if (complete) {
                    older.replaced();
                }
            }
            if (one.anew) {
                one.anew = false;
                listener.notice(
                        path() + " is a new file: the game was restarted or its log rotated");
                listener.beganAnew(path());
            }
            left = read(one, buffer, left);
            if (left <= 0) {
                return News.MORE;
            }
        }
        return left < TURN ? News.SOME : News.NONE;
    }

    /// Reads to the end of the file, but no more than `left` bytes and one buffer; returns how much
    /// of `left` remains.
    private int read(Followed one, byte[] buffer, int left) throws IOException {
        int remaining = left;
        while (remaining > 0 && one.file.hasMore()) {
            int read = one.file.read(buffer);
            if (read == LogFile.TRUNCATED) {
                listener.notice(one.file.path() + " was truncated: it is read from its start");
                continue;
            }
            if (read == LogFile.HOLE) {
                if (one.file.skipped() >= NulRuns.LEAST) {
                    listener.notice(
                            "%s has a hole: %d NULs are left out"
                                    .formatted(one.file.path(), one.file.skipped()));
                }
                continue;
            }
            if (read == 0) {
                break;
            }
            remaining -= read;
            one.lastNewsNanos = System.nanoTime();
        }
        return remaining;
    }

    private void leaveOldFiles() {
        long longAgo = System.nanoTime() - LINGER.toNanos();
        List<Followed> nameless = files.stream().filter(one -> !one.named).toList();
        for (Followed one : nameless) {
            boolean quiet = one.replaced && one.lastNewsNanos - longAgo < 0;
            boolean tooMany = nameless.size() > MOST_NAMELESS && one == longestQuiet(nameless);
            if (quiet || tooMany) {
                one.file.endLine();
                close(one.file);
                files.remove(one);
            }
        }
    }

    private static Followed longestQuiet(List<Followed> some) {
        long now = System.nanoTime();
        return Collections.max(some, Comparator.comparingLong(one -> now - one.lastNewsNanos));
    }

    private boolean isOpen(Object identity) {
        return files.stream().anyMatch(one -> one.file.identity().equals(identity));
    }

    private static void close(LogFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // The file was only read: nothing is lost.
        }
    }

    private static final class Followed {
        private final LogFile file;
        private final FileTime written;

        /// Whether it has replaced another file and this was not reported yet.
        private boolean anew;

        /// Whether a newer file has been written to.
        private boolean replaced;

        /// Whether one of the log's names leads to it.
        private boolean named = true;

        private long lastNewsNanos = System.nanoTime();

        Followed(LogFile file, FileTime written, boolean anew) {
            this.file = file;
            this.written = written;
            this.anew = anew;
        }

        void replaced() {
            if (!replaced) {
                replaced = true;
                lastNewsNanos = System.nanoTime();
            }
            file.endLine();
        }
    }
}
