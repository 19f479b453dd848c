package io.vsgateway.channel.rest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.channel.Channels;
import io.vsgateway.hub.Hub;
import io.vsgateway.roster.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// The figures of the channels at `/q/metrics`: none by topic or by user, of which there may be
/// thousands.
@ApplicationScoped
public class ChannelMeters {
    private final MeterRegistry registry;

    public ChannelMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(@Observes StartupEvent event, Hub hub, Roster roster, Channels channels) {
        Gauge.builder("vs.channel.topics", hub, Hub::count)
                .description("topics that are followed or remember something")
                .register(registry);
        Gauge.builder("vs.channel.subscriptions", hub, Hub::subscriptions)
                .description("connections that follow a topic, one for each topic")
                .register(registry);
        Gauge.builder("vs.channel.bytes", hub, Hub::bytes)
                .description("bytes that topics remember")
                .register(registry);
        Gauge.builder("vs.roster.connections", roster, Roster::count)
                .description("connections to the channels")
                .register(registry);
        Gauge.builder("vs.roster.users", roster, Roster::countUsers)
                .description("users who are connected to the channels")
                .register(registry);
        FunctionCounter.builder("vs.channel.events.in", channels, Channels::published)
                .description("events that were published")
                .register(registry);
        FunctionCounter.builder("vs.channel.events.refused", channels, Channels::refused)
                .description("events that were not taken")
                .register(registry);
        FunctionCounter.builder("vs.fanout.order", hub, Hub::end)
                .description("entries of the order so far")
                .register(registry);
    }
}
