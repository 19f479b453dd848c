package io.vsgateway.cli.console;

import io.vsgateway.client.ConsoleClient;
import io.vsgateway.client.ConsoleEvent;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The events of a console in batches, so that a flood of lines is not written one by one. For one
/// thread.
final class Events {
    private static final int MOST = 500;
    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final ConsoleClient console;

    Events(ConsoleClient console) {
        this.console = console;
    }

    /// Waits for an event and returns it with those that are already there.
    List<ConsoleEvent> next() throws InterruptedException {
        var batch = new ArrayList<ConsoleEvent>();
        batch.add(console.next());
        collect(batch);
        return batch;
    }

    /// The same, but empty if no event comes within this time.
    List<ConsoleEvent> next(Duration limit) throws InterruptedException {
        var batch = new ArrayList<ConsoleEvent>();
        try {
            batch.add(console.next(limit));
            collect(batch);
        } catch (WebSocketTimeoutException _) {
            // There is none, then.
        }
        return batch;
    }

    private void collect(List<ConsoleEvent> batch) throws InterruptedException {
        try {
            while (batch.size() < MOST && !(batch.getLast() instanceof ConsoleEvent.Reconnecting)) {
                batch.add(console.next(NO_TIME));
            }
        } catch (WebSocketException _) {
            // These are all for now. If the connection is lost for good, the next call says so.
        }
    }
}
