package io.vsgateway.delivery;

import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Start;

/// Makes readers with a choice of their own, and gives each the thread for its turns.
public record Selecting(Turns turns, Traffic traffic) {
    public <T> Selected<T> from(Feed<T> feed, Encoder<T> encoder, Choice<T> choice, Start start) {
        return new Selected<>(
                feed, encoder, choice.wanted(), start, turns.of(choice.searches()), traffic);
    }
}
