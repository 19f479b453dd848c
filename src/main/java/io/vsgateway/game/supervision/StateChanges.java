package io.vsgateway.game.supervision;

import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The state of a game and the listeners to its changes. One thread changes it, any thread reads
/// it. Listeners run on the thread that changes it, and one that fails does no harm.
final class StateChanges {
    private static final Logger LOG = Logger.getLogger(StateChanges.class);

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile GameState present;

    StateChanges(GameState first) {
        this.present = first;
    }

    GameState present() {
        return present;
    }

    void change(GameState next) {
        present = next;
        for (Listener listener : listeners) {
            try {
                listener.consumer.accept(next);
            } catch (RuntimeException | Error e) {
                // For example, it wants a thread and gets none. Looking after the game continues.
                LOG.error("a listener for the game's state failed", e);
            }
        }
    }

    Game.Subscription listen(Consumer<GameState> consumer) {
        // Wrapped, so that the same consumer can be registered twice.
        var listener = new Listener(consumer);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private static final class Listener {
        final Consumer<GameState> consumer;

        Listener(Consumer<GameState> consumer) {
            this.consumer = consumer;
        }
    }
}
