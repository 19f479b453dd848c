package io.vsgateway.bench.channel;

import io.vsgateway.bench.channel.ChannelOptions.Part;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// All measurements that were asked for, one after another: deliveries and publications on one
/// gateway, connections on a fresh one, as what went before would be counted as theirs, and what
/// several gateways cost on more of them.
final class ChannelBench {
    private static final Set<Part> ON_ONE =
            EnumSet.complementOf(EnumSet.of(Part.CONNECTIONS, Part.SHARED));

    private final ChannelOptions options;
    private final Consumer<String> progress;
    private final Findings findings = new Findings();

    ChannelBench(ChannelOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /// @throws UncheckedIOException if a gateway cannot be started
    ChannelReport run() {
        if (options.parts().stream().anyMatch(ON_ONE::contains)) {
            try (var bed = Bed.make(options.burst(), progress, options.timeout())) {
                var deliveries = new Deliveries(bed, options, findings, progress);
                var publications = new Publications(bed, options, findings, progress);
                Map<Part, Runnable> all = new EnumMap<>(Part.class);
                all.put(Part.STREAM, deliveries::stream);
                all.put(Part.BURST, deliveries::burst);
                all.put(Part.ROOMS, deliveries::rooms);
                all.put(Part.MERGED, deliveries::merged);
                all.put(Part.PUBLISH, publications::run);
                all.forEach((part, measurement) -> {
                    if (options.parts().contains(part)) {
                        measurement.run();
                    }
                });
            }
        }
        if (options.parts().contains(Part.CONNECTIONS)) {
            try (var bed = Bed.make(0, progress, options.timeout())) {
                new Connecting(bed, options, findings, progress).run();
            }
        }
        if (options.parts().contains(Part.SHARED) && !options.redis().isEmpty()) {
            new Shared(options, findings, progress).run();
        }
        return findings.report();
    }
}
