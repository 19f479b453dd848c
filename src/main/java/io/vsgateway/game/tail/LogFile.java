package io.vsgateway.game.tail;

import io.vsgateway.game.GameSettings.Encoding;
import io.vsgateway.game.dialect.LineDecoder;
import io.vsgateway.kernel.NulRuns;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One open file of a log, read as it grows. The file itself is read, whatever its later name, and
/// as long as it is open no other file can get its identity (its inode). Used by one thread.
///
/// The last bytes read are remembered and read again with the next ones. If they are not there any
/// more, the file was truncated, even if it is already longer than before.
final class LogFile implements Closeable {
    /// Returned by [#read].
    static final int TRUNCATED = -1;

    /// Returned by [#read].
    static final int HOLE = -2;

    private static final int REMEMBERED = 64;

    private final Path path;
    private final Object identity;
    private final Encoding charset;
    private final FileChannel channel;
    private final NulRuns nuls;
    private final LineDecoder decoder;
    private byte[] lastBytes = {};
    private long position;

    /// Since when the unfinished line has waited to be shown.
    private long waitingSinceNanos;

    /// The size of the file when only NULs followed [#position].
    private long emptyTo = -1;

    private long skipped;

    private LogFile(
            Path path,
            Object identity,
            Encoding charset,
            FileChannel channel,
            LineDecoder decoder) {
        this.path = path;
        this.identity = identity;
        this.charset = charset;
        this.channel = channel;
        this.nuls = new NulRuns(channel);
        this.decoder = decoder;
    }

    /// Opens the file, to be read from its start; null if its name now leads to another file.
    static @Nullable LogFile open(Path path, Object identity, Encoding charset, LineDecoder decoder)
            throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (identity.equals(identity(attributes(path)))) {
                return new LogFile(path, identity, charset, channel, decoder);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    /// What distinguishes this file from every other that exists.
    static Object identity(BasicFileAttributes attributes) {
        return Objects.requireNonNull(attributes.fileKey(), "files have no identity here");
    }

    Object identity() {
        return identity;
    }

    Path path() {
        return path;
    }

    /// Whether [#read] would find something.
    boolean hasMore() throws IOException {
        return channel.size() != position;
    }

    /// Reads the next bytes, about as many as the buffer holds, and returns how many there were.
    /// After [#TRUNCATED], the file is read from its start. The buffer must have room for more than
    /// [#REMEMBERED] and [NulRuns#LEAST] bytes.
    ///
    /// NULs at the end are left until something follows. A long run of them is a [#HOLE], and so is
    /// every run at the start of a file: its length is [#skipped], and what follows begins a line.
    int read(byte[] buffer) throws IOException {
        int overlap = lastBytes.length;
        int end = channel.read(ByteBuffer.wrap(buffer), position - overlap);
        if (overlap > 0 && (end < overlap || !startsWithLastBytes(buffer))) {
            decoder.end();
            goTo(0);
            return TRUNCATED;
        }
        if (end <= overlap) {
            return 0;
        }
        int text = NulRuns.firstIn(buffer, overlap, end);
        int run = aligned(text - overlap);
        if (text == end || run >= NulRuns.LEAST || (position == 0 && run > 0)) {
            return skip();
        }
        int stop = NulRuns.lastIn(buffer, overlap, NulRuns.runIn(buffer, text, end));
        int whole = Math.min(end, overlap + aligned(stop - overlap + charset.unit() - 1));
        take(buffer, overlap, whole);
        return whole - overlap;
    }

    /// The number of NULs that were skipped.
    long skipped() {
        return skipped;
    }

    private int skip() throws IOException {
        long size = channel.size();
        if (size == emptyTo) {
            return 0;
        }
        long next = nuls.end(position, size);
        if (next == size) {
            emptyTo = size;
            return 0;
        }
        skipped = aligned(next - position);
        decoder.end();
        goTo(position + skipped);
        return HOLE;
    }

    private void take(byte[] buffer, int from, int end) {
        position += end - from;
        lastBytes = Arrays.copyOfRange(buffer, Math.max(0, end - REMEMBERED), end);
        boolean waited = decoder.hasPartial();
        boolean shown = decoder.accept(buffer, from, end - from);
        if (shown || !waited) {
            waitingSinceNanos = System.nanoTime();
        }
    }

    /// The part of this length that is whole characters.
    private long aligned(long length) {
        return length - length % charset.unit();
    }

    private int aligned(int length) {
        return length - length % charset.unit();
    }

    /// Shows an unfinished line that has waited this long. Returns how much longer it has to wait,
    /// or [Long#MAX_VALUE].
    long showPartialAfter(long nanos) {
        if (!decoder.hasPartial()) {
            return Long.MAX_VALUE;
        }
        long left = waitingSinceNanos + nanos - System.nanoTime();
        if (left > 0) {
            return left;
        }
        decoder.flushPartial();
        return Long.MAX_VALUE;
    }

    /// The unfinished line will not be continued.
    void endLine() {
        decoder.end();
    }

    void skipToEnd() throws IOException {
        goTo(textEnd());
    }

    /// Goes to the start of the last lines. Returns what lies before them.
    Backlog rewind(int lines) throws IOException {
        Backlog backlog = Backlog.of(channel, nuls, charset, textEnd(), lines);
        goTo(backlog.start());
        return backlog;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private long textEnd() throws IOException {
        long size = channel.size();
        long end = aligned(nuls.start(size) + charset.unit() - 1);
        return end <= size ? end : end - charset.unit();
    }

    private void goTo(long place) throws IOException {
        ByteBuffer before = ByteBuffer.allocate((int) Math.min(place, REMEMBERED));
        while (before.hasRemaining()) {
            if (channel.read(before, place - before.remaining()) < 0) {
                break;
            }
        }
        position = place;
        lastBytes = before.array();
        emptyTo = -1;
    }

    private boolean startsWithLastBytes(byte[] bytes) {
        return Arrays.equals(bytes, 0, lastBytes.length, lastBytes, 0, lastBytes.length);
    }
}
