package io.vsgateway.bench.channel;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// What to measure; [ChannelsCommand] reads it from the command line and documents it.
///
/// @param readers clients of one topic, and of the console beside it
/// @param rate events per second of that topic
/// @param lines events of one round
/// @param burst events of a burst
/// @param rooms how many rooms, each of five readers
/// @param publications how many are published to nobody
/// @param connections how many are held, and come back
/// @param rounds how often each comparison is made
/// @param size bytes of a message, on the wire
/// @param redis address of a Redis for what several gateways cost; empty if that is not measured
/// @param timeout longest wait for anything that should happen
record ChannelOptions(
        Set<Part> parts,
        int readers,
        int rate,
        int lines,
        int burst,
        int rooms,
        int publications,
        int connections,
        int rounds,
        int size,
        String redis,
        Duration timeout,
        boolean json) {
    ChannelOptions {
        parts = Set.copyOf(parts);
    }

    /// What can be measured by itself.
    enum Part {
        STREAM,
        BURST,
        ROOMS,
        MERGED,
        PUBLISH,
        CONNECTIONS,
        SHARED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
