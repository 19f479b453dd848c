package io.vsgateway.game.outlive;

import io.vsgateway.game.process.OutputLines;
import io.vsgateway.kernel.DiskSpace;
import io.vsgateway.kernel.NulRuns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/// A file that the game appends its output to, and how far it is read. What is read and kept is
/// given back to the disk, and so is the older part of what is unread if that is too much. Used by
/// one thread.
final class OutputFile {
    private static final Logger LOG = Logger.getLogger(OutputFile.class);

    /// Given back in pieces of this size.
    private static final long PIECE = 1 << 20;

    /// A character of any charset may begin at a multiple of this.
    private static final int CHARACTER = 4;

    private final Path path;
    private final FileChannel channel;
    private final OutputLines lines;
    private final long mostUnread;
    private long position;
    private long released;
    private boolean releasing = true;
    private boolean mayHaveHole;

    /// @param position where to begin to read
    /// @param mostUnread bytes that it may be ahead of the reading
    /// @param mayHaveHole whether there may be a hole at the position: when the machine ended, the
    ///   disk had given back what was shown, and had not taken yet that it was shown
    OutputFile(
            Path path,
            FileChannel channel,
            OutputLines lines,
            long position,
            long mostUnread,
            boolean mayHaveHole) {
        this.path = path;
        this.channel = channel;
        this.lines = lines;
        this.position = position;
        this.mostUnread = mostUnread;
        this.mayHaveHole = mayHaveHole;
    }

    OutputLines lines() {
        return lines;
    }

    /// Reads what fits into the buffer; returns how much that was.
    int read(ByteBuffer buffer) throws IOException {
        long size = channel.size();
        if (mayHaveHole) {
            mayHaveHole = false;
            passHole(size, buffer);
        }
        if (size - position > mostUnread) {
            // At least half of it, so that a flood is not skipped in small bits.
            skip(
                    size - mostUnread / 2,
                    "more than %d bytes were unread (VS_GAME_IO_UNREAD_MAX)".formatted(mostUnread),
                    buffer);
        }
        int count = Math.max(0, channel.read(buffer.clear(), position));
        if (count > 0) {
            position += count;
            boolean _ = lines.accept(buffer.array(), count);
        }
        return count;
    }

    private void passHole(long size, ByteBuffer buffer) throws IOException {
        long text = new NulRuns(channel).end(position, size);
        if (text - position >= NulRuns.LEAST) {
            skip(text, "the disk had given them back when the machine ended", buffer);
        }
    }

    /// Leaves out what is before this place, and the rest of the line there.
    private void skip(long before, String why, ByteBuffer buffer) throws IOException {
        long to = before / CHARACTER * CHARACTER;
        int count = Math.max(0, channel.read(buffer.clear(), to));
        to += lines.nextLine(buffer.array(), count);
        long skipped = to - position;
        position = to;
        lines.skip(skipped, why);
    }

    /// Gives back what nobody will read again.
    ///
    /// @param kept bytes that will not
    void release(long kept) {
        long upTo = kept / PIECE * PIECE;
        if (releasing && upTo > released) {
            releasing = DiskSpace.release(path, released, upTo - released);
            released = upTo;
            if (!releasing) {
                LOG.warnf(
                        "what was read of %s cannot be given back to the disk: it grows until the"
                                + " game ends",
                        path);
            }
        }
    }
}
