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
/// that it still knows them. Who has children has to take note of their ends, or they stay as
/// zombies: that is done here, by a thread of its own.
///
/// A child that the JDK started is waited for by the JDK, which would miss its exit code. Its
/// thread waits in the kernel and takes the code at once; taken here is only what is still a zombie
/// when it is looked at again.
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

    /// From the first call on, orphans come here. Says whether they do: always for the first
    /// process of a container, otherwise on Linux if this machine allows calls of the system.
    public static boolean adopt() {
        return OF_THIS_PROCESS.begin();
    }

    private synchronized boolean begin() {
        if (adoption == Adoption.NOT_TRIED) {
            boolean comeHere = ProcessHandle.current().pid() == 1 || becomeSubreaper();
            adoption = comeHere ? Adoption.DONE : Adoption.IMPOSSIBLE;
            if (comeHere) {
                reaper = Thread.ofPlatform().daemon().name("orphans").start(Orphans::reapForEver);
            }
        }
        return adoption == Adoption.DONE;
    }

    /// Nobody looks for orphans any more, until the next call of [#adopt]: a gateway that is loaded
    /// anew in the same process has a thread of its own for it.
    public static void release() {
        OF_THIS_PROCESS.end();
    }

    private synchronized void end() {
        Thread thread = reaper;
        if (thread != null) {
            thread.interrupt();
            reaper = null;
            adoption = Adoption.NOT_TRIED;
        }
    }

    private static boolean becomeSubreaper() {
        try {
            return Calls.prctl(Calls.SET_CHILD_SUBREAPER, 1) == 0;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("orphans of the game's cannot be followed: no call of the system", e);
            return false;
        }
    }

    /// Whether this process certainly has no children, neither of its own nor orphans that came to
    /// it. It takes no descriptor to find that out.
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
                // Such as: no descriptor is left to look at /proc with.
                LOG.debug("ended orphans could not be looked for", e);
            }
        }
    }

    /// Asks the kernel alone, which costs nothing while there is none.
    private static boolean hasEndedChild() {
        byte[] info = new byte[Calls.INFO_BYTES];
        int options = Calls.ENDED | Calls.WITHOUT_WAITING | Calls.LEAVE_IT;
        int result = Calls.waitid(Calls.ANY_CHILD, 0, info, options);
        int pid = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder()).getInt(Calls.INFO_PID);
        return result == 0 && pid != 0;
    }

    /// @param before those that were zombies at the look before; becomes those of now
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
