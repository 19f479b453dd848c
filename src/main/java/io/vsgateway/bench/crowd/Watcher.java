package io.vsgateway.bench.crowd;

import io.vsgateway.bench.socket.Inbox;
import io.vsgateway.bench.socket.Notice;
import java.nio.charset.StandardCharsets;

/// One client of the crowd that checks the ticks it gets. A slow one does not read while the ticks
/// come; its latency is not counted.
final class Watcher implements Inbox {
    private final Crowd crowd;
    private final boolean slow;
    private Sequence sequence;
    private long got;
    private boolean open;
    private boolean heard;
    private boolean complete;
    private boolean ended;

    Watcher(Crowd crowd, boolean slow) {
        this.crowd = crowd;
        this.slow = slow;
        this.sequence = new Sequence(false);
    }

    boolean isSlow() {
        return slow;
    }

    /// Begins a new round.
    void begin(boolean othersMayWrite) {
        sequence = new Sequence(othersMayWrite);
        complete = false;
        got = 0;
    }

    @Override
    public void opened(long nanos) {
        open = true;
        crowd.opened(nanos);
    }

    @Override
    public void arrived() {
        Round round = crowd.round();
        if (round != null) {
            round.now(Round.epochNanos());
        }
    }

    @Override
    public void message(byte[] bytes, int from, int to) {
        heard = true;
        Round round = crowd.round();
        if (round == null) {
            return;
        }
        TickReader tick = round.tick(bytes, from, to);
        if (tick == null) {
            notice(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            return;
        }
        sequence.next(tick.seq());
        got++;
        if (!slow) {
            round.delivered(tick.time(), to - from);
        }
        if (tick.seq() == round.lines() && !complete) {
            complete = true;
            if (!slow) {
                round.completed();
            }
        }
    }

    private void notice(String message) {
        switch (Notice.of(message)) {
            case Notice.Gap(long count) -> sequence.told(count);
            case Notice.State _, Notice.Receipt _, Notice.Other _ -> {}
        }
    }

    @Override
    public void ended(String why) {
        ended = true;
        crowd.ended(this, why);
    }

    boolean wasOpen() {
        return open;
    }

    /// Whether it is open and has got a message, so that it gets all that follows; or is gone, so
    /// that nothing more can be expected of it.
    boolean isSettled() {
        return heard || ended;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isComplete() {
        return complete;
    }

    long got() {
        return got;
    }

    Order order() {
        return sequence.order();
    }
}
