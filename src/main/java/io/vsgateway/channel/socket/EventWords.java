package io.vsgateway.channel.socket;

import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Event;
import io.vsgateway.wire.channel.ChannelFrame;
import java.time.Instant;

/// The words for the events of one topic, or of all that begin alike.
///
/// @param topic as clients subscribe to it
record EventWords(String topic) implements Encoder<Event> {
    @Override
    public String encode(Position position, Event event) {
        return event.body().event(position, event.at(), event.topic());
    }

    @Override
    public String encode(Gap gap) {
        return new ChannelFrame.Gap(
                        Instant.now(),
                        topic,
                        gap.from(),
                        gap.to(),
                        gap.isCounted() ? gap.count() : null,
                        gap.recovered())
                .encode();
    }
}
