package io.vsgateway.game.elsewhere;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import io.vsgateway.fanout.redis.Server;
import io.vsgateway.game.Game;
import io.vsgateway.game.Game.Outcome;
import io.vsgateway.game.Game.Request;
import io.vsgateway.game.Game.Sender;
import io.vsgateway.game.KnownCommand;
import io.vsgateway.game.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks the gateway that has the game. What cannot be asked now is refused at once; what was asked
/// and is not answered ends as timed out, as nobody knows whether it was done. All methods may be
/// called from any thread, and none blocks.
final class Asking implements Game.Owner {
    private static final String NOT_SURE = ": it may have been done";

    private final SharedGame shared;
    private final RemoteFeed feed;
    private final Supplier<@Nullable String> unreachable;
    private final Asked asked = new Asked();
    private final AtomicLong numbers = new AtomicLong();

    /// @param unreachable why it cannot be asked; null if it can
    Asking(SharedGame shared, RemoteFeed feed, Supplier<@Nullable String> unreachable) {
        this.shared = shared;
        this.feed = feed;
        this.unreachable = unreachable;
    }

    void submit(Sender sender, String command, Consumer<Receipt> listener) {
        ask(
                sender,
                new Errand.Command(command),
                null,
                answer -> {
                    Receipt receipt = answer.receipt();
                    listener.accept(receipt);
                    return !receipt.isFinal();
                });
    }

    CompletionStage<Outcome> request(Request request, Sender sender) {
        return once(sender, new Errand.Now(request), Answer::outcome);
    }

    @Override
    public CompletionStage<Outcome> countDown(
            Request request, Duration left, String announcement, Sender sender) {
        return once(sender, new Errand.Later(request, left, announcement), Answer::outcome);
    }

    @Override
    public CompletionStage<Optional<Outcome>> callOff(Sender sender) {
        return once(sender, new Errand.CallOff(), Answer::outcomeIfAny);
    }

    @Override
    public CompletionStage<Optional<List<KnownCommand>>> commands(Sender sender) {
        return once(sender, new Errand.KnownCommands(), Answer::known);
    }

    @Override
    public void progress(
            Sender sender, boolean isFollowed, Consumer<Optional<Game.Progress>> listener) {
        // There, too, one at most follows a command; those that are answered once are all answered.
        String which = isFollowed ? "" : "\n" + numbers.incrementAndGet();
        ask(
                sender,
                new Errand.HowFar(isFollowed),
                sender.name() + '\n' + sender.id() + which,
                answer -> {
                    Optional<Game.Progress> progress = answer.progress();
                    listener.accept(progress);
                    return isFollowed && progress.filter(one -> !one.isFinal()).isPresent();
                });
    }

    /// Asks for what is answered once.
    private <T> CompletionStage<T> once(Sender sender, Errand errand, Function<Answer, T> meaning) {
        var outcome = new CompletableFuture<T>();
        ask(
                sender,
                errand,
                null,
                answer -> {
                    outcome.complete(meaning.apply(answer));
                    return false;
                });
        return outcome;
    }

    /// @param about what a question is about; null for a deed
    private void ask(Sender sender, Errand errand, @Nullable String about, Asked.Waiter waiter) {
        var ask = new Ask(numbers.incrementAndGet(), feed.node(), sender, errand);
        Talk talk = feed.talk();
        String why = talk == null ? RemoteFeed.REDIS_AWAY : unreachable.get();
        if (talk == null || why != null) {
            boolean _ = waiter.answered(refusal(ask, String.valueOf(why)));
            return;
        }
        if (!asked.add(ask.number(), about, waiter)) {
            boolean _ = waiter.answered(refusal(ask, "too many wait for the game's gateway"));
            return;
        }
        // Nobody but the run that has the game now can open it.
        String closed = shared.close(shared.asks(), feed.owner(), ask.text());
        talk.run(List.of(shared.owner(), shared.asks()), List.of(closed))
                .onSuccess(id -> sent(ask, id))
                .onFailure(e -> notSent(talk, ask, e));
    }

    /// Unless Redis has refused it, it may have arrived, and an answer is waited for.
    private void notSent(Talk talk, Ask ask, Throwable why) {
        if (Server.isFull(why)) {
            asked.answered(refusal(ask, RemoteFeed.REDIS_FULL));
            return;
        }
        if (why instanceof ErrorType) {
            asked.answered(refusal(ask, "Redis refuses it: " + Server.words(why)));
        }
        talk.close();
    }

    private void sent(Ask ask, @Nullable Response id) {
        if (id == null) {
            asked.answered(refusal(ask, RemoteFeed.OWNER_AWAY));
        }
    }

    private static Answer refusal(Ask ask, String why) {
        return Answer.of(ask.number(), new Receipt.Rejected(why));
    }

    void answered(Answer answer) {
        asked.answered(answer);
    }

    /// Gives up what has waited for too long.
    void expire() {
        asked.expire("the gateway that has the game did not answer" + NOT_SURE);
    }

    /// Gives up everything: nobody will answer.
    void giveUp(String why) {
        asked.giveUpAll(why + NOT_SURE);
    }
}
