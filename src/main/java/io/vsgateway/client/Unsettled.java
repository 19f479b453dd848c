package io.vsgateway.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.wire.ClientMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The commands whose last receipt has not come yet. Their receipts go to the connection over which
/// they were sent: over the next one it is asked what became of them. Any thread.
final class Unsettled {
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Set<String> ids = new LinkedHashSet<>();

    void sent(String id) {
        lock.lock();
        try {
            ids.add(id);
        } finally {
            lock.unlock();
        }
    }

    /// It was not sent, or has had its last receipt.
    void settled(String id) {
        lock.lock();
        try {
            ids.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /// The questions about all of them, to be sent over a new connection.
    List<ObjectNode> questions() {
        List<String> all = ids();
        List<ObjectNode> questions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += ClientMessage.MAX_ASKED) {
            ObjectNode question = JsonNodeFactory.instance.objectNode().put("type", "receipts");
            all.subList(from, Math.min(all.size(), from + ClientMessage.MAX_ASKED))
                    .forEach(question.putArray("ids")::add);
            questions.add(question);
        }
        return questions;
    }

    /// Gives them all up, as the gateway does not take the question: it is an older one, or the
    /// role may not send commands any more.
    ///
    /// @return the receipts that say so
    List<ConsoleEvent> giveUp(ConsoleEvent.Error refusal) {
        List<String> all = ids();
        all.forEach(this::settled);
        return all.stream().<ConsoleEvent>map(id -> unknown(id, refusal)).toList();
    }

    private static ConsoleEvent.Receipt unknown(String id, ConsoleEvent.Error refusal) {
        return new ConsoleEvent.Receipt(
                refusal.ts(),
                id,
                ConsoleEvent.Receipt.UNKNOWN,
                "the gateway does not tell: " + refusal.message(),
                null);
    }

    private List<String> ids() {
        lock.lock();
        try {
            return List.copyOf(ids);
        } finally {
            lock.unlock();
        }
    }
}
