package io.vsgateway.server;

import io.vsgateway.access.Caller;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.console.command.Commands;
import io.vsgateway.game.Game;
import io.vsgateway.game.Game.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What is to come of the game, wherever that is: by this gateway's [Countdown], or by that of the
/// gateway which has the game and then also judges it. Any thread; nothing blocks.
@ApplicationScoped
class Upcoming {
    private final Game game;
    private final Countdown countdown;
    private final AuditLog audit;

    Upcoming(Game game, Countdown countdown, AuditLog audit) {
        this.game = game;
        this.countdown = countdown;
        this.audit = audit;
    }

    /// What is to come, if anything is.
    Game.@Nullable Coming next() {
        return game.owner() == null ? countdown.coming() : game.report().coming();
    }

    /// Begins a countdown in place of another. It is for the caller to record.
    CompletionStage<Outcome> begin(
            Game.Request request, Duration left, String announcement, Caller by) {
        Game.Owner owner = game.owner();
        if (owner == null) {
            return CompletableFuture.completedStage(
                    countdown.begin(request, left, announcement, by));
        }
        // Which commands the caller's key is for is known only here.
        return countdown
                .refusal(request, left, announcement, by)
                .map(why -> CompletableFuture.<Outcome>completedStage(new Outcome.Refused(why)))
                .orElseGet(() -> owner.countDown(request, left, announcement, sender(by)));
    }

    /// Calls off what is to come, and records it; empty if nothing is.
    CompletionStage<Optional<Outcome>> callOff(Caller by) {
        Game.Owner owner = game.owner();
        CompletionStage<Optional<Outcome>> outcome =
                owner != null
                        ? owner.callOff(sender(by))
                        : CompletableFuture.completedStage(
                                countdown.cancel()
                                        ? Optional.of(new Outcome.Begun())
                                        : Optional.empty());
        return outcome.thenApply(its -> {
            if (its.isPresent() && its.get() instanceof Outcome.Begun) {
                audit.add(
                        AuditRecord.of(
                                "server", by, null, null, Countdown.CALLED_OFF, "accepted", ""));
            }
            return its;
        });
    }

    /// What is done now leaves nothing to come.
    void isOver() {
        boolean _ = countdown.cancel();
    }

    private static Game.Sender sender(Caller by) {
        return new Commands.Sender(by, null, UUID.randomUUID().toString()).forGame();
    }
}
