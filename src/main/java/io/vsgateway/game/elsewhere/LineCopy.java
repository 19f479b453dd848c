package io.vsgateway.game.elsewhere;

import io.vertx.redis.client.Response;
import io.vsgateway.feed.Position;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Takes the lines of a shared console into the copy that is here, and knows where in their stream
/// it is: their positions are the ids of that stream. For one thread.
///
/// What no key here opens was not written by the gateway that has the game, or not there. That one
/// notices, and writes the stream anew, below ids that were read here already. So behind such an
/// entry it is read again from the last line that is known here: after a while, and before lines
/// are told as missing.
final class LineCopy {
    private static final String BEGINNING = "0-0";
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(16);

    private final SharedGame shared;
    private final ConsoleBuffer console;
    private String behind = BEGINNING;

    /// Whether something could not be read since it was read again.
    private boolean isDoubted;

    private boolean wasReadAgain;
    private long readAgainAt;
    private long pause = FIRST_PAUSE;

    LineCopy(SharedGame shared, ConsoleBuffer console) {
        this.shared = shared;
        this.console = console;
    }

    /// Behind this entry it is read on.
    String behind() {
        return behind;
    }

    /// Another run of the console is told of. Its clock may have been set back: then what follows
    /// is not behind what was.
    void begins(String epoch) {
        if (!console.epoch().equals(epoch)) {
            behind = BEGINNING;
        }
    }

    void take(Response entries) throws IOException {
        for (Response entry : entries) {
            String id = entry.get(0).toString();
            behind = id;
            Optional<String> text =
                    shared.open(shared.console(), id, entry.get(1).get(1).toString());
            if (text.isEmpty()) {
                doubt();
            } else if (!take(id, LineWords.lines(text.get()))) {
                return;
            }
        }
    }

    private void doubt() {
        if (!isDoubted) {
            isDoubted = true;
            readAgainAt = System.nanoTime() + pause;
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
    }

    /// @return false if it is to be read again
    private boolean take(String id, List<ConsoleLine> lines) throws IOException {
        int dash = id.indexOf('-');
        try {
            String epoch =
                    Long.toString(Long.parseLong(id.substring(0, dash)), Character.MAX_RADIX);
            var before = new Position(epoch, Long.parseLong(id.substring(dash + 1)) - lines.size());
            Position end = console.feed().end();
            boolean isMissing =
                    before.epoch().equals(end.epoch()) && before.offset() > end.offset();
            if (isMissing && isDoubted && !wasReadAgain) {
                readAgain();
                return false;
            }
            console.continueWith(before, lines);
        } catch (IllegalArgumentException e) {
            throw new IOException("these are no lines of a console: " + id, e);
        }
        wasReadAgain = false;
        pause = FIRST_PAUSE;
        return true;
    }

    /// A while has passed.
    void passed() {
        if (isDoubted && System.nanoTime() - readAgainAt >= 0) {
            readAgain();
        }
    }

    private void readAgain() {
        isDoubted = false;
        wasReadAgain = true;
        Position end = console.feed().end();
        behind = Long.parseLong(end.epoch(), Character.MAX_RADIX) + "-" + end.offset();
    }
}
