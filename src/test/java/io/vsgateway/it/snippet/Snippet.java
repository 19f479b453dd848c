package io.vsgateway.it.snippet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// A script of `src/test/clients` while it runs. Used by one thread.
interface Snippet extends AutoCloseable {
    /// Runs a piece of JavaScript in it.
    void run(String code);

    /// What it has reported so far, an array each.
    List<JsonNode> reports();

    /// Waits until it has reported this.
    default JsonNode await(Predicate<JsonNode> wanted) {
        try {
            Awaitility.await().pollInSameThread().until(() -> reports().stream().anyMatch(wanted));
        } catch (RuntimeException e) {
            throw new AssertionError("it has reported only " + reports(), e);
        }
        return reports().stream().filter(wanted).findFirst().orElseThrow();
    }

    /// Waits for a message of a type on the socket that the script calls so.
    default JsonNode await(String socket, String type) {
        return await(report ->
                        report.path(0).asText().equals(socket)
                                && report.path(1).path("type").asText().equals(type))
                .path(1);
    }

    /// Waits until the socket that the script calls so is closed, and says with which code.
    default int awaitClosed(String socket) {
        return await(report ->
                        report.path(0).asText().equals(socket) && report.path(1).has("closed"))
                .path(1)
                .path("closed")
                .asInt();
    }

    /// The events that it got on one socket, in their order.
    default List<JsonNode> events(String socket) {
        return reports().stream()
                .filter(report -> report.path(0).asText().equals(socket))
                .map(report -> report.path(1))
                .filter(message -> message.has("event_id"))
                .toList();
    }

    @Override
    void close();
}
