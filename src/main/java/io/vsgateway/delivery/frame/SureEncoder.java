package io.vsgateway.delivery.frame;

import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import io.vsgateway.log.RationedLog;
import org.jboss.logging.Logger;

/// Encodes every entry: if its encoder fails, the reader is told that this one entry is missing. So
/// a fault in one line costs readers neither the other lines nor their place.
public final class SureEncoder<T> implements Encoder<T> {
    private static final RationedLog FAILURES =
            new RationedLog(1, Logger.getLogger(SureEncoder.class)::error);

    private final Encoder<T> encoder;

    public SureEncoder(Encoder<T> encoder) {
        this.encoder = encoder;
    }

    @Override
    public String encode(Position position, T entry) {
        try {
            return encoder.encode(position, entry);
        } catch (RuntimeException e) {
            FAILURES.tell("", () -> "no words for " + position.id() + ": " + e);
            return encoder.encode(new Gap(position, position, 1, true));
        }
    }

    @Override
    public String encode(Gap gap) {
        return encoder.encode(gap);
    }
}
