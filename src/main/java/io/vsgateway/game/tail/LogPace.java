package io.vsgateway.game.tail;

import java.time.Duration;

/// How long a [LogFollower] may wait before it looks again, if nothing wakes it. Used by one
/// thread.
///
/// | when | wait |
/// |---|---|
/// | something was read just now | [#GATHER], so that a flood is read in large pieces |
/// | within [#LIVELY] of that | [#SHORT] |
/// | later, and changes are announced | [#LONGEST] |
/// | later, and they are not | [#SHORT] |
///
/// Measured with five idle files: 0.2 % of a core where changes are announced, 1.4 % where they are
/// not; a line is shown 1 ms, or at most about 60 ms, after it was written.
///
/// Changes are not announced on some shared volumes. After finding unannounced news [#MISSED]
/// times, it no longer relies on announcements until one comes again.
final class LogPace {
    static final Duration GATHER = Duration.ofMillis(5);
    static final Duration SHORT = Duration.ofMillis(50);
    static final Duration LIVELY = Duration.ofSeconds(2);
    static final Duration LONGEST = Duration.ofSeconds(1);
    static final int MISSED = 3;

    private long newsAt;
    private boolean newsNow;
    private boolean everNews;
    private boolean announced;
    private int missed;

    /// A change was announced.
    void announced() {
        announced = true;
        missed = 0;
    }

    /// A look found something, or not.
    void looked(long nowNanos, boolean news) {
        newsNow = news;
        if (news) {
            newsAt = nowNanos;
            everNews = true;
            missed = announced ? 0 : missed + 1;
        }
        announced = false;
    }

    /// @param watched whether changes should be announced at all
    Duration pause(long nowNanos, boolean watched) {
        if (newsNow) {
            return GATHER;
        }
        boolean lively = everNews && nowNanos - newsAt < LIVELY.toNanos();
        return lively || !watched || missed >= MISSED ? SHORT : LONGEST;
    }
}
