package io.vsgateway.game.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.data.PrivateFiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What the next gateway must know of the game if this one is killed: a few keys with values, in a
/// small file that is replaced as a whole at each change. If that fails, it is told once, and the
/// game goes on. Any thread.
public final class Notes {
    private static final Logger LOG = Logger.getLogger(Notes.class);

    private final @Nullable Path file;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Properties values = new Properties();

    @GuardedBy("lock")
    private boolean failed;

    /// A key of a note; those of a run are forgotten with it.
    public enum Key {
        /// The mark of the run's family.
        MARK(true),
        /// When the run began.
        STARTED(true),
        /// Offset of the console's last line before the run.
        BEFORE(true),
        /// Set once the game was ready.
        READY(true),
        /// Who is playing: connection number, time and name of each.
        PLAYERS(true),
        /// What was asked of the game and not done yet.
        WISH(true),
        /// When the stop command was written to the game.
        STOP_WRITTEN(true),
        /// The mark of the process of a gateway that restarts in place, if there was no game to go
        /// on.
        STOPPED_BY(false),
        /// Why it was given up, in that case.
        GIVEN_UP(false),
        /// How often a crashed game was started again.
        RESTARTS(false),
        /// When it crashed, and which attempt it is.
        CRASHES(false);

        private final boolean ofRun;

        Key(boolean ofRun) {
            this.ofRun = ofRun;
        }
    }

    private Notes(@Nullable Path file) {
        this.file = file;
    }

    /// Notes that nobody will read.
    public static Notes none() {
        return new Notes(null);
    }

    /// The notes in this file, which need not exist.
    ///
    /// @throws UncheckedIOException if it is there and cannot be read
    public static Notes in(Path file) {
        var notes = new Notes(file);
        notes.read(file);
        return notes;
    }

    private void read(Path from) {
        lock.lock();
        try {
            values.load(new StringReader(Files.readString(from)));
        } catch (NoSuchFileException e) {
            // Nothing was noted yet.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    public Optional<String> get(Key key) {
        lock.lock();
        try {
            return Optional.ofNullable(values.getProperty(key.name()));
        } finally {
            lock.unlock();
        }
    }

    public void put(Key key, String value) {
        put(Map.of(key, value));
    }

    /// All of them at once.
    public void put(Map<Key, String> some) {
        change(all -> some.forEach((key, value) -> all.setProperty(key.name(), value)));
    }

    public void remove(Key key) {
        change(all -> all.remove(key.name()));
    }

    /// The run is over.
    public void forgetRun() {
        change(all -> {
            for (Key key : Key.values()) {
                if (key.ofRun) {
                    all.remove(key.name());
                }
            }
        });
    }

    /// Whether what was noted last is in the file.
    public boolean isKept() {
        lock.lock();
        try {
            return !failed;
        } finally {
            lock.unlock();
        }
    }

    private void change(Consumer<Properties> what) {
        lock.lock();
        try {
            Object before = values.clone();
            what.accept(values);
            if (file != null && (failed || !before.equals(values))) {
                write(file);
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void write(Path to) {
        try {
            var text = new StringWriter();
            values.store(text, null);
            Path fresh = to.resolveSibling(to.getFileName() + ".new");
            PrivateFiles.write(fresh, text.toString().getBytes(StandardCharsets.UTF_8));
            Files.move(
                    fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warnf("%s could not be written, for another gateway: %s", to, e);
            }
            failed = true;
        }
    }
}
