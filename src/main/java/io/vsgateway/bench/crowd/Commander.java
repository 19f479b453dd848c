package io.vsgateway.bench.crowd;

import io.vsgateway.bench.socket.Connection;

/// Gives commands over a connection of its own, one after another, until it is closed.
final class Commander implements AutoCloseable {
    private final Crowd crowd;
    private final Control control;
    private final Connection connection;
    private final long deadline;
    private int given;

    Commander(Crowd crowd, Control control, Connection connection, long deadline) {
        this.crowd = crowd;
        this.control = control;
        this.connection = connection;
        this.deadline = deadline;
    }

    /// Waits until the game runs.
    ///
    /// @return empty, or why it does not run
    String awaitRunning() {
        crowd.until(() -> control.isRunning() || control.isEnded(), deadline);
        return control.isRunning() ? "" : control.whyNotRunning();
    }

    /// Gives a command and waits for its last receipt.
    ///
    /// @param text must not need escaping in JSON
    /// @return empty if it was confirmed, or else what happened to it
    String command(String text) {
        String id = "bench-" + ++given;
        control.await(id);
        connection.send(
                "{\"type\":\"command\",\"content\":\"" + text + "\",\"id\":\"" + id + "\"}");
        crowd.until(() -> control.isFinished() || control.isEnded(), deadline);
        return control.isConfirmed() ? "" : control.outcome();
    }

    /// Nanoseconds until the last command was written to the game.
    long written() {
        return control.written();
    }

    /// Nanoseconds until the game had echoed the last command.
    long finished() {
        return control.finished();
    }

    @Override
    public void close() {
        connection.close();
    }
}
