package io.vsgateway.game;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The game process and what it started. Descendants must be noted while their parents live:
/// afterwards nothing tells whose they were. Used by one thread.
final class ProcessTree {
    private static final int ROUNDS = 10;

    private final ProcessHandle root;
    private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /// Notes the descendants of now; says whether there are new ones.
    boolean note() {
        boolean more = false;
        for (ProcessHandle process : List.copyOf(descendants)) {
            more |= descendants.addAll(process.descendants().toList());
        }
        return descendants.addAll(root.descendants().toList()) || more;
    }

    /// SIGKILL to all of them, also to those that are started meanwhile.
    void kill() {
        note();
        root.destroyForcibly();
        int round = 0;
        do {
            descendants.forEach(ProcessHandle::destroyForcibly);
            round++;
        } while (note() && round < ROUNDS);
    }

    /// The noted descendants that still run.
    List<ProcessHandle> running() {
        return descendants.stream().filter(ProcessMark::isRunning).toList();
    }
}
