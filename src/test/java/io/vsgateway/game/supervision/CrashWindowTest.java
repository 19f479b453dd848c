package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.supervision.CrashWindow.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashWindowTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private static CrashWindow window(int maxCrashes) {
        return new CrashWindow(
                GivenSettings.game(
                                "restart.backoff", "1s",
                                "restart.backoff-max", "5s",
                                "restart.max-crashes", Integer.toString(maxCrashes),
                                "restart.window", "10m")
                        .restart());
    }

    private static Next crash(CrashWindow window, Instant at, Duration after) {
        return window.crashed(at.minus(after), at);
    }

    @Test
    void the_wait_doubles_up_to_its_bound() {
        CrashWindow window = window(100);

        List<Next> next = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            next.add(crash(window, START.plusSeconds(i), Duration.ofMillis(100)));
        }

        assertThat(next)
                .containsExactly(
                        new Next.Restart(1, Duration.ofSeconds(1)),
                        new Next.Restart(2, Duration.ofSeconds(2)),
                        new Next.Restart(3, Duration.ofSeconds(4)),
                        new Next.Restart(4, Duration.ofSeconds(5)),
                        new Next.Restart(5, Duration.ofSeconds(5)));
    }

    @Test
    void so_many_crashes_within_the_window_end_the_attempts() {
        CrashWindow window = window(3);
        crash(window, START, Duration.ofSeconds(1));
        crash(window, START.plusSeconds(60), Duration.ofSeconds(1));

        Next third = crash(window, START.plusSeconds(599), Duration.ofSeconds(1));

        assertThat(third).isEqualTo(new Next.GiveUp(3));
    }

    @Test
    void crashes_older_than_the_window_do_not_count() {
        CrashWindow window = window(3);
        crash(window, START, Duration.ofSeconds(1));
        crash(window, START.plusSeconds(60), Duration.ofSeconds(1));

        Next third = crash(window, START.plusSeconds(601), Duration.ofSeconds(1));

        assertThat(third).isEqualTo(new Next.Restart(3, Duration.ofSeconds(4)));
    }

    @Test
    void a_run_longer_than_the_window_resets_the_wait() {
        CrashWindow window = window(3);
        crash(window, START, Duration.ofSeconds(1));
        crash(window, START.plusSeconds(60), Duration.ofSeconds(1));

        Next next = crash(window, START.plusSeconds(900), Duration.ofMinutes(11));

        assertThat(next).isEqualTo(new Next.Restart(1, Duration.ofSeconds(1)));
    }

    @Test
    void a_single_allowed_crash_is_given_up_at_once() {
        assertThat(crash(window(1), START, Duration.ZERO)).isEqualTo(new Next.GiveUp(1));
    }
}
