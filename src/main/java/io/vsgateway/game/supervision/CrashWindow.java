package io.vsgateway.game.supervision;

import io.vsgateway.game.GameSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/// Decides what follows a crash: a restart after a wait that doubles with each crash, or none after
/// too many crashes within the window. Used by one thread.
final class CrashWindow {
    private final GameSettings.Restart settings;
    private final Deque<Instant> crashes = new ArrayDeque<>();
    private int attempt;

    CrashWindow(GameSettings.Restart settings) {
        this.settings = settings;
    }

    /// What to do after a crash.
    sealed interface Next {
        /// Start it again after the delay.
        ///
        /// @param attempt counts from 1
        record Restart(int attempt, Duration delay) implements Next {}

        /// There were this many crashes within the window.
        record GiveUp(int crashes) implements Next {}
    }

    Next crashed(Instant startedAt, Instant endedAt) {
        if (Duration.between(startedAt, endedAt).compareTo(settings.window()) > 0) {
            attempt = 0;
        }
        crashes.addLast(endedAt);
        Instant oldest = endedAt.minus(settings.window());
        while (crashes.getFirst().isBefore(oldest)) {
            crashes.removeFirst();
        }
        if (crashes.size() >= settings.maxCrashes()) {
            return new Next.GiveUp(crashes.size());
        }
        attempt++;
        return new Next.Restart(attempt, waitBefore(attempt));
    }

    boolean isEmpty() {
        return crashes.isEmpty();
    }

    /// What [#recall] takes.
    String noted() {
        return attempt + crashes.stream().map(crash -> " " + crash).collect(Collectors.joining());
    }

    /// Goes on where another one stopped, unless that was too long ago.
    void recall(String noted, Instant now) {
        List<String> words = List.of(noted.split(" "));
        attempt = Integer.parseInt(words.getFirst());
        crashes.clear();
        words.stream()
                .skip(1)
                .map(Instant::parse)
                .filter(crash -> !crash.isBefore(now.minus(settings.window())))
                .forEach(crashes::addLast);
        if (crashes.isEmpty()) {
            attempt = 0;
        }
    }

    private Duration waitBefore(int attempt) {
        Duration wait = settings.backoff();
        for (int i = 1; i < attempt && wait.compareTo(settings.backoffMax()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(settings.backoffMax()) < 0 ? wait : settings.backoffMax();
    }
}
