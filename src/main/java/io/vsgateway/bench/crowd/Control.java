package io.vsgateway.bench.crowd;

import io.vsgateway.bench.socket.Inbox;
import io.vsgateway.bench.socket.Notice;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The connection that gives commands, in the JSON format, which has receipts. One command at a
/// time.
final class Control implements Inbox {
    private String state = "";
    private String awaited = "";
    private String status = "";
    private String reason = "";
    private long sentAt;
    private long written;
    private long finished;
    private @Nullable String ended;

    /// Expects the command with this id, which is about to be sent.
    void await(String id) {
        awaited = id;
        status = "";
        reason = "";
        sentAt = System.nanoTime();
        written = 0;
        finished = 0;
    }

    @Override
    public void opened(long nanos) {}

    @Override
    public void arrived() {}

    @Override
    public void message(byte[] bytes, int from, int to) {
        switch (Notice.of(new String(bytes, from, to - from, StandardCharsets.UTF_8))) {
            case Notice.State(String now) -> state = now;
            case Notice.Receipt(String id, String now, String why) when id.equals(awaited) -> {
                status = now;
                reason = why;
                switch (now) {
                    case "written" -> written = System.nanoTime() - sentAt;
                    case "confirmed", "timed_out", "rejected" ->
                            finished = System.nanoTime() - sentAt;
                    default -> {}
                }
            }
            case Notice.Receipt _, Notice.Gap _, Notice.Other _ -> {}
        }
    }

    @Override
    public void ended(String why) {
        ended = why;
    }

    boolean isRunning() {
        return state.equals("running");
    }

    boolean isFinished() {
        return finished > 0;
    }

    boolean isEnded() {
        return ended != null;
    }

    boolean isConfirmed() {
        return status.equals("confirmed");
    }

    /// Nanoseconds from sending to `written`; 0 if that was not reported.
    long written() {
        return written;
    }

    /// Nanoseconds from sending to the last receipt.
    long finished() {
        return finished;
    }

    String whyNotRunning() {
        return ended != null
                ? outcome()
                : "the game is not running but " + (state.isEmpty() ? "unknown" : state);
    }

    /// What happened to the command, for a person to read.
    String outcome() {
        if (ended != null) {
            return "the connection that gives commands ended: " + ended;
        }
        if (status.isEmpty()) {
            return "the command got no receipt";
        }
        return "the command was "
                + status.replace('_', ' ')
                + (reason.isEmpty() ? "" : ": " + reason);
    }
}
