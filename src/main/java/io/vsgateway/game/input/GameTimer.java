package io.vsgateway.game.input;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/// The timer of one game: one thread, started at the beginning, for the time-outs of all its
/// commands and lines. Whoever starts it ends it.
public final class GameTimer {
    private GameTimer() {}

    public static ScheduledThreadPoolExecutor start() {
        var timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("game-timer").factory(),
                        // A task submitted after its end would only have ended a wait.
                        new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        timer.prestartAllCoreThreads();
        return timer;
    }
}
