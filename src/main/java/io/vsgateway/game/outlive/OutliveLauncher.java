package io.vsgateway.game.outlive;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.process.EarlierRun;
import io.vsgateway.game.process.GameProcess;
import io.vsgateway.game.process.Launch;
import io.vsgateway.game.process.Notes;
import io.vsgateway.kernel.Family;
import io.vsgateway.kernel.Orphans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Starts games that outlive the gateway, and finds the one that has. Used by one thread.
public final class OutliveLauncher implements GameProcess.Launcher {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private final Launch launch;
    private final GameFiles files;
    private final Wrapper wrapper;
    private final Path noted;
    private final Notes notes;
    private final ConsoleJournal journal;
    private final long mostUnread;

    /// @param dataDir absolute
    /// @param mostUnread bytes that each output may be ahead of the reading
    /// @throws UncheckedIOException if what an earlier gateway noted cannot be read
    public OutliveLauncher(Launch launch, Path dataDir, ConsoleJournal journal, long mostUnread) {
        this.launch = launch;
        this.files = new GameFiles(dataDir.resolve("game"));
        this.wrapper = new Wrapper(files);
        this.noted = dataDir.resolve("game.notes");
        this.notes = Notes.in(noted);
        this.journal = journal;
        this.mostUnread = mostUnread;
    }

    @Override
    public Launch launch() {
        return launch;
    }

    @Override
    public boolean outlivesGateway() {
        return true;
    }

    @Override
    public @Nullable String lost() {
        boolean isThere;
        try {
            isThere =
                    Files.exists(noted)
                            && wrapper.wrapper().isPresent()
                            && wrapper.game().isPresent();
        } catch (UncheckedIOException e) {
            isThere = false;
        }
        return isThere
                ? null
                : "what was noted of the game is gone from VS_DATA_DIR: another gateway would not"
                        + " find it, and start a second one";
    }

    @Override
    public Notes notes() {
        return notes;
    }

    @Override
    public GameProcess start(String mark) throws IOException {
        checkProgram();
        files.create();
        journal.newRun();
        notes.put(Notes.Key.BEFORE, Long.toString(journal.last()));
        if (!notes.isKept()) {
            throw new IOException("nothing can be written to the data folder");
        }
        List<FileChannel> ends = new ArrayList<>();
        Process process = null;
        // What the wrapper starts has these open, but no process that is not the game's.
        var family =
                new Family(
                        mark,
                        Set.of(
                                files.stdin().toRealPath().toString(),
                                files.stdout().toRealPath().toString(),
                                files.stderr().toRealPath().toString()),
                        !Orphans.adopt());
        try {
            ends.add(open(files.stdin(), StandardOpenOption.READ, StandardOpenOption.WRITE));
            ends.add(open(files.stdout(), StandardOpenOption.READ));
            ends.add(open(files.stderr(), StandardOpenOption.READ));
            process = started(launch.builder(wrapper.words(mark, launch.command())), family);
            Wrapper.Noted game = awaitGame(process);
            family.add(game.pid());
            return new OutlivingProcess(
                    game.pid(), process, family, files, wrapper, journal, ends, mostUnread, null);
        } catch (IOException | RuntimeException | Error e) {
            OutlivingProcess.close(ends);
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            throw e;
        }
    }

    private static Process started(ProcessBuilder builder, Family family) throws IOException {
        builder.redirectInput(new java.io.File("/dev/null"));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return Launch.start(builder, family);
    }

    /// Only the shell would notice, and too late, that there is no such program.
    private void checkProgram() throws IOException {
        String program = launch.command().getFirst();
        Path folder = launch.workingDir().orElse(Path.of(""));
        boolean isThere =
                program.contains("/")
                        ? Files.isExecutable(folder.resolve(program))
                        : Wrapper.isOnPath(program);
        if (!isThere) {
            throw new IOException("there is no program \"%s\" to be run".formatted(program));
        }
        if (launch.workingDir().filter(dir -> !Files.isDirectory(dir)).isPresent()) {
            throw new IOException("there is no folder " + folder);
        }
    }

    private Wrapper.Noted awaitGame(Process process) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                Optional<Wrapper.Noted> game = wrapper.game();
                if (game.isPresent()) {
                    return game.get();
                }
                if (process.waitFor(BETWEEN_LOOKS) && wrapper.game().isEmpty()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread of the game's was interrupted", e);
        }
        throw new IOException("the shell that starts the game did not do so");
    }

    private static FileChannel open(Path file, StandardOpenOption... options) {
        try {
            return FileChannel.open(file, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<GameProcess> leftBehind() {
        Optional<String> mark = notes.get(Notes.Key.MARK);
        Wrapper.@Nullable Noted noted = wrapper.wrapper().orElse(null);
        Wrapper.@Nullable Noted game = wrapper.game().orElse(null);
        if (mark.isEmpty() || noted == null || game == null) {
            return Optional.empty();
        }
        // After a restart in place, the shell is still a child of this process.
        boolean _ = Orphans.adopt();
        var family = new Family(mark.get(), Set.of(), true);
        if (game.runs()) {
            family.add(game.pid());
        }
        if (!family.look()) {
            throw new UncheckedIOException(
                    new IOException("the machine's processes cannot be looked at"));
        }
        boolean any = !family.members().isEmpty();
        List<FileChannel> ends = new ArrayList<>();
        try {
            ends.add(
                    any
                            ? endOf(
                                    0,
                                    files.stdin(),
                                    game,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE)
                            : open(Path.of("/dev/null"), StandardOpenOption.WRITE));
            ends.add(endOf(1, files.stdout(), game, StandardOpenOption.READ));
            ends.add(endOf(2, files.stderr(), game, StandardOpenOption.READ));
        } catch (RuntimeException e) {
            OutlivingProcess.close(ends);
            throw e;
        }
        return Optional.of(
                new OutlivingProcess(
                        game.pid(),
                        null,
                        family,
                        files,
                        wrapper,
                        journal,
                        ends,
                        mostUnread,
                        earlier(noted.isOfThisBoot())));
    }

    /// One of the game's files; if somebody deleted it, the game still has it, and without a game
    /// nothing is in it.
    private static FileChannel endOf(
            int descriptor, Path file, Wrapper.Noted game, StandardOpenOption... options) {
        if (Files.exists(file)) {
            return open(file, options);
        }
        return open(
                game.runs()
                        ? Path.of("/proc/%d/fd/%d".formatted(game.pid(), descriptor))
                        : Path.of("/dev/null"),
                options);
    }

    @Override
    public void close() {
        journal.close();
    }

    private EarlierRun earlier(boolean ofThisBoot) {
        Instant startedAt =
                notes.get(Notes.Key.STARTED).map(Instant::parse).orElseGet(Instant::now);
        long before = notes.get(Notes.Key.BEFORE).map(Long::valueOf).orElse(Long.MAX_VALUE);
        List<ConsoleLine> lines = journal.linesBehind(before);
        Map<LineSource, ConsoleLine.Place> places = journal.placesBehind(before);
        return new EarlierRun(startedAt, lines, places, ofThisBoot);
    }
}
