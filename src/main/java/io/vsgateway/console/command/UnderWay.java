package io.vsgateway.console.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The commands whose last receipt has not come yet, and who asked for them over another connection
/// than the one that sent them. As many as wait for the game, at most. Any thread.
final class UnderWay {
    private record Key(String caller, String id) {}

    private final Map<Key, Command> commands = new ConcurrentHashMap<>();

    /// One command.
    final class Command {
        private final Key key;
        private final ReentrantLock lock = new ReentrantLock();

        /// Null before the first receipt.
        @GuardedBy("lock")
        private @Nullable Outcome latest;

        /// The last one who asked: who asked before lost that connection, too.
        @GuardedBy("lock")
        private @Nullable Consumer<Outcome> asker;

        private Command(Key key) {
            this.key = key;
        }

        /// Notes how far it has come now, and tells the one who asked.
        void came(Outcome outcome) {
            lock.lock();
            try {
                latest = outcome;
                if (asker != null) {
                    asker.accept(outcome);
                }
            } finally {
                lock.unlock();
            }
            if (outcome.isFinal()) {
                commands.remove(key, this);
            }
        }

        private @Nullable Outcome latest() {
            lock.lock();
            try {
                return latest;
            } finally {
                lock.unlock();
            }
        }

        private void follow(Consumer<Outcome> listener) {
            lock.lock();
            try {
                asker = listener;
                if (latest != null) {
                    listener.accept(latest);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /// A command that is about to be sent. Of two with one id, the later is the one to ask for.
    Command begin(String caller, String id) {
        var command = new Command(new Key(caller, id));
        commands.put(command.key, command);
        return command;
    }

    /// How far it has come; null if it is not under way, or had no receipt yet.
    @Nullable Outcome latest(String caller, String id) {
        Command command = commands.get(new Key(caller, id));
        return command == null ? null : command.latest();
    }

    /// Tells how far it has come, and what comes later, in order. The listener must not block.
    ///
    /// @return whether it is under way; otherwise nobody is told
    boolean follow(String caller, String id, Consumer<Outcome> listener) {
        Command command = commands.get(new Key(caller, id));
        if (command == null) {
            return false;
        }
        command.follow(listener);
        return true;
    }
}
