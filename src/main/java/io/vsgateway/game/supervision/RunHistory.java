package io.vsgateway.game.supervision;

import io.vsgateway.game.Run;
import java.util.ArrayList;
import java.util.List;

/// The ended runs, newest first; the oldest are forgotten. One thread adds, any thread reads.
final class RunHistory {
    private final int bound;
    private volatile List<Run> runs = List.of();

    RunHistory(int bound) {
        this.bound = bound;
    }

    void add(Run run) {
        List<Run> next = new ArrayList<>(runs);
        next.addFirst(run);
        runs = List.copyOf(next.subList(0, Math.min(bound, next.size())));
    }

    List<Run> runs() {
        return runs;
    }
}
