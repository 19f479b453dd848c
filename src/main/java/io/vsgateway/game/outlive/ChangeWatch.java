package io.vsgateway.game.outlive;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells a reader when to look at the files of a folder again. As long as each look finds news it
/// does not listen, since an announcement of each line of a flood would cost more than looking; it
/// listens again when there was nothing new for [#QUIET]. Without announcements, it looks every
/// [#BLIND]. One thread rests here, any closes it.
final class ChangeWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ChangeWatch.class);
    private static final Duration QUIET = Duration.ofMillis(20);
    private static final Duration BLIND = Duration.ofMillis(20);

    /// So many looks in a row with news are a flood.
    private static final int FLOOD = 10;

    private final Path folder;
    private final @Nullable WatchService service;
    private @Nullable WatchKey key;
    private long newsAt = System.nanoTime();
    private int inARow;
    private volatile boolean closed;

    ChangeWatch(Path folder) {
        this.folder = folder;
        this.service = open();
    }

    private static @Nullable WatchService open() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warnf("changes of files are not announced: %s", e.getMessage());
            return null;
        }
    }

    /// Returns when it is time for the next look, at once when closed.
    ///
    /// @param news whether the last look found some
    /// @param gather how long news may gather
    /// @param longest how long to wait for an announcement
    void rest(boolean news, Duration gather, Duration longest) throws InterruptedException {
        if (closed) {
            return;
        }
        if (news) {
            newsAt = System.nanoTime();
            inARow++;
            if (inARow == FLOOD) {
                stopListening();
            }
            LockSupport.parkNanos(gather.toNanos());
            return;
        }
        inARow = 0;
        if (key != null) {
            await(key, longest);
        } else if (System.nanoTime() - newsAt < QUIET.toNanos()) {
            LockSupport.parkNanos(gather.toNanos());
        } else if (!listen()) {
            LockSupport.parkNanos(BLIND.toNanos());
        }
        // After having begun to listen comes another look: something may have come before.
    }

    private void await(WatchKey present, Duration longest) throws InterruptedException {
        try {
            if (service != null && service.poll(longest.toNanos(), TimeUnit.NANOSECONDS) != null) {
                present.pollEvents();
                if (!present.reset()) {
                    key = null;
                }
            }
        } catch (ClosedWatchServiceException e) {
            key = null;
        }
    }

    private boolean listen() {
        try {
            if (service != null) {
                key =
                        folder.register(
                                service,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_CREATE);
            }
        } catch (IOException | ClosedWatchServiceException e) {
            key = null;
        }
        return key != null;
    }

    private void stopListening() {
        WatchKey present = key;
        if (present != null) {
            key = null;
            present.cancel();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                LOG.debug("announcements could not be ended", e);
            }
        }
    }
}
