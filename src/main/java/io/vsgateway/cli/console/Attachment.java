package io.vsgateway.cli.console;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.cli.screen.Screen;
import io.vsgateway.client.ConsoleClient;
import io.vsgateway.client.ConsoleEvent;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// A console on a screen: one thread shows what happens, another reads commands and sends them. At
/// the end of the commands, a person is let go at once; otherwise it waits for the outcome of the
/// last commands and for their replies.
final class Attachment {
    /// After the end of the input: the wait for the outcome of the commands, and then for silence.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration QUIET = Duration.ofMillis(500);

    /// How often to check whether there are more commands, when nothing else happens.
    private static final Duration GLANCE = Duration.ofMillis(250);

    private final ConsoleClient console;
    private final Screen screen;
    private final ReentrantLock lock = new ReentrantLock();

    /// Commands whose last receipt has not come yet, by id.
    @GuardedBy("lock")
    private final Map<String, String> pending = new LinkedHashMap<>();

    private volatile boolean inputEnded;

    /// The exit code of the worst outcome of a command. Both threads set it.
    private final AtomicInteger worst = new AtomicInteger();

    private String state = "";

    Attachment(ConsoleClient console, Screen screen) {
        this.console = console;
        this.screen = screen;
    }

    /// Blocks until it is over, and returns the exit code.
    ///
    /// @throws WebSocketException if the connection is lost for good
    int run() throws InterruptedException {
        Thread input = Thread.ofPlatform().daemon().name("input").start(this::send);
        try {
            watch();
        } catch (WebSocketException e) {
            boolean wanted =
                    e instanceof ConnectionClosedException
                            && inputEnded
                            && (screen.isInteractive() || !isWaiting());
            if (!wanted) {
                giveUp();
                throw e;
            }
        } finally {
            // This ends a read from a terminal; a read from a pipe ends with the process.
            input.interrupt();
            boolean _ = input.join(Duration.ofMillis(300));
        }
        if (screen.isInteractive()) {
            // The person who typed the commands has seen their outcome.
            return 0;
        }
        if (screen.heldBack()) {
            worsen(CommandFailure.FAILED);
        }
        return worst.get();
    }

    private void watch() throws InterruptedException {
        var events = new Events(console);
        boolean seen = true;
        while (seen && !inputEnded) {
            events.next(GLANCE).forEach(this::tell);
            seen = screen.flush();
        }
        if (seen && !screen.isInteractive()) {
            waitForReplies();
        }
    }

    private void waitForReplies() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < end) {
                boolean isWaiting = isWaiting();
                Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
                tell(console.next(isWaiting || left.compareTo(QUIET) < 0 ? left : QUIET));
                boolean _ = screen.flush();
            }
        } catch (WebSocketTimeoutException _) {
            // It is quiet, or took too long.
        }
        if (isWaiting()) {
            screen.note("what became of a command did not come in time");
            worsen(CommandFailure.TIMED_OUT);
        }
    }

    /// Runs on its own thread, to the end of the input.
    private void send() {
        try {
            for (String line = screen.read(); line != null; line = screen.read()) {
                send(line);
            }
        } catch (InterruptedException _) {
            // It is already over.
        } finally {
            inputEnded = true;
            if (screen.isInteractive()) {
                console.close();
            }
        }
    }

    private void send(String line) throws InterruptedException {
        String id = java.util.UUID.randomUUID().toString();
        expect(id, line);
        try {
            console.send(line, id);
        } catch (WebSocketException e) {
            settle(id);
            worsen(CommandFailure.FAILED);
            screen.note("not sent (" + Wording.of(e) + "): " + Wording.safe(line));
        }
    }

    private void tell(ConsoleEvent event) {
        switch (event) {
            case ConsoleEvent.Line line when line.isAside() -> {}
            case ConsoleEvent.Line line -> screen.show(line);
            case ConsoleEvent.Gap gap -> note(Wording.of(gap));
            case ConsoleEvent.Error error -> note(Wording.of(error));
            case ConsoleEvent.Receipt receipt -> tell(receipt);
            case ConsoleEvent.State now -> {
                // Several steps of the same state have different details.
                String words = Wording.of(now);
                if (!words.equals(state)) {
                    state = words;
                    note(words);
                }
            }
            case ConsoleEvent.Reconnecting lost -> note(Wording.of(lost));
            case ConsoleEvent.Connected connected -> {
                if (connected.after() != null) {
                    note("connected again: it goes on behind the last line above");
                }
            }
            case ConsoleEvent.Ping _, ConsoleEvent.Pong _ -> {}
        }
    }

    private void tell(ConsoleEvent.Receipt receipt) {
        String command = receipt.isFinal() ? settle(receipt.id()) : "";
        switch (receipt.status()) {
            case "confirmed" -> {
                if (screen.isInteractive()) {
                    note("confirmed: " + Wording.safe(command));
                }
            }
            case "rejected" -> {
                worsen(CommandFailure.FAILED);
                note(Wording.of(receipt) + ": " + Wording.safe(command));
            }
            case "timed_out", "unknown" -> {
                worsen(CommandFailure.TIMED_OUT);
                note(Wording.of(receipt) + ": " + Wording.safe(command));
            }
            default -> {}
        }
    }

    private void worsen(int exitCode) {
        worst.accumulateAndGet(exitCode, Math::max);
    }

    /// Shows the pending lines first.
    private void note(String text) {
        boolean _ = screen.flush();
        screen.note(text);
    }

    private void expect(String id, String line) {
        lock.lock();
        try {
            pending.put(id, line);
        } finally {
            lock.unlock();
        }
    }

    /// The command with that id, which is no longer waited for.
    private String settle(String id) {
        lock.lock();
        try {
            String line = pending.remove(id);
            return line == null ? "" : line;
        } finally {
            lock.unlock();
        }
    }

    private boolean isWaiting() {
        lock.lock();
        try {
            return !pending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void giveUp() {
        lock.lock();
        try {
            for (String line : pending.values()) {
                screen.note("what became of this is not known: " + Wording.safe(line));
            }
            pending.clear();
        } finally {
            lock.unlock();
        }
    }
}
