package io.vsgateway.feed.journal;

import io.vsgateway.data.PrivateFiles;
import io.vsgateway.kernel.DiskSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a feed has taken, in two files that take turns: when one is full, the other is written anew
/// from its beginning. So the disk holds at least one file full of the newest entries, and never
/// more than two; their room is taken at the start where the system can do that, and a disk that
/// fills up later does no harm.
///
/// Whoever appends to the feed appends here first. What a call of [#append] took is in the system's
/// hands when it returns: it outlives the process, however that ends, but not the machine. In a
/// later run of the machine, and after a time in which the disk took nothing, the entries are still
/// there, but ids may have been given that nobody remembers: then there is another epoch. A call
/// takes all its entries or none.
///
/// Used by one thread at a time.
public final class Journal implements AutoCloseable {
    private static final long RETRY_NANOS = 1_000_000_000;

    private final List<FileChannel> files;
    private final long segmentBytes;
    private final Consumer<String> troubles;
    private Segment segment;

    /// Which of the files the segment is.
    private int present;

    private boolean broken;

    /// When it was last tried to go on after a failure.
    private long triedNanos;

    /// This run of the gateway.
    ///
    /// @param epoch its own, for a feed that cannot go on with an earlier one; at most 32
    ///   characters
    /// @param boot names the run of the machine
    public record Run(String epoch, String boot) {}

    /// What was appended in one call.
    ///
    /// @param first offset of its first entry
    public record Entries(long first, ByteBuffer payload) {}

    private Journal(
            List<FileChannel> files,
            long segmentBytes,
            Consumer<String> troubles,
            Segment segment,
            int present) {
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.troubles = troubles;
        this.segment = segment;
        this.present = present;
    }

    /// Opens the journal in this folder, which no other process uses, or makes one.
    ///
    /// @param past gets what earlier runs of the gateway have left, oldest first and without a hole
    /// @param segmentBytes how much of it is remembered at least, in each of the two files
    /// @param troubles is told when the disk takes nothing any more, and when it does again
    public static Journal open(
            Path folder,
            long segmentBytes,
            Run run,
            Consumer<Entries> past,
            Consumer<String> troubles)
            throws IOException {
        PrivateFiles.createFolders(folder);
        List<FileChannel> files = new ArrayList<>();
        try {
            for (String name : List.of("console.1", "console.2")) {
                Path file = folder.resolve(name);
                files.add(
                        PrivateFiles.open(
                                file,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE));
                DiskSpace.reserve(file, segmentBytes);
            }
            return read(files, segmentBytes, run, past, troubles);
        } catch (IOException | RuntimeException e) {
            for (FileChannel file : files) {
                file.close();
            }
            throw e;
        }
    }

    private static Journal read(
            List<FileChannel> files,
            long segmentBytes,
            Run run,
            Consumer<Entries> past,
            Consumer<String> troubles)
            throws IOException {
        Segment.@Nullable Head one = Segment.head(files.get(0));
        Segment.@Nullable Head two = Segment.head(files.get(1));
        int present = two != null && (one == null || two.turn() > one.turn()) ? 1 : 0;
        Segment.@Nullable Head newest = present == 1 ? two : one;
        if (newest == null) {
            var head = new Segment.Head(1, 1, run.epoch(), run.boot());
            Segment first = Segment.begin(files.get(0), head);
            return new Journal(files, segmentBytes, troubles, first, 0);
        }
        Segment.@Nullable Head older = present == 1 ? one : two;
        FileChannel other = files.get(1 - present);
        if (older != null && older.turn() == newest.turn() - 1 && Segment.isWhole(other)) {
            Segment.read(other, older, past);
        }
        Segment segment = Segment.read(files.get(present), newest, past);
        boolean isWhole = Segment.isWhole(files.get(present));
        if (!isWhole || !newest.boot().equals(run.boot())) {
            segment.rename(
                    new Segment.Head(newest.turn(), newest.first(), run.epoch(), run.boot()));
        }
        return new Journal(files, segmentBytes, troubles, segment, present);
    }

    /// The epoch in which the feed goes on.
    public String epoch() {
        return segment.head().epoch();
    }

    /// Offset of the first entry in the present file; the next one's, if there was none.
    public long first() {
        return segment.head().first();
    }

    /// Takes entries, the first of which has this offset. It never fails: what the disk does not
    /// take is told, and tried again with what follows.
    public void append(long first, byte[] payload, int length) {
        if (broken && System.nanoTime() - triedNanos < RETRY_NANOS) {
            return;
        }
        try {
            if (broken || segment.end() + length > segmentBytes) {
                turn(first);
            }
            segment.append(first, payload, length);
            if (broken) {
                broken = false;
                troubles.accept("the disk takes the console's lines again");
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /// Goes on in the other file. After a failure, what is in this one is behind a hole.
    private void turn(long first) throws IOException {
        Segment.Head head = segment.head();
        int next = 1 - present;
        segment =
                Segment.begin(
                        files.get(next),
                        new Segment.Head(head.turn() + 1, first, head.epoch(), head.boot()));
        present = next;
    }

    private void failed(IOException cause) {
        triedNanos = System.nanoTime();
        boolean isNew = !broken;
        broken = true;
        try {
            // In place: a full disk takes this, too.
            segment.notWhole();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        if (isNew) {
            troubles.accept(
                    "the console's lines cannot be kept on the disk, and their ids end with this"
                            + " gateway: "
                            + cause.getMessage());
        }
    }

    /// Whether all entries so far are in it.
    public boolean isWhole() {
        return !broken;
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files) {
            file.close();
        }
    }
}
