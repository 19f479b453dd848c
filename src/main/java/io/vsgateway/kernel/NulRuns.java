package io.vsgateway.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Skips long runs of NULs in a file. They are not text: a writer that continues at its old
/// position after its file was truncated leaves a hole, which may be a terabyte long without taking
/// up a block; a power loss and reserved space leave NULs at the end.
///
/// Java has no call that asks the file system where data lies (`SEEK_DATA`), so a run is read
/// through for [#READ_THROUGH] bytes. In a longer run, [#PLACES] places spread over the rest are
/// probed, and the border between the last empty one and the first other one is found by bisection.
/// Text that stands alone within a run longer than that may be missed; no more than about 9 MB are
/// ever read.
public final class NulRuns {
    /// A shorter run counts as text.
    public static final int LEAST = 4096;

    private static final int READ_THROUGH = 4 * 1024 * 1024;
    private static final int PLACES = 64;
    private static final int BLOCK = 4096;
    private static final int CHUNK = 64 * 1024;

    private final FileChannel channel;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    public NulRuns(FileChannel channel) {
        this.channel = channel;
    }

    /// The first place in `[from, end)` that is not NUL; `end` if there is none.
    public long end(long from, long end) throws IOException {
        long near = Math.min(end, from + READ_THROUGH);
        long found = first(from, near);
        if (found < near || near == end) {
            return found;
        }
        long empty = near;
        for (int i = 1; i <= PLACES; i++) {
            long place = i == PLACES ? end - BLOCK : near + (end - near) / PLACES * i;
            if (!isEmpty(place)) {
                return first(halved(empty, place), end);
            }
            empty = place;
        }
        return end;
    }

    /// The place after the last byte in `[0, end)` that is not NUL.
    public long start(long end) throws IOException {
        long near = Math.max(0, end - READ_THROUGH);
        long found = last(near, end);
        if (found > near || near == 0) {
            return found;
        }
        long empty = near;
        for (int i = 1; i <= PLACES; i++) {
            long place = i == PLACES ? 0 : near - near / PLACES * i;
            if (!isEmpty(place)) {
                return last(place, halved(empty, place) + BLOCK);
            }
            empty = place;
        }
        return 0;
    }

    /// An empty place no farther than [#READ_THROUGH] from one that is not.
    private long halved(long empty, long other) throws IOException {
        long nearest = empty;
        long filled = other;
        while (Math.abs(filled - nearest) > READ_THROUGH) {
            long middle = nearest + (filled - nearest) / 2;
            if (isEmpty(middle)) {
                nearest = middle;
            } else {
                filled = middle;
            }
        }
        return nearest;
    }

    private boolean isEmpty(long place) throws IOException {
        return first(place, place + BLOCK) == place + BLOCK;
    }

    private long first(long from, long end) throws IOException {
        for (long at = from; at < end; ) {
            int length = read(at, end);
            if (length <= 0) {
                return end;
            }
            int found = firstIn(chunk.array(), 0, length);
            if (found < length) {
                return at + found;
            }
            at += length;
        }
        return end;
    }

    private long last(long from, long end) throws IOException {
        for (long to = end; to > from; ) {
            long at = Math.max(from, to - CHUNK);
            int found = lastIn(chunk.array(), 0, read(at, to));
            if (found > 0) {
                return at + found;
            }
            to = at;
        }
        return from;
    }

    private int read(long from, long end) throws IOException {
        return channel.read(chunk.clear().limit((int) Math.min(CHUNK, end - from)), from);
    }

    /// The first place in `bytes[from, end)` that is not NUL; `end` if there is none.
    public static int firstIn(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] == 0) {
            at++;
        }
        return at;
    }

    /// The place after the last byte in `bytes[from, end)` that is not NUL; `from` if there is
    /// none.
    public static int lastIn(byte[] bytes, int from, int end) {
        int at = end;
        while (at > from && bytes[at - 1] == 0) {
            at--;
        }
        return at;
    }

    /// The first place in `bytes[from, end)` where a run of [#LEAST] begins; `end` if there is
    /// none.
    public static int runIn(byte[] bytes, int from, int end) {
        for (int probe = from + LEAST - 1; probe < end; probe += LEAST) {
            if (bytes[probe] == 0) {
                int start = lastIn(bytes, from, probe);
                if (firstIn(bytes, probe, end) - start >= LEAST) {
                    return start;
                }
            }
        }
        return end;
    }
}
