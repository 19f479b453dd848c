package io.vsgateway.game.outlive;

import io.vsgateway.game.process.OutputLines;
import io.vsgateway.kernel.DiskSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/// A file that the game appends its output to, and how far it is read. What is read and kept is
/// given back to the disk. Used by one thread.
final class OutputFile {
    private static final Logger LOG = Logger.getLogger(OutputFile.class);

    /// Given back in pieces of this size.
    private static final long PIECE = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final OutputLines lines;
    private long position;
    private long released;
    private boolean releasing = true;

    /// @param position where to begin to read
    OutputFile(Path path, FileChannel channel, OutputLines lines, long position) {
        this.path = path;
        this.channel = channel;
        this.lines = lines;
        this.position = position;
    }

    OutputLines lines() {
        return lines;
    }

    /// Reads what fits into the buffer; returns how much that was.
    int read(ByteBuffer buffer) throws IOException {
        int count = Math.max(0, channel.read(buffer.clear(), position));
        if (count > 0) {
            position += count;
            boolean _ = lines.accept(buffer.array(), count);
        }
        return count;
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
