package io.vsgateway.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// All processes that descend from one: those that it started, those that these started, and those
/// among them that lost their parent. Members are
///
/// - those named at the beginning,
/// - whatever a member starts, and
/// - an orphan that has the family's mark in its environment, or holds one of the family's pipes.
///   If orphans come to this process ([Orphans]) they are looked for among its children, and one
///   that hides its environment, or has none, counts as a member; otherwise they are looked for
///   among all processes.
///
/// Its knowledge is what the last [#look] found. A look that fails, such as when no descriptor is
/// left to read `/proc` with, changes nothing: a process that may still run is never taken for
/// gone, unless the kernel says without a descriptor that this process has no children at all. Used
/// by one thread at a time; [#members] by any.
public final class Family {
    /// The variable whose value is the mark.
    public static final String VARIABLE = "VSGATEWAY_RUN";

    private static final Logger LOG = Logger.getLogger(Family.class);
    private static final Path PROC = Path.of("/proc");

    /// How many looks must find nobody before nobody is there.
    private static final int LOOKS = 4;

    private static final long BETWEEN_LOOKS_NANOS = 15_000_000;

    private static final String NO_DESCRIPTOR = "Too many open files";
    private static final int TERM = 15;
    private static final int KILL = 9;

    private final String mark;
    private final Set<String> pipes;
    private final boolean everywhere;

    /// The processes among which orphans are looked for.
    private final Supplier<Stream<ProcessHandle>> table;

    private volatile Map<ProcessHandle, ProcessMark> members = Map.of();
    private boolean failed;

    /// @param mark as in the environment of its members; empty if unknown
    /// @param pipes names of pipes ([ChildPipe#name]) that only members have
    /// @param everywhere whether orphans of the family may be children of any process
    public Family(String mark, Set<String> pipes, boolean everywhere) {
        this(mark, pipes, everywhere, everywhere ? Family::others : Family::children);
    }

    Family(
            String mark,
            Set<String> pipes,
            boolean everywhere,
            Supplier<Stream<ProcessHandle>> table) {
        this.table = table;
        this.mark = mark;
        this.pipes = pipes.stream().filter(name -> !name.isEmpty()).collect(Collectors.toSet());
        this.everywhere = everywhere;
    }

    public String mark() {
        return mark;
    }

    /// Makes the process a member, if it still runs.
    public void add(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        Optional<ProcessMark> running = ProcessMark.of(pid);
        if (process.isPresent() && running.isPresent()) {
            var more = new LinkedHashMap<>(members);
            more.put(process.get(), running.get());
            members = more;
        }
    }

    /// The members that the last look found running, the longest known first.
    public List<ProcessHandle> members() {
        return List.copyOf(members.keySet());
    }

    /// What distinguishes the member from a later process with its number.
    public Optional<ProcessMark> markOf(ProcessHandle member) {
        return Optional.ofNullable(members.get(member));
    }

    /// The members that no other member started. One that has just ended is not included: its
    /// parent can no longer be determined. Not empty as long as there are members.
    public List<ProcessHandle> heads() {
        Map<ProcessHandle, ProcessMark> known = members;
        List<ProcessHandle> heads =
                known.keySet().stream()
                        .filter(member -> member.parent().filter(known::containsKey).isEmpty())
                        .filter(member -> mayRun(member, known))
                        .toList();
        return heads.isEmpty() ? known.keySet().stream().limit(1).toList() : heads;
    }

    private static boolean mayRun(ProcessHandle member, Map<ProcessHandle, ProcessMark> known) {
        try {
            return isRunning(member, known);
        } catch (UncheckedIOException _) {
            return true;
        }
    }

    private static boolean isRunning(ProcessHandle member, Map<ProcessHandle, ProcessMark> known) {
        return ProcessMark.of(member.pid())
                .filter(now -> now.equals(known.get(member)))
                .isPresent();
    }

    /// Finds out which members run now.
    ///
    /// @return whether that could be found out
    public boolean look() {
        try {
            Map<ProcessHandle, ProcessMark> found = lookAgain();
            // A process whose parent ends while the process table is being read can be missed: it
            // is neither its parent's child nor an orphan.
            for (int looks = 1; found.isEmpty() && looks < LOOKS; looks++) {
                if (!everywhere && Orphans.noneIsLeft()) {
                    break;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
                found = lookAgain();
            }
            members = found;
            failed = false;
            return true;
        } catch (RuntimeException e) {
            if (!everywhere && Orphans.noneIsLeft()) {
                members = Map.of();
            }
            if (!failed) {
                failed = true;
                LOG.warnf("the game's processes cannot be looked at: %s", e.getMessage());
            }
            return false;
        }
    }

    private Map<ProcessHandle, ProcessMark> lookAgain() {
        var found = new LinkedHashMap<ProcessHandle, ProcessMark>();
        Map<ProcessHandle, ProcessMark> known = members;
        known.forEach((process, its) -> {
            if (isRunning(process, known)) {
                found.put(process, its);
            }
        });
        table.get()
                .filter(process -> !found.containsKey(process))
                .filter(this::belongs)
                .forEach(process -> addRunning(process, found));
        var covered = new HashSet<ProcessHandle>();
        for (ProcessHandle member : List.copyOf(found.keySet())) {
            if (covered.add(member)) {
                member.descendants()
                        .filter(covered::add)
                        .filter(process -> !found.containsKey(process))
                        .forEach(process -> addRunning(process, found));
            }
        }
        return found;
    }

    private static void addRunning(ProcessHandle process, Map<ProcessHandle, ProcessMark> found) {
        ProcessMark.of(process.pid()).ifPresent(its -> found.put(process, its));
    }

    private static Stream<ProcessHandle> others() {
        ProcessHandle self = ProcessHandle.current();
        return ProcessHandle.allProcesses().filter(process -> !process.equals(self));
    }

    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current().children();
    }

    private boolean belongs(ProcessHandle process) {
        Path about = PROC.resolve(Long.toString(process.pid()));
        return hasMark(about) || holdsPipe(about);
    }

    private boolean hasMark(Path about) {
        try {
            String environment =
                    Files.readString(about.resolve("environ"), StandardCharsets.ISO_8859_1);
            if (environment.isEmpty()) {
                return !everywhere;
            }
            return !mark.isEmpty() && environment.contains(VARIABLE + "=" + mark);
        } catch (AccessDeniedException _) {
            return !everywhere;
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains(NO_DESCRIPTOR)) {
                throw new UncheckedIOException(e);
            }
            // It is gone.
            return false;
        }
    }

    private boolean holdsPipe(Path about) {
        if (pipes.isEmpty()) {
            return false;
        }
        try (Stream<Path> descriptors = Files.list(about.resolve("fd"))) {
            return descriptors.anyMatch(this::isPipe);
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }

    private boolean isPipe(Path descriptor) {
        try {
            return pipes.contains(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException _) {
            return false;
        }
    }

    /// Sends SIGTERM to all.
    public void terminate() {
        signal(ProcessHandle::destroy, TERM);
    }

    /// Sends SIGKILL to all. The next look finds what was started meanwhile.
    public void kill() {
        signal(ProcessHandle::destroyForcibly, KILL);
    }

    private void signal(Predicate<ProcessHandle> send, int signal) {
        look();
        for (ProcessHandle member : members()) {
            boolean sent = send.test(member);
            if (!sent && failed) {
                // The JDK looks at /proc first, to be sure of the number. Without a descriptor it
                // cannot; a number is not reused before all others were.
                int _ = Calls.kill(Math.toIntExact(member.pid()), signal);
            }
        }
    }

    /// The heads in words: number and name of each, such as `17 (server)`.
    public String wording() {
        return heads().stream().map(Family::named).collect(Collectors.joining(", "));
    }

    private static String named(ProcessHandle process) {
        String command = process.info().command().orElse("");
        String name = command.substring(command.lastIndexOf('/') + 1);
        return process.pid() + (name.isEmpty() ? "" : " (" + name + ")");
    }
}
