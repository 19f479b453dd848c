package io.vsgateway.ops.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.channel.pubsub.Egress;
import io.vsgateway.channel.pubsub.Ingress;
import io.vsgateway.console.shared.SharedConsole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/// What goes through Redis besides the order, as metrics.
@ApplicationScoped
public class SharedMeters {
    private final MeterRegistry registry;

    public SharedMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(@Observes StartupEvent event, SharedConsole console, Ingress ingress, Egress egress) {
        Gauge.builder(
                        "vs.console.shared",
                        console,
                        s -> s.state().equals(SharedConsole.YES) ? 1 : 0)
                .description("1 while other gateways get the console")
                .register(registry);
        Gauge.builder("vs.console.shared.behind", console, SharedConsole::behind)
                .description("lines that other gateways have yet to get")
                .register(registry);
        Gauge.builder("vs.ingress.listening", ingress, i -> i.isListening() ? 1 : 0)
                .description("1 if this gateway takes in what back-ends publish")
                .register(registry);
        for (Ingress.Fate fate : Ingress.Fate.values()) {
            FunctionCounter.builder("vs.ingress", ingress, i -> i.counted(fate))
                    .description("what became of what back-ends published")
                    .tag("result", fate.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        FunctionCounter.builder("vs.egress", egress, Egress::told)
                .description("events told to plain subscribers")
                .register(registry);
        FunctionCounter.builder("vs.egress.lost", egress, Egress::lost)
                .description("events that plain subscribers were not told")
                .register(registry);
    }
}
