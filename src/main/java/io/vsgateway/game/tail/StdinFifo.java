package io.vsgateway.game.tail;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.game.input.GameInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The named pipe (`VS_GAME_STDIN_FIFO`) that leads to the standard input of a game that others
/// run.
///
/// It is held open for writing, so that the game can open it without waiting for a command, and
/// sees no end of its input while the gateway lives. It is not held open for reading, so that the
/// kernel tells when nobody else reads it. If another pipe takes its name, that one is opened
/// instead, at the latest by the next [#look].
///
/// A command is written when the pipe is empty, and stays there alone until the game has read it:
/// some games would take several that arrive in one read as one command. A command not read in time
/// is taken back, so that a game that starts later does not run what its sender was told has
/// failed.
///
/// One thread calls [#look], another [#write], any thread the rest. Only [#write] waits for the
/// game, for a bounded time.
final class StdinFifo implements GameInput, AutoCloseable {
    private static final int FILE_TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String UNREAD = "is read by nobody: the game does not run";

    private final Path path;
    private final Duration patience;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private volatile String problem = "";
    private volatile boolean closed;
    private final AtomicBoolean deaf = new AtomicBoolean();

    /// @param patience how long the game may take to read a command
    StdinFifo(Path path, Duration patience) {
        this.path = path;
        this.patience = patience;
    }

    /// Opens the pipe that has the name now, if it is not open. Returns what is wrong with it, or
    /// an empty string.
    String look() {
        try {
            problem = current().reader.isMissing() ? named(UNREAD) : "";
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        return problem;
    }

    /// What was wrong at the last look, or an empty string. A reader that has opened the pipe since
    /// then counts at once.
    String problem() {
        String last = problem;
        Held now = held.get();
        boolean isReadByNow = now != null && !now.reader.isAwaited();
        return last.endsWith(UNREAD) && isReadByNow ? "" : last;
    }

    /// Whether nobody has the pipe open for reading.
    boolean isUnread() {
        return problem().endsWith(UNREAD);
    }

    /// Whether the game failed to read a command since the last call.
    boolean wasDeaf() {
        return deaf.getAndSet(false);
    }

    @Override
    public Duration takingBack() {
        return TakenBack.PATIENCE.multipliedBy(2);
    }

    @Override
    public void write(byte[] line) throws IOException {
        Held held = current();
        while (!held.begin()) {
            held = current();
        }
        try {
            held.write(line);
        } catch (GameInput.NotRead e) {
            deaf.set(true);
            throw e;
        } finally {
            held.end();
        }
    }

    /// Lets the pipe go. A write under way fails, unless it is waiting for room in the pipe: then
    /// it continues until the game reads or closes the pipe.
    @Override
    public void close() {
        closed = true;
        letGo(held.getAndSet(null));
    }

    private Held current() throws IOException {
        Held before = held.get();
        String identity = identity(path);
        if (before != null && before.identity.equals(identity)) {
            return before;
        }
        Held opened = open(identity);
        if (closed || !identity.equals(identity(path))) {
            letGo(opened);
            throw new IOException(named(closed ? "was let go" : "was replaced just now"));
        }
        if (held.compareAndSet(before, opened)) {
            letGo(before);
            return opened;
        }
        letGo(opened);
        return current();
    }

    private Held open(String identity) throws IOException {
        // Linux does not wait for the other side if a pipe is opened for both (fifo(7)).
        try (var _ = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Held(identity, FileChannel.open(path, StandardOpenOption.WRITE));
        } catch (FileSystemException e) {
            throw new IOException(named("cannot be opened: " + e), e);
        }
    }

    private String identity(Path path) throws IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,dev,ino");
            if (!(attributes.get("mode") instanceof Integer mode) || (mode & FILE_TYPE) != FIFO) {
                throw new IOException(named("is not a named pipe"));
            }
            return attributes.get("dev") + ":" + attributes.get("ino");
        } catch (NoSuchFileException e) {
            throw new IOException(named("does not exist"), e);
        } catch (FileSystemException e) {
            throw new IOException(named("cannot be looked at: " + e), e);
        }
    }

    private String named(String what) {
        return "VS_GAME_STDIN_FIFO: " + path + " " + what;
    }

    private static void letGo(@Nullable Held held) {
        if (held != null) {
            held.letGo();
        }
    }

    /// One opened pipe. It is never closed during a write, since closing would wait for the write.
    private final class Held {
        private final String identity;
        private final FileChannel input;
        private final FifoReader reader = new FifoReader(path);
        private final ReentrantLock lock = new ReentrantLock();

        @GuardedBy("lock")
        private boolean writing;

        @GuardedBy("lock")
        private boolean left;

        Held(String identity, FileChannel input) {
            this.identity = identity;
            this.input = input;
        }

        /// Whether a write may begin now; if so, [#end] must follow it.
        boolean begin() {
            lock.lock();
            try {
                writing = !left;
                return writing;
            } finally {
                lock.unlock();
            }
        }

        void write(byte[] line) throws IOException {
            long deadline = System.nanoTime() + patience.toNanos();
            try (var pipe = look()) {
                if (!pipe.isEmptyBy(deadline, this::isLeft)) {
                    throw new GameInput.NotRead(
                            "the game did not read what others wrote before, in time");
                }
            }
            try {
                for (ByteBuffer rest = ByteBuffer.wrap(line); rest.hasRemaining(); ) {
                    int _ = input.write(rest);
                }
            } catch (IOException e) {
                // EPIPE
                throw new GameInput.NotRead(named(UNREAD));
            }
            try (var pipe = look()) {
                if (!pipe.isEmptyBy(deadline, this::isLeft) && pipe.take(line, input)) {
                    throw new GameInput.NotRead(
                            "the game did not read it in time, and it was taken back");
                }
            }
        }

        private TakenBack look() throws IOException {
            var pipe = new TakenBack(path);
            if (!identity(path).equals(identity)) {
                pipe.close();
                throw new IOException(named("was replaced just now"));
            }
            return pipe;
        }

        private boolean isLeft() {
            lock.lock();
            try {
                return left;
            } finally {
                lock.unlock();
            }
        }

        void end() {
            boolean last;
            lock.lock();
            try {
                writing = false;
                last = left;
            } finally {
                lock.unlock();
            }
            if (last) {
                close(input);
            }
        }

        void letGo() {
            boolean idle;
            lock.lock();
            try {
                left = true;
                idle = !writing;
            } finally {
                lock.unlock();
            }
            reader.close(this::readForAMoment);
            if (idle) {
                close(input);
            }
        }

        /// Acts as a reader for a moment: the pipe may have lost its name by now, but this process
        /// still has it open under its descriptors.
        private void readForAMoment() {
            try (Stream<Path> open = Files.list(DESCRIPTORS)) {
                for (Path place : Stream.concat(Stream.of(path), open).toList()) {
                    if (isHere(place)) {
                        FileChannel.open(place, StandardOpenOption.READ, StandardOpenOption.WRITE)
                                .close();
                        return;
                    }
                }
            } catch (IOException e) {
                // A thread then waits as long as nobody reads that pipe.
            }
        }

        private boolean isHere(Path place) {
            try {
                return identity(place).equals(identity);
            } catch (IOException e) {
                return false;
            }
        }

        private static void close(FileChannel channel) {
            try {
                channel.close();
            } catch (IOException e) {
                // What was written to a pipe has arrived or not; closing changes nothing.
            }
        }
    }
}
