package io.vsgateway.game;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The named pipe (`VS_GAME_STDIN_FIFO`) that leads to the standard input of a game that others
/// run.
///
/// It is held open for reading, too: so opening it does not wait for the game, the game's own
/// opening does not wait for a command, and the game sees no end of its input while the gateway
/// lives. The price is that nobody tells the gateway when the game does not read: what is written
/// then waits in the pipe, at most 64 KiB of it, and a game that starts later reads it. If another
/// pipe takes its name, that one is opened instead, at the latest by the next [#look].
///
/// [#look] is for one thread, [#write] for another; [#problem] and [#close] for any. Only [#write]
/// waits for the game.
final class StdinFifo implements CommandWriter.Input, AutoCloseable {
    private static final int FILE_TYPE = 0170000;
    private static final int FIFO = 0010000;

    private final Path path;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private volatile String problem = "";
    private volatile boolean closed;

    StdinFifo(Path path) {
        this.path = path;
    }

    /// Opens the pipe that goes by the name now, if it is not open. Returns what is wrong with it,
    /// or an empty string.
    String look() {
        try {
            current();
            problem = "";
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        return problem;
    }

    /// What was wrong at the last look, or an empty string.
    String problem() {
        return problem;
    }

    @Override
    public void write(byte[] line) throws IOException {
        Held held = current();
        while (!held.begin()) {
            held = current();
        }
        try {
            held.write(line);
        } finally {
            held.end();
        }
    }

    /// Lets the pipe go. A write that is under way fails, unless the game has the pipe open: then
    /// it goes on until the game reads or closes it.
    @Override
    public void close() {
        closed = true;
        letGo(held.getAndSet(null));
    }

    private Held current() throws IOException {
        Held before = held.get();
        String identity = identity();
        if (before != null && before.identity.equals(identity)) {
            return before;
        }
        Held opened = open(identity);
        if (closed || !identity.equals(identity())) {
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
        try {
            // Linux does not wait for the other side if a pipe is opened for both (fifo(7)).
            FileChannel both =
                    FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                return new Held(identity, both, FileChannel.open(path, StandardOpenOption.WRITE));
            } catch (IOException e) {
                both.close();
                throw e;
            }
        } catch (FileSystemException e) {
            throw new IOException(named("cannot be opened: " + e), e);
        }
    }

    private String identity() throws IOException {
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

    /// One opened pipe. The end that is written to is never closed during a write, for that would
    /// wait for the write; instead the other end goes, and if the game does not hold that either,
    /// the write fails.
    private static final class Held {
        private final String identity;
        private final FileChannel keptOpen;
        private final FileChannel input;
        private final ReentrantLock lock = new ReentrantLock();

        @GuardedBy("lock")
        private boolean writing;

        @GuardedBy("lock")
        private boolean left;

        Held(String identity, FileChannel keptOpen, FileChannel input) {
            this.identity = identity;
            this.keptOpen = keptOpen;
            this.input = input;
        }

        /// Whether there may be a write now; if so, [#end] must follow it.
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
            for (ByteBuffer rest = ByteBuffer.wrap(line); rest.hasRemaining(); ) {
                int _ = input.write(rest);
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
            close(keptOpen);
            if (idle) {
                close(input);
            }
        }

        private static void close(FileChannel channel) {
            try {
                channel.close();
            } catch (IOException e) {
                // What was written to a pipe has arrived or not; closing adds nothing.
            }
        }
    }
}
