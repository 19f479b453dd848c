package io.vsgateway.access.sanction;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was lifted, for a while and within a bound: whoever comes back and still tells of the
/// sanction, is told better. Used by one thread at a time.
final class Liftings {
    static final int MOST = 10_000;

    static final Duration LONGEST = Duration.ofDays(30);

    /// The one that was lifted first comes first.
    private final LinkedHashMap<String, Sanction> all = new LinkedHashMap<>();

    void add(Sanction lifting) {
        remove(lifting);
        all.put(key(lifting), lifting);
        Instant oldest = lifting.at().minus(LONGEST);
        while (all.size() > MOST || all.firstEntry().getValue().at().isBefore(oldest)) {
            all.pollFirstEntry();
        }
    }

    /// There is a sanction again.
    void remove(Sanction sanction) {
        all.remove(key(sanction));
    }

    /// The lifting of what has the kind, subject and topic of this one.
    @Nullable Sanction get(Sanction sanction) {
        return all.get(key(sanction));
    }

    List<Sanction> all() {
        return List.copyOf(all.values());
    }

    private static String key(Sanction sanction) {
        return sanction.kind() + "\n" + sanction.key();
    }
}
