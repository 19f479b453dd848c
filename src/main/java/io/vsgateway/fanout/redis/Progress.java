package io.vsgateway.fanout.redis;

import io.vsgateway.feed.Position;
import java.time.Duration;

/// How far the order was handed on here. The thread that reads writes it, any may read it.
final class Progress {
    private volatile Position end = new Position("0", 0);
    private volatile long renewedUpTo;
    private volatile boolean isDoubtful;
    private volatile long heardAt = System.nanoTime();

    /// The last entry that was handed on.
    Position end() {
        return end;
    }

    void handedOn(Position entry) {
        end = entry;
    }

    /// All up to here was fetched anew: what is not behind it does not come by the stream.
    void renewed(Position upTo) {
        end = upTo;
        renewedUpTo = upTo.offset();
        isDoubtful = false;
    }

    /// See [#renewed].
    long renewedUpTo() {
        return renewedUpTo;
    }

    /// Whether it may be another order that Redis has by now.
    boolean isDoubtful() {
        return isDoubtful;
    }

    void doubt() {
        isDoubtful = true;
    }

    /// Redis has said which epoch there is.
    void heard(String epoch) {
        heardAt = System.nanoTime();
        if (!epoch.equals(end.epoch())) {
            isDoubtful = true;
        }
    }

    /// Redis has answered.
    void heard() {
        heardAt = System.nanoTime();
    }

    long silentMillis() {
        return Duration.ofNanos(System.nanoTime() - heardAt).toMillis();
    }
}
