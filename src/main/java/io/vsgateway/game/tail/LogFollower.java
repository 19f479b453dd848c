package io.vsgateway.game.tail;

import io.vsgateway.game.GameSettings;
import io.vsgateway.game.tail.FollowedLog.News;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Follows log files, all with one virtual thread of its own: it waits until the system announces a
/// change or [LogPace] says that it is time, and then looks at each log in turn. Correctness does
/// not depend on announcements; they only avoid looks that would find nothing.
final class LogFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LogFollower.class);
    private static final int BUFFER = 64 * 1024;

    private final List<FollowedLog> logs;
    private final Set<LogNames> names;
    private final long partialAfterNanos;
    private final LogListener listener;
    private final DirectoryWatch watch;
    private final Thread thread;
    private final AtomicLong looks = new AtomicLong();

    /// How much longer the next unfinished line has to wait.
    private long partialLeft = Long.MAX_VALUE;

    private LogFollower(
            List<Path> paths,
            int backlogLines,
            GameSettings.Lines lines,
            LogListener listener,
            Function<Set<Path>, DirectoryWatch> watch) {
        this.names = paths.stream().map(LogNames::new).collect(Collectors.toUnmodifiableSet());
        this.logs =
                paths.stream()
                        .map(path -> new LogNames(path).first())
                        .distinct()
                        .map(path -> new FollowedLog(path, backlogLines, lines, listener))
                        .toList();
        this.partialAfterNanos = lines.partialAfter().toNanos();
        this.listener = listener;
        this.watch =
                watch.apply(names.stream().map(LogNames::directory).collect(Collectors.toSet()));
        this.thread = Thread.ofVirtual().name("game-log").unstarted(this::run);
    }

    /// Begins to follow. The listener first gets the last `backlogLines` lines of each log; only
    /// the follower's thread calls it.
    static LogFollower follow(
            List<Path> logs, int backlogLines, GameSettings.Lines lines, LogListener listener) {
        return follow(logs, backlogLines, lines, listener, DirectoryWatch::new);
    }

    static LogFollower follow(
            List<Path> logs,
            int backlogLines,
            GameSettings.Lines lines,
            LogListener listener,
            Function<Set<Path>, DirectoryWatch> watch) {
        LogFollower follower = new LogFollower(logs, backlogLines, lines, listener, watch);
        follower.thread.start();
        return follower;
    }

    /// How often the logs were looked at.
    long looks() {
        return looks.get();
    }

    /// Stops following; the listener is not called after this returns.
    @Override
    public void close() {
        watch.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        byte[] buffer = new byte[BUFFER];
        LogPace pace = new LogPace();
        try {
            while (!watch.isClosed()) {
                boolean watched = watch.renew();
                News news = look(buffer);
                pace.looked(System.nanoTime(), news != News.NONE);
                if (news != News.MORE) {
                    rest(pace, watched);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("The game's log files are no longer followed: interrupted");
        } finally {
            logs.forEach(FollowedLog::close);
        }
    }

    private News look(byte[] buffer) {
        News most = News.NONE;
        try {
            for (FollowedLog log : logs) {
                News news = log.look(buffer);
                most = news.compareTo(most) > 0 ? news : most;
            }
            partialLeft = showPartials();
            listener.looked();
        } catch (RuntimeException e) {
            LOG.error("A line of the game's log files could not be handed on", e);
        }
        looks.incrementAndGet();
        return most;
    }

    private long showPartials() {
        long left = Long.MAX_VALUE;
        for (FollowedLog log : logs) {
            left = Math.min(left, log.showPartialsAfter(partialAfterNanos));
        }
        return left;
    }

    private void rest(LogPace pace, boolean watched) throws InterruptedException {
        Duration pause = pace.pause(System.nanoTime(), watched);
        if (pause.toNanos() > partialLeft) {
            pause = Duration.ofNanos(partialLeft);
        }
        if (pause.compareTo(LogPace.GATHER) <= 0) {
            watch.pause(pause);
        } else if (watch.await(pause, this::concerns)) {
            pace.announced();
        }
    }

    private boolean concerns(String fileName) {
        return names.stream().anyMatch(name -> name.mayBe(fileName));
    }
}
