package io.vsgateway.game.left;

import io.vsgateway.data.PrivateFiles;
import io.vsgateway.kernel.Family;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// The file `game.pid` in the data folder: it says which processes the game is, so that a gateway
/// that was killed and starts again does not run a second game on the same world.
///
/// Its lines: process number (0 while it is not known), [ProcessMark], command line (for human
/// readers only), the mark of the [Family]; then a line with number and mark for each further known
/// process.
public final class GamePid {
    private static final Logger LOG = Logger.getLogger(GamePid.class);
    private static final Pattern PROCESS = Pattern.compile("(\\d{1,18}) (\\S+)");

    private final Path file;

    public GamePid(Path dataDir) {
        this.file = dataDir.resolve("game.pid");
    }

    /// Notes that a game with this mark is about to start. If the gateway is killed before it knows
    /// more, the next one can still find the game.
    public void announce(List<String> command, String mark) throws IOException {
        replace(head(0, command, mark));
    }

    /// Notes the game that was started.
    public void write(long pid, List<String> command, Family family) throws IOException {
        List<String> lines = head(pid, command, family.mark());
        for (ProcessHandle member : family.members()) {
            if (member.pid() != pid) {
                family.markOf(member).ifPresent(its -> lines.add(member.pid() + " " + its.value()));
            }
        }
        replace(lines);
    }

    private static List<String> head(long pid, List<String> command, String mark) {
        var lines = new ArrayList<String>();
        lines.add(Long.toString(pid));
        lines.add(ProcessMark.of(pid).map(ProcessMark::value).orElse(""));
        lines.add(String.join(" ", command).replaceAll("\\R", " "));
        lines.add(mark);
        return lines;
    }

    /// Atomically.
    private void replace(List<String> lines) throws IOException {
        Path fresh = file.resolveSibling("game.pid.new");
        String content = String.join("\n", lines) + "\n";
        PrivateFiles.write(fresh, content.getBytes(StandardCharsets.UTF_8));
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("could not remove %s: %s", file, e.getMessage());
        }
    }

    /// The processes that still run of a game that an earlier gateway started. Also empty if other
    /// processes have those numbers now.
    ///
    /// @throws IOException if there is a file and it cannot be read
    public Optional<Family> leftBehind() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2 || !lines.getFirst().matches("\\d{1,18}")) {
            LOG.warnf("%s is damaged and is not heeded", file);
            return Optional.empty();
        }
        var family = new Family(lines.size() > 3 ? lines.get(3) : "", Set.of(), true);
        addIfSame(family, lines.getFirst(), lines.get(1));
        for (String line : lines.subList(Math.min(4, lines.size()), lines.size())) {
            Matcher process = PROCESS.matcher(line);
            if (process.matches()) {
                addIfSame(family, process.group(1), process.group(2));
            }
        }
        if (!family.look()) {
            throw new IOException("the machine's processes cannot be looked at");
        }
        return Optional.of(family).filter(it -> !it.members().isEmpty());
    }

    private static void addIfSame(Family family, String pid, String recorded) {
        long number = Long.parseLong(pid);
        if (ProcessMark.of(number).filter(new ProcessMark(recorded)::equals).isPresent()) {
            family.add(number);
        }
    }
}
