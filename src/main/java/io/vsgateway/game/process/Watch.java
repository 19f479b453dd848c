package io.vsgateway.game.process;

import io.vsgateway.kernel.Family;
import io.vsgateway.kernel.Orphans;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for a bell, and meanwhile looks after processes whose end nobody reports: all members of a
/// family except the first.
public final class Watch {
    /// Long enough to count as for ever.
    public static final Duration FOR_EVER = Duration.ofDays(10_000);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration BETWEEN_LOOKS_IN_PEACE = Duration.ofSeconds(1);

    private final Bell bell;
    private final Family family;
    private final BooleanSupplier alone;

    /// @param alone whether the first process has ended, or was never a child of this one; the bell
    ///   rings when it becomes true
    public Watch(Bell bell, Family family, BooleanSupplier alone) {
        this.bell = bell;
        this.family = family;
        this.alone = alone;
    }

    /// Whether no process is left.
    public boolean isOver() {
        return alone.getAsBoolean() && family.members().isEmpty();
    }

    /// Blocks until the condition holds or the time is over; returns whether it holds.
    public boolean await(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Duration between = atMost.equals(FOR_EVER) ? BETWEEN_LOOKS_IN_PEACE : BETWEEN_LOOKS;
        while (true) {
            boolean wasAlone = alone.getAsBoolean();
            // If this process adopts orphans, none is lost while the first process is alive.
            boolean looking = wasAlone || !Orphans.adopt();
            if (looking) {
                family.look();
            }
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!left.isPositive()) {
                return false;
            }
            Duration slice = looking && between.compareTo(left) < 0 ? between : left;
            bell.await(slice, () -> condition.getAsBoolean() || alone.getAsBoolean() != wasAlone);
        }
    }
}
