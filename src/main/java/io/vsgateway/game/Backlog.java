package io.vsgateway.game;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// The last lines of a file that was written before anybody followed it.
///
/// @param start where they begin
record Backlog(FileChannel channel, long start) {
    /// They are looked for in this many bytes at the end of the file.
    static final int MOST_BYTES = 4 * 1024 * 1024;

    /// The game says that it is ready within this many bytes at the start of its log.
    static final int READY_WITHIN = 8 * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;

    static Backlog of(FileChannel channel, int lines) throws IOException {
        long size = channel.size();
        long least = Math.max(0, size - MOST_BYTES);
        long start = size;
        int left = lines;
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        for (long end = size; end > least && left > 0; ) {
            long from = Math.max(least, end - CHUNK);
            byte[] bytes = buffer.array();
            for (int i = fill(buffer, channel, from, (int) (end - from)) - 1; i >= 0; i--) {
                boolean endsLastLine = from + i == size - 1;
                if (bytes[i] == '\n' && !endsLastLine) {
                    start = from + i + 1;
                    if (--left == 0) {
                        return new Backlog(channel, start);
                    }
                }
            }
            end = from;
        }
        return new Backlog(channel, least == 0 && lines > 0 ? 0 : start);
    }

    /// Reads the start of the file, as far as it is not part of the last lines.
    void readEarlier(LineDecoder decoder) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        long end = Math.min(start, READY_WITHIN);
        for (long from = 0; from < end; from += CHUNK) {
            int length = fill(buffer, channel, from, (int) Math.min(CHUNK, end - from));
            decoder.accept(buffer.array(), 0, length);
        }
        decoder.end();
    }

    /// Fewer bytes than wanted if the file is shorter by now.
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
