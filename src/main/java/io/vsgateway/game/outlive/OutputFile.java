package io.vsgateway.game.outlive;

import io.vsgateway.game.process.OutputLines;
import io.vsgateway.kernel.DiskSpace;
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

    /// @param position where to begin to read
    /// @param mostUnread bytes that it may be ahead of the reading
    OutputFile(Path path, FileChannel channel, OutputLines lines, long position, long mostUnread) {
        this.path = path;
        this.channel = channel;
        this.lines = lines;
        this.position = position;
        this.mostUnread = mostUnread;
    }

    OutputLines lines() {
        return lines;
    }

    /// Reads what fits into the buffer; returns how much that was.
    int read(ByteBuffer buffer) throws IOException {
        long size = channel.size();
        if (size - position > mostUnread) {
            skip(size, buffer);
        }
        int count = Math.max(0, channel.read(buffer.clear(), position));
        if (count > 0) {
            position += count;
            boolean _ = lines.accept(buffer.array(), count);
        }
        return count;
    }

    /// Leaves out the older part, up to the beginning of a line: at least half of what may be
    /// unread, so that a flood is not skipped in small bits.
    private void skip(long size, ByteBuffer buffer) throws IOException {
        long to = (size - mostUnread / 2) / CHARACTER * CHARACTER;
        int count = Math.max(0, channel.read(buffer.clear(), to));
        to += lines.nextLine(buffer.array(), count);
        long skipped = to - position;
        position = to;
        lines.skip(
                skipped,
                "more than %d bytes were unread (VS_GAME_IO_UNREAD_MAX)".formatted(mostUnread));
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
