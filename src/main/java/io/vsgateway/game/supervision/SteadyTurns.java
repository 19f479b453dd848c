package io.vsgateway.game.supervision;

import io.vsgateway.game.Level;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Takes one turn after another. A turn that fails, as when the machine is out of descriptors, is
/// reported and retried; of several failures in a row only the first is reported.
final class SteadyTurns {
    private static final Logger LOG = Logger.getLogger(SteadyTurns.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final GameNews news;
    private boolean failing;

    SteadyTurns(GameNews news) {
        this.news = news;
    }

    void take(Runnable turn) {
        try {
            turn.run();
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                failing = true;
                tell(e);
            }
            rest();
        }
    }

    private void tell(Throwable failure) {
        try {
            LOG.error("the game could not be looked after for a moment", failure);
            news.say(Level.ERROR, "an error in the gateway: " + failure + " – trying again");
        } catch (RuntimeException | Error _) {
            // What breaks the game's supervision may break reporting it, too.
        }
    }

    private static void rest() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
        } catch (InterruptedException _) {
            // This thread ends only by a wish, never by an interrupt.
        }
    }
}
