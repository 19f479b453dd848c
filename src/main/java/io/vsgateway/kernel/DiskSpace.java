package io.vsgateway.kernel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// The room that a file takes on the disk (fallocate(2)). On a system or file system that lacks
/// this, nothing happens.
public final class DiskSpace {
    private static final int READ_WRITE_CLOSED_ON_EXEC = 2 | 02000000;

    /// The values of `FALLOC_FL_KEEP_SIZE` and `FALLOC_FL_PUNCH_HOLE`.
    private static final int KEEP_SIZE = 1;

    private static final int PUNCH_HOLE = 2;

    private DiskSpace() {}

    /// Takes the room of a file's first bytes, which may not be written yet. Returns whether it has
    /// it.
    public static boolean reserve(Path file, long bytes) {
        return allocate(file, 0, 0, bytes);
    }

    /// Gives back the room of these bytes, which are NUL from then on; the places of all others
    /// stay the same, also for whoever appends at the same time. Returns whether that was done.
    public static boolean release(Path file, long from, long length) {
        return allocate(file, KEEP_SIZE | PUNCH_HOLE, from, length);
    }

    private static boolean allocate(Path file, int mode, long from, long length) {
        int descriptor = Calls.open(named(file), READ_WRITE_CLOSED_ON_EXEC);
        if (descriptor < 0) {
            return false;
        }
        try {
            return Calls.fallocate(descriptor, mode, from, length) == 0;
        } finally {
            int _ = Calls.close(descriptor);
        }
    }

    /// As the system takes the name of a file.
    static byte[] named(Path file) {
        byte[] name = file.toString().getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(name, name.length + 1);
    }
}
