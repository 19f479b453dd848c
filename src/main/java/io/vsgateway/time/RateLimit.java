package io.vsgateway.time;

import java.util.concurrent.TimeUnit;

/// A token bucket for one sender, and a count of what was sent beyond it. Not thread-safe.
public final class RateLimit {
    private static final long ABUSE_WINDOW = TimeUnit.SECONDS.toNanos(10);

    private final int perSecond;
    private final int burst;
    private final int abuse;
    private double tokens;
    private long filledAt;
    private int refused;
    private long refusingSince;

    /// A limit that lets a second's worth pass at once.
    ///
    /// @param now a time in nanoseconds, as in later calls
    public RateLimit(int perSecond, int abuse, long now) {
        this(perSecond, perSecond, abuse, now);
    }

    /// @param burst how many may come at once
    /// @param abuse refusals within ten seconds, beyond which it is abuse
    public RateLimit(int perSecond, int burst, int abuse, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.abuse = abuse;
        this.tokens = burst;
        this.filledAt = now;
        this.refusingSince = now;
    }

    /// What to do with one more command.
    public enum Answer {
        PASS,
        REFUSE,
        /// It is abuse: send no further answers.
        CUT_OFF
    }

    public Answer take(long now) {
        tokens = Math.min(burst, tokens + (now - filledAt) * 1e-9 * perSecond);
        filledAt = now;
        if (tokens >= 1) {
            tokens -= 1;
            return Answer.PASS;
        }
        if (now - refusingSince > ABUSE_WINDOW) {
            refusingSince = now;
            refused = 0;
        }
        return ++refused > abuse ? Answer.CUT_OFF : Answer.REFUSE;
    }
}
