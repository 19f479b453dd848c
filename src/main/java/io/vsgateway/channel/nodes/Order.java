package io.vsgateway.channel.nodes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.roster.Connection;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.channel.ChannelFrame.Unsubscribed.Reason;
import io.vsgateway.wire.channel.TopicPattern;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a connection is to do, decided at another gateway than its own.
///
/// @param connection the id of it
/// @param argument what with; empty if nothing
@RegisterForReflection
record Order(String connection, Action action, String argument) {
    private static final int PATIENCE_SECONDS = 1;

    enum Action {
        FOLLOW,
        JUDGE,
        SUBSCRIBE,
        UNSUBSCRIBE,
        DISCONNECT
    }

    /// Has the connection do it.
    void execute(Connection own) {
        switch (action) {
            case FOLLOW -> await(own.follow(new TopicPattern(argument)));
            case JUDGE -> own.judgeAnew();
            case SUBSCRIBE -> own.subscribe(new TopicPattern(argument));
            case UNSUBSCRIBE -> {
                int blank = argument.indexOf(' ');
                own.unsubscribe(
                        new TopicPattern(argument.substring(blank + 1)),
                        Reason.valueOf(argument.substring(0, blank)));
            }
            case DISCONNECT -> own.disconnect(CloseCode.valueOf(argument));
        }
    }

    /// The event for which it follows may be the next entry.
    private static void await(CompletionStage<Boolean> followed) {
        try {
            Boolean _ = followed.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // Then it does not get that event, as if it had gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
