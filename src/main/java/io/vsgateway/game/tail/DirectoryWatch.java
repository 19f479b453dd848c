package io.vsgateway.game.tail;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Announces changes in some directories (inotify), as well as it can: a directory may be missing,
/// be replaced, or lie where nothing is announced. Used by one thread, closed by any.
final class DirectoryWatch implements AutoCloseable {
    private final Set<Path> directories;
    private final Map<Path, Watched> watched = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable WatchService service;

    DirectoryWatch(Set<Path> directories) {
        this(directories, open());
    }

    private DirectoryWatch(Set<Path> directories, @Nullable WatchService service) {
        this.directories = Set.copyOf(directories);
        this.service = service;
    }

    /// One that announces nothing, as on a system without such a service.
    static DirectoryWatch silent(Set<Path> directories) {
        return new DirectoryWatch(directories, null);
    }

    /// Watches what is not watched yet, or no longer. Returns whether all is watched. What happened
    /// to a directory before it was watched is not announced.
    boolean renew() {
        for (Path directory : directories) {
            Watched before = watched.get(directory);
            Watched now = watch(directory, before);
            if (!Objects.equals(now, before)) {
                if (before != null) {
                    before.key.cancel();
                }
                if (now == null) {
                    watched.remove(directory);
                } else {
                    watched.put(directory, now);
                }
            }
        }
        return watched.size() == directories.size();
    }

    /// Waits until a change of such a file is announced; returns whether one was. Returns early
    /// when this is closed.
    boolean await(Duration atMost, Predicate<String> fileName) throws InterruptedException {
        if (service == null) {
            pause(atMost);
            return false;
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toNanos(); left > 0; left = deadline - System.nanoTime()) {
                WatchKey key = service.poll(left, TimeUnit.NANOSECONDS);
                boolean found = false;
                for (; key != null; key = service.poll()) {
                    found |= key.pollEvents().stream().anyMatch(event -> concerns(event, fileName));
                    key.reset();
                }
                if (found) {
                    return true;
                }
            }
        } catch (ClosedWatchServiceException e) {
            // Then there is nothing to wait for.
        }
        return false;
    }

    /// Waits without listening, at most until this is closed.
    void pause(Duration time) throws InterruptedException {
        boolean _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                // Nothing is announced any more, as intended.
            }
        }
    }

    private @Nullable Watched watch(Path directory, @Nullable Watched before) {
        if (service == null) {
            return null;
        }
        try {
            Object identity = LogFile.identity(LogFile.attributes(directory));
            if (before != null && before.key.isValid() && before.identity.equals(identity)) {
                return before;
            }
            WatchKey key =
                    directory.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
            return new Watched(identity, key);
        } catch (IOException | ClosedWatchServiceException e) {
            return null;
        }
    }

    private static boolean concerns(WatchEvent<?> event, Predicate<String> fileName) {
        return !(event.context() instanceof Path path) || fileName.test(path.toString());
    }

    private static @Nullable WatchService open() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private record Watched(Object identity, WatchKey key) {}
}
