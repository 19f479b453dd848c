package io.vsgateway.game.outlive;

import io.vsgateway.game.LineSource;
import io.vsgateway.game.process.EarlierRun;
import io.vsgateway.game.process.GameProcess;
import io.vsgateway.game.process.OutputLines;
import io.vsgateway.kernel.Family;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A game that outlives the gateway: this one has started it, or taken it over.
final class OutlivingProcess implements GameProcess {
    private static final Logger LOG = Logger.getLogger(OutlivingProcess.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final long pid;
    private final @Nullable Process started;
    private final Family family;
    private final GameFiles files;
    private final Wrapper wrapper;
    private final ConsoleJournal journal;
    private final List<FileChannel> ends;
    private final long mostUnread;
    private final @Nullable EarlierRun earlier;
    private @Nullable OutputFollower follower;
    private volatile boolean isLeft;

    /// @param started the wrapper, if this gateway has started it
    /// @param ends stdin, stdout, stderr; closed with it
    /// @param mostUnread bytes that each output may be ahead of the reading
    OutlivingProcess(
            long pid,
            @Nullable Process started,
            Family family,
            GameFiles files,
            Wrapper wrapper,
            ConsoleJournal journal,
            List<FileChannel> ends,
            long mostUnread,
            @Nullable EarlierRun earlier) {
        this.pid = pid;
        this.started = started;
        this.family = family;
        this.files = files;
        this.wrapper = wrapper;
        this.journal = journal;
        this.ends = ends;
        this.mostUnread = mostUnread;
        this.earlier = earlier;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public Family family() {
        return family;
    }

    @Override
    public OutputStream stdin() {
        return Channels.newOutputStream(ends.getFirst());
    }

    @Override
    public @Nullable EarlierRun earlier() {
        return earlier;
    }

    @Override
    public void read(
            String threadName, OutputLines stdout, OutputLines stderr, CountDownLatch from) {
        follower =
                OutputFollower.follow(
                        threadName + "-output",
                        files.folder(),
                        List.of(
                                output(files.stdout(), ends.get(1), stdout),
                                output(files.stderr(), ends.get(2), stderr)),
                        file -> file.release(journal.kept(file.lines().source())),
                        new DiskProbe(files.folder(), stdout::say),
                        from);
    }

    private OutputFile output(Path file, FileChannel end, OutputLines lines) {
        boolean mayHaveHole = earlier != null && !earlier.ofThisBoot();
        return new OutputFile(file, end, lines, place(lines), mostUnread, mayHaveHole);
    }

    private long place(OutputLines lines) {
        EarlierRun before = earlier;
        LineSource source = lines.source();
        return before == null || !before.places().containsKey(source)
                ? 0
                : before.places().get(source).offset();
    }

    @Override
    public int awaitExit() throws InterruptedException {
        if (started != null) {
            started.waitFor();
        } else {
            // Nobody reports the end of a process that another one has started.
            while (!isLeft && wrapper.wrapper().filter(Wrapper.Noted::runs).isPresent()) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        return wrapper.exitCodeOrUnknown();
    }

    @Override
    public boolean isOver() {
        return wrapper.wrapper().filter(Wrapper.Noted::runs).isEmpty();
    }

    @Override
    public Optional<Instant> endedAt() {
        return wrapper.endedAt();
    }

    @Override
    public Optional<Instant> lastOutputAt() {
        return Stream.of(files.stdout(), files.stderr())
                .flatMap(file -> lastWrite(file).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> lastWrite(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The outputs are files: nobody of the game's writes to them any more, so they have ends.
    @Override
    public boolean awaitOutputEnd(Duration atMost) {
        if (follower != null) {
            follower.awaitEnd();
        }
        return true;
    }

    @Override
    public void close(boolean goesOn) {
        isLeft = true;
        if (follower != null) {
            follower.close(goesOn);
        }
        close(ends);
    }

    static void close(List<FileChannel> ends) {
        for (FileChannel end : ends) {
            try {
                end.close();
            } catch (IOException e) {
                LOG.debug("a file of the game's could not be closed", e);
            }
        }
    }
}
