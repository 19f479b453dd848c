package io.vsgateway.console.shared;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was asked already: each gateway numbers what it asks, and nothing is done twice. Of each
/// gateway the last [#WINDOW] numbers are known one by one, and what is older counts as asked; of
/// more than [#MOST_GATEWAYS] runs of gateways those that asked longest ago are forgotten. Used by
/// one thread at a time.
final class Asked {
    static final int WINDOW = 4096;
    static final int MOST_GATEWAYS = 10_000;

    private final Map<String, Numbers> gateways = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Numbers {
        private final BitSet seen = new BitSet(WINDOW);
        private long last;
    }

    /// Whether it was not asked before; from now on it was.
    boolean isNew(String gateway, long number) {
        Numbers numbers = gateways.computeIfAbsent(gateway, _ -> new Numbers());
        if (gateways.size() > MOST_GATEWAYS) {
            gateways.remove(gateways.keySet().iterator().next());
        }
        if (number <= numbers.last - WINDOW) {
            return false;
        }
        for (; numbers.last < number; numbers.last++) {
            if (number - numbers.last > WINDOW) {
                numbers.last = number - WINDOW;
                numbers.seen.clear();
            }
            numbers.seen.clear(index(numbers.last + 1));
        }
        boolean isNew = !numbers.seen.get(index(number));
        numbers.seen.set(index(number));
        return isNew;
    }

    private static int index(long number) {
        return Math.floorMod(number, WINDOW);
    }
}
