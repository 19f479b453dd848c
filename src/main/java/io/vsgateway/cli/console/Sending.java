package io.vsgateway.cli.console;

import io.vsgateway.client.ConsoleClient;
import io.vsgateway.client.ConsoleEvent;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One command on its way, and the lines that the console shows meanwhile. A game does not say
/// which lines belong to which command: the reply is what follows the command's echo, or the
/// command if there is no echo, until the console is quiet. For one thread.
final class Sending {
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final int MOST_LINES = 10_000;

    private final ConsoleClient console;
    private final String command;
    private final boolean wait;
    private final long end;
    private final List<ConsoleEvent.Line> lines = new ArrayList<>();

    /// @param wait whether to wait for the game's confirmation and its reply
    Sending(ConsoleClient console, String command, boolean wait, Duration timeout) {
        this.console = console;
        this.command = command;
        this.wait = wait;
        this.end = System.nanoTime() + timeout.toNanos();
    }

    /// Sends the command and returns the receipt that says how it went, which is asked for if the
    /// connection was lost meanwhile. Nothing is sent twice.
    ///
    /// @throws WebSocketTimeoutException if it does not come in time
    /// @throws WebSocketException if the connection is lost for good
    ConsoleEvent.Receipt send() throws InterruptedException {
        String id = console.send(command);
        while (true) {
            switch (console.next(left())) {
                case ConsoleEvent.Receipt receipt
                        when receipt.id().equals(id) && settles(receipt) -> {
                    return receipt;
                }
                case ConsoleEvent.Line line -> add(line);
                case ConsoleEvent.Reconnecting lost -> goOn(lost);
                default -> {}
            }
        }
    }

    private boolean settles(ConsoleEvent.Receipt receipt) {
        return receipt.isFinal() || !wait && receipt.status().equals("written");
    }

    /// What the console shows after the command's echo, or after the command if there is no echo,
    /// until it is quiet or time is over.
    List<ConsoleEvent.Line> reply() throws InterruptedException {
        if (!wait) {
            return List.of();
        }
        try {
            while (lines.size() < MOST_LINES) {
                Duration left = left();
                switch (console.next(left.compareTo(QUIET) < 0 ? left : QUIET)) {
                    case ConsoleEvent.Line line -> add(line);
                    case ConsoleEvent.Reconnecting lost -> goOn(lost);
                    default -> {}
                }
            }
        } catch (WebSocketTimeoutException _) {
            // It is quiet.
        }
        int echo = echo();
        return List.copyOf(lines.subList(echo + 1, lines.size()));
    }

    private void goOn(ConsoleEvent.Reconnecting lost) {
        if (lost.delay().compareTo(left()) > 0) {
            throw lost.why();
        }
    }

    private void add(ConsoleEvent.Line line) {
        if (!line.stream().equals("gateway") && !line.isAside()) {
            lines.add(line);
        }
    }

    private int echo() {
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).text().strip();
            if (text.equals(command.strip()) || text.endsWith(" " + command.strip())) {
                return i;
            }
        }
        return -1;
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }
}
