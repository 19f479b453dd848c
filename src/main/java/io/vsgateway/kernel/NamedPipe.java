package io.vsgateway.kernel;

import java.io.IOException;
import java.nio.file.Path;

/// A pipe with a name in the file system (fifo(7)).
public final class NamedPipe {
    private static final int OWN_USER_ALONE = 0600;

    private NamedPipe() {}

    /// @throws IOException if there is something of that name, or the system makes none there
    public static void create(Path name) throws IOException {
        if (Calls.mkfifo(DiskSpace.named(name), OWN_USER_ALONE) != 0) {
            throw new IOException("the system makes no named pipe at " + name);
        }
    }
}
