package io.vsgateway.hub;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Up to where topics knew their events when they left. Used by one thread at a time.
final class Departed {
    /// So many are remembered one by one.
    private static final int MOST = 10_000;

    private final Map<String, Long> ends = new LinkedHashMap<>();

    /// Of those that are not remembered one by one, the greatest.
    private long floor;

    /// A topic that is not there has had events, the last of them at this place.
    void left(String name, long end) {
        if (end > floor) {
            ends.put(name, end);
        }
        if (ends.size() > MOST) {
            Iterator<Long> oldest = ends.values().iterator();
            floor = Math.max(floor, oldest.next());
            oldest.remove();
        }
    }

    /// Whether this one is remembered.
    boolean has(String name) {
        return ends.containsKey(name);
    }

    /// A topic is there again.
    ///
    /// @return up to where it may have had events
    long comeBack(String name) {
        Long end = ends.remove(name);
        return end == null ? floor : end;
    }

    /// Any topic that is not there may have had events up to here.
    void renew(long end) {
        ends.clear();
        floor = end;
    }
}
