package io.vsgateway.game.input;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SequencedMap;

/// Waiting commands: those of one sender in order, and senders in turn, one command at a time. So
/// nobody waits for more than one command of each other sender, however many those have sent. The
/// gateway's own commands come before all. Not thread-safe.
final class FairQueue {
    private final Deque<PendingCommand> own = new ArrayDeque<>();

    /// The next sender in turn comes first; no sender has an empty queue.
    private final SequencedMap<String, Deque<PendingCommand>> bySender = new LinkedHashMap<>();

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean hasOneOf(String sender) {
        return bySender.containsKey(sender);
    }

    void addFirst(PendingCommand command) {
        own.addFirst(command);
        size++;
    }

    void addLast(PendingCommand command) {
        bySender.computeIfAbsent(command.sender, _ -> new ArrayDeque<>()).addLast(command);
        size++;
    }

    /// Takes the next command.
    ///
    /// @throws NoSuchElementException if there is none
    PendingCommand removeFirst() {
        PendingCommand next;
        if (own.isEmpty()) {
            var turn = bySender.firstEntry();
            if (turn == null) {
                throw new NoSuchElementException("nothing waits");
            }
            bySender.remove(turn.getKey());
            next = turn.getValue().removeFirst();
            if (!turn.getValue().isEmpty()) {
                bySender.put(turn.getKey(), turn.getValue());
            }
        } else {
            next = own.removeFirst();
        }
        size--;
        return next;
    }

    /// Takes all, in the order in which they would have been taken one by one.
    List<PendingCommand> removeAll() {
        var all = new ArrayList<PendingCommand>(size);
        while (!isEmpty()) {
            all.add(removeFirst());
        }
        return all;
    }
}
