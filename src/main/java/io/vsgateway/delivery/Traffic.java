package io.vsgateway.delivery;

import io.vsgateway.feed.Delays;
import io.vsgateway.feed.Gap;
import java.util.concurrent.atomic.LongAdder;

/// Totals of what several sessions were sent.
public final class Traffic {
    private final LongAdder bytes = new LongAdder();
    private final LongAdder entries = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final Delays delays;

    public Traffic() {
        this(new Delays());
    }

    /// @param delays are told what is handed to readers of several feeds of an order
    public Traffic(Delays delays) {
        this.delays = delays;
    }

    Delays delays() {
        return delays;
    }

    void sentBytes(long count) {
        bytes.add(count);
    }

    void sentEntries(long count) {
        entries.add(count);
    }

    void toldGap(Gap gap) {
        gaps.increment();
        missed.add(gap.isCounted() ? gap.count() : 0);
    }

    /// Bytes of all messages.
    public long bytes() {
        return bytes.sum();
    }

    /// Entries of feeds, counted once per client that got them.
    public long entries() {
        return entries.sum();
    }

    /// Gaps reported to clients.
    public long gaps() {
        return gaps.sum();
    }

    /// Entries within those gaps.
    public long missed() {
        return missed.sum();
    }
}
