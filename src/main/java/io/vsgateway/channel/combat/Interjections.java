package io.vsgateway.channel.combat;

import io.vsgateway.channel.Channels;
import io.vsgateway.fanout.Change;
import io.vsgateway.hub.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What a back-end publishes straight into the topic of a fight. It has its place among what the
/// referee tells and counts towards the same bound, or else there would be no room left for the
/// fight's own events, of which nobody may miss one.
final class Interjections implements Channels.Keeper {
    private final Referee referee;
    private final Channels channels;

    Interjections(Referee referee, Channels channels) {
        this.referee = referee;
        this.channels = channels;
    }

    @Override
    public CompletionStage<Outcome> publish(Change.Publication publication, @Nullable String key) {
        Iterator<Fight> fights =
                publication.topics().stream()
                        .flatMap(topic -> referee.find(topic).stream())
                        .distinct()
                        .iterator();
        return publish(publication, key, fights);
    }

    private CompletionStage<Outcome> publish(
            Change.Publication publication, @Nullable String key, Iterator<Fight> fights) {
        if (!fights.hasNext()) {
            return channels.place(publication, key);
        }
        Fight fight = fights.next();
        if (referee.isFull(fight, publication.body())) {
            referee.endFull(fight);
            return CompletableFuture.completedStage(new Outcome.Full());
        }
        CompletionStage<Outcome> outcome = publish(publication, key, fights);
        fight.expect(List.of(publication.body()), outcome);
        return outcome;
    }
}
