package io.vsgateway.game.tail;

import io.vsgateway.game.GameSettings.Encoding;
import io.vsgateway.game.dialect.LineDecoder;
import io.vsgateway.kernel.NulRuns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// The last lines of a file that was written before anybody followed it.
///
/// @param nuls those of the file
/// @param charset in which the file is written
/// @param start where the lines begin
record Backlog(FileChannel channel, NulRuns nuls, Encoding charset, long start) {
    /// The lines are searched in this many bytes at the end of the file.
    static final int MOST_BYTES = 4 * 1024 * 1024;

    /// The game is expected to say that it is ready within this many bytes at the start of its log.
    static final int READY_WITHIN = 8 * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;

    /// @param size where the text ends
    static Backlog of(FileChannel channel, NulRuns nuls, Encoding charset, long size, int lines)
            throws IOException {
        int unit = charset.unit();
        long most = Math.max(0, size - MOST_BYTES) / unit * unit;
        // What follows a hole begins a line.
        long least = nuls.end(most, size) / unit * unit;
        boolean beginsLine = most == 0 || least > most;
        long start = size;
        int left = lines;
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        for (long end = size; end > least && left > 0; ) {
            long from = Math.max(least, end - CHUNK);
            byte[] bytes = buffer.array();
            int length = fill(buffer, channel, from, (int) (end - from));
            for (int i = length - unit; i >= 0; i -= unit) {
                boolean endsLastLine = from + i == size - unit;
                if (charset.isLineBreak(bytes, i) && !endsLastLine) {
                    start = from + i + unit;
                    if (--left == 0) {
                        return new Backlog(channel, nuls, charset, start);
                    }
                }
            }
            end = from;
        }
        return new Backlog(channel, nuls, charset, beginsLine && lines > 0 ? least : start);
    }

    /// Reads the start of the file, at most up to where the last lines begin.
    void readEarlier(LineDecoder decoder) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        long text = nuls.end(0, start);
        long first = text - text % charset.unit();
        long end = Math.min(start, first + READY_WITHIN);
        for (long from = first; from < end; from += CHUNK) {
            int length = fill(buffer, channel, from, (int) Math.min(CHUNK, end - from));
            decoder.accept(buffer.array(), 0, length);
        }
        decoder.end();
    }

    /// Fewer bytes than wanted if the file has become shorter.
    private static int fill(ByteBuffer buffer, FileChannel channel, long from, int wanted)
            throws IOException {
        buffer.clear().limit(wanted);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                break;
            }
        }
        return buffer.position();
    }
}
