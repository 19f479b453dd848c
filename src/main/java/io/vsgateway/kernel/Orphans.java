package io.vsgateway.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The processes whose parents have ended: those that a child of this process had started become
/// children of this process ("child subreaper", prctl(2)) instead of the system's first one, so
/// that they stay known here. A parent must collect its ended children, or they remain as zombies:
/// a dedicated thread does that here.
///
/// The JDK waits for the children that it started, and would miss the exit code of one reaped here.
/// Its thread waits in the kernel and takes the code at once; this class reaps only what is still a
/// zombie at the second look.
public final class Orphans {
    private static final Logger LOG = Logger.getLogger(Orphans.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Orphans OF_THIS_PROCESS = new Orphans();

    private enum Adoption {
        NOT_TRIED,
        DONE,
        IMPOSSIBLE
    }

    private Adoption adoption = Adoption.NOT_TRIED;
    private @Nullable Thread reaper;

    private Orphans() {}

    /// Makes orphans come here, from the first call on. Returns whether they do: always for the
    /// first process of a container, otherwise on Linux if this machine allows system calls.
    public static boolean adopt() {
        return OF_THIS_PROCESS.begin();
    }

    private synchronized boolean begin() {
        if (adoption == Adoption.NOT_TRIED) {
            boolean comeHere = isFirstProcess() || becomeSubreaper();
            adoption = comeHere ? Adoption.DONE : Adoption.IMPOSSIBLE;
            if (comeHere) {
                reaper = Thread.ofPlatform().daemon().name("orphans").start(Orphans::reapForEver);
            }
        }
        return adoption == Adoption.DONE;
    }

    /// Lets orphans go to the system's first process, which collects them, until the next call of
    /// [#adopt]: a gateway that is reloaded in the same process has its own thread for it, and a
    /// process in which none runs any more must not gather zombies.
    public static void release() {
        OF_THIS_PROCESS.end();
    }

    private synchronized void end() {
        Thread thread = reaper;
        if (thread != null) {
            thread.interrupt();
            reaper = null;
            adoption = Adoption.NOT_TRIED;
            if (!isFirstProcess()) {
                int _ = Calls.prctl(Calls.SET_CHILD_SUBREAPER, 0);
            }
        }
    }

    private static boolean isFirstProcess() {
        return ProcessHandle.current().pid() == 1;
    }

    private static boolean becomeSubreaper() {
        try {
            return Calls.prctl(Calls.SET_CHILD_SUBREAPER, 1) == 0;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("orphans of the game's cannot be followed: no call of the system", e);
            return false;
        }
    }

    /// Whether this process certainly has no children, neither its own nor adopted orphans. Finding
    /// out takes no descriptor.
    static boolean noneIsLeft() {
        try {
            int options = Calls.ENDED | Calls.WITHOUT_WAITING | Calls.LEAVE_IT;
            return adopt()
                    && Calls.waitid(Calls.ANY_CHILD, 0, new byte[Calls.INFO_BYTES], options) < 0;
        } catch (RuntimeException | LinkageError _) {
            return false;
        }
    }

    private static void reapForEver() {
        var zombies = new HashSet<ProcessHandle>();
        while (true) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
                if (hasEndedChild()) {
                    reap(zombies);
                } else {
                    zombies.clear();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | LinkageError e) {
                // Such as when no descriptor is left to read /proc with.
                LOG.debug("ended orphans could not be looked for", e);
            }
        }
    }

    /// Asks only the kernel, which costs nothing while there is none.
    private static boolean hasEndedChild() {
        byte[] info = new byte[Calls.INFO_BYTES];
        int options = Calls.ENDED | Calls.WITHOUT_WAITING | Calls.LEAVE_IT;
        int result = Calls.waitid(Calls.ANY_CHILD, 0, info, options);
        int pid = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder()).getInt(Calls.INFO_PID);
        return result == 0 && pid != 0;
    }

    /// @param before the zombies of the previous look; becomes those of this one
    private static void reap(Set<ProcessHandle> before) {
        var now = new HashSet<ProcessHandle>();
        ProcessHandle.current()
                .children()
                .filter(child -> ProcessMark.of(child.pid()).isEmpty())
                .forEach(now::add);
        for (ProcessHandle zombie : now) {
            if (before.contains(zombie)) {
                int pid = Math.toIntExact(zombie.pid());
                byte[] info = new byte[Calls.INFO_BYTES];
                int options = Calls.ENDED | Calls.WITHOUT_WAITING;
                int _ = Calls.waitid(Calls.THIS_CHILD, pid, info, options);
            }
        }
        before.clear();
        before.addAll(now);
    }
}
