package io.vsgateway.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A pipe to or from a child. Unlike a pipe that the JDK makes for a child, its end on this side
/// stays open when the child ends, because processes that the child started may keep using the
/// other end; and closing this end interrupts a read or write on it.
///
/// While it is open, either side can be opened any number of times; closing it does not affect what
/// was opened.
public final class ChildPipe implements AutoCloseable {
    private static final Path LINUX = Path.of("/proc/self/fd");
    private static final Path OTHERS = Path.of("/dev/fd");

    private final int toRead;
    private final int toWrite;

    private ChildPipe(int toRead, int toWrite) {
        this.toRead = toRead;
        this.toWrite = toWrite;
    }

    /// @throws IOException if the system provides none, such as when no descriptors are left
    public static ChildPipe open() throws IOException {
        int[] ends = new int[2];
        if (Calls.pipe(ends) != 0) {
            throw new IOException("the system gives no pipe: Too many open files");
        }
        return new ChildPipe(ends[0], ends[1]);
    }

    /// The read end, as a file for the child.
    public File readEnd() {
        return path(toRead).toFile();
    }

    /// The write end, as a file for the child.
    public File writeEnd() {
        return path(toWrite).toFile();
    }

    /// The read end, for this side.
    public FileChannel reader() throws IOException {
        return FileChannel.open(path(toRead), StandardOpenOption.READ);
    }

    /// The write end, for this side.
    public FileChannel writer() throws IOException {
        return FileChannel.open(path(toWrite), StandardOpenOption.WRITE);
    }

    /// What `/proc/PID/fd` shows for a process that has one of its ends; empty where there is no
    /// `/proc`.
    public String name() throws IOException {
        return Files.isDirectory(LINUX) ? Files.readSymbolicLink(path(toRead)).toString() : "";
    }

    @Override
    public void close() {
        int _ = Calls.close(toRead);
        int _ = Calls.close(toWrite);
    }

    private static Path path(int descriptor) {
        Path folder = Files.isDirectory(LINUX) ? LINUX : OTHERS;
        return folder.resolve(Integer.toString(descriptor));
    }
}
